"""Sifting: which arrivals are new, which say something again, edit or take back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from hanjari.listening.ingest.arrival import Arrival

Name = tuple[int, str]


@dataclass(slots=True)
class Sifted:
    """A batch by what is to be done; every arrival is in exactly one place."""

    new: list[Arrival] = field(default_factory=list)
    edits: list[Arrival] = field(default_factory=list)
    deletions: list[Arrival] = field(default_factory=list)
    doubles: list[Arrival] = field(default_factory=list)
    resting: list[Arrival] = field(default_factory=list)
    """Erased before, or taken back in this very batch: stays erased."""


@dataclass(frozen=True, slots=True)
class Known:
    """A message that the store has already, and the latest payload that spoke of it."""

    id: int
    raw_id: int | None = None


def sifted(
    arrivals: Iterable[Arrival], known: Mapping[Name, Known], erased: Collection[Name]
) -> Sifted:
    """Sort a batch, given in the order in which it came in.

    An edit of something that never arrived is that message. Several edits in one batch leave the
    last, which remembers what the others said. A deletion wins over everything beside it.
    """
    piles = Sifted()
    arrivals = list(arrivals)
    gone = {arrival.name: arrival for arrival in arrivals if arrival.deletes}
    piles.deletions = list(gone.values())
    latest: dict[Name, Arrival] = {}
    for arrival in arrivals:
        if arrival.deletes:
            continue
        if arrival.name in gone or arrival.name in erased:
            piles.resting.append(arrival)
        elif arrival.name in latest and arrival.edits:
            piles.doubles.append(_overtake(latest, arrival))
        elif arrival.name in latest or not _is_news(arrival, known.get(arrival.name)):
            piles.doubles.append(arrival)
        else:
            latest[arrival.name] = arrival
    for arrival in latest.values():
        (piles.edits if arrival.name in known else piles.new).append(arrival)
    return piles


def _is_news(arrival: Arrival, known: Known | None) -> bool:
    """Whether it tells more than the store has; an edit read late must not undo a later one."""
    if known is None:
        return True
    return arrival.edits and (arrival.raw_id or 0) >= (known.raw_id or 0)


def _overtake(latest: dict[Name, Arrival], edit: Arrival) -> Arrival:
    """The edit takes the place of what it edits, and its time; returns what it replaced."""
    before = latest[edit.name]
    edit.earlier = [*before.earlier, before.text]
    edit.posted_at = before.posted_at
    latest[edit.name] = edit
    return before
