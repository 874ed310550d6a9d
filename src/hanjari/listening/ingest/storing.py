"""Storing: new messages and edits of a batch, each kind of row with one statement."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hanjari.kit.clock import now
from hanjari.kit.rows import Row, compact, insert, moment, moments, pieces, run
from hanjari.kit.secrets import seal
from hanjari.listening import search, stories
from hanjari.listening.ids import message_id
from hanjari.listening.ingest.arrival import Arrival, Version
from hanjari.listening.ingest.counting import count_hours
from hanjari.listening.ingest.finding import follow_edits, store_finds
from hanjari.listening.ingest.lookups import free_seats
from hanjari.listening.models import Edition, Message, Original
from hanjari.listening.months import make_room

if TYPE_CHECKING:  # reading loads numpy, which a page worker has no room for
    from hanjari.language import Reading

COLUMNS = (
    "id", "organisation_id", "account_id", "external_id", "author_id", "is_ours", "is_automatic",
    "is_public", "is_overheard", "subject", "text", "quoted", "html", "url", "media", "parent_id", "root_id",
    "references", "extra", "language", "intent", "urgency", "sentiment", "reading", "posted_at",
    "arrived_at", "edited_at", "raw_id",
)  # fmt: skip
_MOODS = {"positive": 1, "neutral": 0, "negative": -1}
_WHY_LIMIT = 12


def store_new(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Insert messages, oldest first, and give each its id."""
    arrivals = sorted(arrivals, key=lambda arrival: arrival.posted_at)
    wished = [
        message_id(arrival.posted_at, arrival.place.account_id, arrival.external_id)
        for arrival in arrivals
    ]
    for arrival, seat in zip(arrivals, free_seats(wished), strict=True):
        arrival.id = seat
    make_room(max((arrival.id for arrival in arrivals), default=0))
    written = moments()
    insert(Message, COLUMNS, [_row(arrival, written) for arrival in arrivals])
    search.add((arrival.id, arrival.subject, arrival.text) for arrival in arrivals)
    _store_editions((one.id, version) for one in arrivals for version in one.earlier)
    _store_originals(arrivals)
    count_hours(arrivals)
    store_finds(arrivals)
    return arrivals


def store_edits(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Replace what messages say (`id` is set), keeping what they said; returns those that changed.

    Where only what the network tells beside the words has changed (a held comment was approved),
    that is replaced and nothing was edited.
    """
    before = {
        message.pk: message
        for some in pieces(arrival.id for arrival in arrivals)
        for message in Message.objects.filter(pk__in=some)
    }
    words = {pk: (message.subject, message.text) for pk, message in before.items()}
    changed = [one for one in arrivals if words[one.id] != (one.subject, one.text)]
    moved = [
        one
        for one in arrivals
        if words[one.id] == (one.subject, one.text) and before[one.id].extra != one.extra
    ]
    run(
        "UPDATE listening_message SET extra = %s WHERE id = %s",
        [(compact(one.extra), one.id) for one in moved],
    )
    search.remove((one.id, *words[one.id]) for one in changed)
    search.add((one.id, one.subject, one.text) for one in changed)
    _store_editions(
        (one.id, version)
        for one in changed
        for version in [_version(before[one.id]), *one.earlier]
        if version.text != one.text
    )
    run(
        "UPDATE listening_message SET subject = %s, text = %s, quoted = %s, html = %s, media = %s, extra = %s,"
        " language = %s, intent = %s, urgency = %s, sentiment = %s, reading = %s, edited_at = %s,"
        " raw_id = %s WHERE id = %s",
        [_edited(one) for one in changed],
    )
    Original.objects.filter(message__in=[one.id for one in changed]).delete()
    _store_originals(changed)
    follow_edits(changed)
    return changed


def _row(one: Arrival, written: Callable[[datetime | None], Any]) -> Row:
    place = one.place
    return (
        one.id, place.organisation_id, place.account_id, one.external_id, one.author_id,
        one.is_ours, one.is_automatic, one.is_public, one.is_overheard, one.subject, one.text, one.quoted, one.html,
        one.url, compact(one.media), one.parent_id, one.root_id, compact(one.references),
        compact(one.extra),
        *_read(one), written(one.posted_at), written(one.arrived_at),
        written(one.edited_at or one.arrived_at) if one.edits else None, one.raw_id,
    )  # fmt: skip


def _edited(one: Arrival) -> Row:
    return (
        one.subject, one.text, one.quoted, one.html, compact(one.media),
        compact(one.extra), *_read(one),
        moment(one.edited_at or one.arrived_at), one.raw_id, one.id,
    )  # fmt: skip


def _read(one: Arrival) -> Row:
    """Language, intent, urgency, sentiment, and the rest as JSON."""
    reading = one.reading
    if reading is None:
        return "", "", 1, None, "{}"
    story = told(reading, one.subject, one.text, one.masked)
    if one.site:
        story["site"] = one.site
    return (
        reading.language,
        reading.intent,
        reading.urgency,
        _MOODS.get(reading.sentiment.label or ""),
        compact(stories.packed(story)),
    )


def told(
    reading: "Reading", subject: str = "", text: str = "", masked: Sequence[str] = ()
) -> dict[str, Any]:
    """What a reading says beyond the columns; what is not so is left out.

    Reasons tell where their words stand in the message (`stories.reason`). `masked` are kinds of
    personal data that were starred out.
    """
    ahead = len(subject) + 1 if subject else 0
    mood = reading.sentiment
    story: dict[str, Any] = {
        "intents": reading.intents,
        "mood": [mood.score, mood.confidence] if mood.confidence else None,
        "needs_answer": reading.needs_answer,
        "is_sarcasm_suspect": reading.is_sarcasm_suspect,
        "abuse": reading.abuse,
        "personal": sorted({span.kind for span in reading.personal_data}.union(masked)),
        "why": [
            stories.reason(why.label, why.words[:60], why.start - ahead, subject, text)
            for why in reading.why[:_WHY_LIMIT]
        ],
    }
    return {name: value for name, value in story.items() if value}


def store_late(arrivals: Iterable[Arrival]) -> None:
    """What edited messages (`id` is set) said before, read after the edit: history, each text once."""
    late = list(arrivals)
    current = dict(
        Message.objects.filter(pk__in={one.id for one in late}).values_list("pk", "text")
    )
    _store_editions((one.id, one.version) for one in late if one.text != current[one.id])


def _version(message: Message) -> Version:
    return Version(message.edited_at or message.posted_at, message.text)


def _store_editions(rows: Iterable[tuple[int, Version]]) -> None:
    """What messages said before, each text once a message."""
    found = [
        Edition(message_id=pk, text=version.text, said_at=version.said_at) for pk, version in rows
    ]
    if not found:
        return
    ids = {one.message_id for one in found}
    known = set(Edition.objects.filter(message__in=ids).values_list("message", "text"))
    once = {(one.message_id, one.text): one for one in found}
    Edition.objects.bulk_create(one for key, one in once.items() if key not in known)


def _store_originals(arrivals: Sequence[Arrival]) -> None:
    """The unmasked words, sealed, where the organisation keeps them for some days."""
    Original.objects.bulk_create(
        Original(
            message_id=one.id,
            sealed=seal(compact(one.original).encode()),
            kinds=sorted(set(one.masked)),
            kept_until=now() + timedelta(days=one.place.original_days),
        )
        for one in arrivals
        if one.original and one.place.original_days
    )
