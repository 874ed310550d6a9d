"""Authors: each identity of a batch finds or gets its row, each new identity its own person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hanjari.channels.envelope import Sender
from hanjari.kit.clock import now
from hanjari.kit.rows import Row, insert_new, moment, run, where_among
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.ingest.locking import lock
from hanjari.listening.models import Author, Person

_AUTHORS = (
    "SELECT external_id, id, name, handle, url, followers FROM listening_author"
    " WHERE organisation_id = %s AND kind = %s"
)
_REFRESH = (
    "UPDATE listening_author SET name = %s, handle = %s, url = %s, followers = %s WHERE id = %s"
)

_COLUMNS = (
    "organisation_id", "kind", "external_id", "name", "handle", "url", "followers", "is_ours",
    "person_id", "created_at",
)  # fmt: skip

Identity = tuple[int, str, str]
"""Organisation, kind of channel, the network's own id."""
Face = tuple[str, str, str, int | None]
"""Name, handle, link, followers."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An author who has a row, and what they showed last."""

    id: int
    face: Face


def with_authors(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals with `author_id`; what an author shows of themselves is kept fresh."""
    shown = {_identity(arrival): arrival for arrival in arrivals}
    known = _known(shown)
    _refresh(known, shown)
    missing = [arrival for identity, arrival in shown.items() if identity not in known]
    if missing:
        known |= _welcome(missing)
    for arrival in arrivals:
        arrival.author_id = known[_identity(arrival)].id
    return list(arrivals)


def _identity(arrival: Arrival) -> Identity:
    return arrival.place.organisation_id, arrival.place.kind, arrival.sender.external_id


def _known(identities: Iterable[Identity]) -> dict[Identity, Seen]:
    groups: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for organisation_id, kind, external_id in identities:
        groups[organisation_id, kind].append(external_id)
    return {
        (organisation_id, kind, row[0]): Seen(row[1], row[2:])
        for (organisation_id, kind), some in groups.items()
        for row in where_among(_AUTHORS, "external_id", some, organisation_id, kind)
    }


def _welcome(missing: Sequence[Arrival]) -> dict[Identity, Seen]:
    """First words of somebody: a person and an identity. One at a time in an organisation."""
    is_shared = lock({arrival.place.organisation_id for arrival in missing}, room=2)
    known = _known([_identity(arrival) for arrival in missing]) if is_shared else {}
    missing = [arrival for arrival in missing if _identity(arrival) not in known]
    met = moment(now())
    persons = insert_new(
        Person,
        ("organisation_id", "name", "created_at"),
        [(one.place.organisation_id, one.sender.name, met) for one in missing],
    )
    authors = insert_new(
        Author,
        _COLUMNS,
        [
            (*_identity(one), *_shown(one.sender), one.is_ours, person, met)
            for one, person in zip(missing, persons, strict=True)
        ],
    )
    faces = zip(missing, authors, strict=True)
    return known | {_identity(one): Seen(pk, _shown(one.sender)) for one, pk in faces}


def _refresh(known: dict[Identity, Seen], shown: dict[Identity, Arrival]) -> None:
    """What is not shown this time stays as it was known."""
    changed: list[Row] = []
    for identity, seen in known.items():
        face = _shown(shown[identity].sender)
        fresh = tuple(
            old if new in ("", None) else new for old, new in zip(seen.face, face, strict=True)
        )
        if fresh != seen.face:
            changed.append((*fresh, seen.id))
    run(_REFRESH, changed)


def _shown(sender: Sender) -> Face:
    return sender.name, sender.handle, sender.url, sender.followers
