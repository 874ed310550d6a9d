"""Sifting: which arrivals are new, which say something again, edit or take back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

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
    late: list[Arrival] = field(default_factory=list)
    """Doubles that say what an edited message said before: an edit overtook them on the way."""


@dataclass(frozen=True, slots=True)
class Known:
    """A message that the store has already, and the latest payload that spoke of it."""

    id: int
    raw_id: int | None = None
    edited_at: datetime | None = None
    is_overheard: bool = False


def sifted(
    arrivals: Iterable[Arrival], known: Mapping[Name, Known], erased: Collection[Name]
) -> Sifted:
    """Sort a batch, given in the order in which it came in.

    An edit of something that never arrived is that message. Of several edits the newest by the
    network's time stays (without one, the last to come), and remembers what the others said,
    whatever order they came in. A deletion wins over everything beside it.
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
        elif arrival.name in latest:
            piles.doubles.append(_together(latest, arrival))
        elif not _is_news(arrival, known.get(arrival.name)):
            piles.doubles.append(arrival)
            if _is_history(arrival, known[arrival.name]):
                piles.late.append(arrival)
        else:
            latest[arrival.name] = arrival
    for arrival in latest.values():
        (piles.edits if arrival.name in known else piles.new).append(arrival)
    return piles


def _is_news(arrival: Arrival, known: Known | None) -> bool:
    """Whether it tells more than the store has; an edit read late must not undo a later one."""
    if known is None:
        return True
    if not arrival.edits:
        return False
    if arrival.edited_at and known.edited_at:
        return arrival.edited_at > known.edited_at
    return (arrival.raw_id or 0) >= (known.raw_id or 0)


def _is_history(arrival: Arrival, known: Known) -> bool:
    """Whether an edited message said this before; what no time tells of may be a mere copy."""
    if known.edited_at is None:
        return False
    return not arrival.edits or bool(arrival.edited_at and arrival.edited_at < known.edited_at)


def _together(latest: dict[Name, Arrival], arrival: Arrival) -> Arrival:
    """Two of one message in a batch: the newer stays and remembers the other; returns the other."""
    before = latest[arrival.name]
    if arrival.edits and not _is_older(arrival, before):
        return _overtake(latest, arrival)
    if before.edits and arrival.version not in before.earlier and arrival.text != before.text:
        before.earlier = sorted([*before.earlier, arrival.version])
    return arrival


def _is_older(arrival: Arrival, other: Arrival) -> bool:
    return bool(arrival.edited_at and other.edited_at and arrival.edited_at <= other.edited_at)


def _overtake(latest: dict[Name, Arrival], edit: Arrival) -> Arrival:
    """The edit takes the place of what it edits, and its time; returns what it replaced."""
    before = latest[edit.name]
    if before.text != edit.text:
        edit.earlier = [*before.earlier, before.version]
    edit.posted_at = before.posted_at
    latest[edit.name] = edit
    return before
