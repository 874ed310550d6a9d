"""Authors: each identity of a batch finds or gets its row, each new identity its own person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from hanjari.channels.envelope import Sender
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.ingest.rows import lock, pieces, run
from hanjari.listening.models import Author, Person

Identity = tuple[int, str, str]
"""Organisation, kind of channel, the network's own id."""


def with_authors(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals with `author_id`; what an author shows of themselves is kept fresh."""
    shown = {_identity(arrival): arrival for arrival in arrivals}
    known = _known(shown)
    _refresh(known, shown)
    missing = [arrival for identity, arrival in shown.items() if identity not in known]
    if missing:
        known |= _welcome(missing)
    for arrival in arrivals:
        arrival.author_id = known[_identity(arrival)].pk
    return list(arrivals)


def _identity(arrival: Arrival) -> Identity:
    return arrival.place.organisation_id, arrival.place.kind, arrival.sender.external_id


def _known(identities: Iterable[Identity]) -> dict[Identity, Author]:
    groups: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for organisation_id, kind, external_id in identities:
        groups[organisation_id, kind].append(external_id)
    return {
        (organisation_id, kind, author.external_id): author
        for (organisation_id, kind), some in groups.items()
        for piece in pieces(some)
        for author in Author.objects.filter(
            organisation_id=organisation_id, kind=kind, external_id__in=piece
        )
    }


def _welcome(missing: Sequence[Arrival]) -> dict[Identity, Author]:
    """First words of somebody: a person and an identity. One at a time in an organisation."""
    lock({arrival.place.organisation_id for arrival in missing}, room=2)
    known = _known([_identity(arrival) for arrival in missing])
    missing = [arrival for arrival in missing if _identity(arrival) not in known]
    persons = Person.objects.bulk_create(
        Person(organisation_id=arrival.place.organisation_id, name=arrival.sender.name)
        for arrival in missing
    )
    authors = Author.objects.bulk_create(
        Author(
            organisation_id=arrival.place.organisation_id,
            kind=arrival.place.kind,
            external_id=arrival.sender.external_id,
            name=arrival.sender.name,
            handle=arrival.sender.handle,
            url=arrival.sender.url,
            followers=arrival.sender.followers,
            is_ours=arrival.is_ours,
            person=person,
        )
        for arrival, person in zip(missing, persons, strict=True)
    )
    return known | {
        _identity(arrival): author for arrival, author in zip(missing, authors, strict=True)
    }


def _refresh(known: dict[Identity, Author], shown: dict[Identity, Arrival]) -> None:
    changed = [
        (*_face(shown[identity].sender, author), author.pk)
        for identity, author in known.items()
        if _face(shown[identity].sender, author) != _old_face(author)
    ]
    run(
        "UPDATE listening_author SET name = %s, handle = %s, url = %s, followers = %s WHERE id = %s",
        changed,
    )


def _face(sender: Sender, author: Author) -> tuple[str, str, str, int | None]:
    """What is not shown this time stays as it was known."""
    return (
        sender.name or author.name,
        sender.handle or author.handle,
        sender.url or author.url,
        author.followers if sender.followers is None else sender.followers,
    )


def _old_face(author: Author) -> tuple[str, str, str, int | None]:
    return author.name, author.handle, author.url, author.followers
