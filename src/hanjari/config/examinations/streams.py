"""Whole networks that are heard: whether NATS answers, who sifts, and how far behind each stream is."""

from collections.abc import Iterator

from django.conf import settings

from hanjari.channels import queries
from hanjari.channels.models import Stream
from hanjari.config.examinations.sign import Sign, care, ill, well
from hanjari.kit.bus import AwayError, MissingError
from hanjari.listening.stream.carrying import bus_of
from hanjari.listening.stream.packing import POSTS

MANY = 10_000
"""Packs that wait for hands; more are a reason to start another one."""


def look_at_streams() -> Iterator[Sign]:
    """Nothing to say where nobody listens to a whole network."""
    if settings.NATS_URL:
        yield from _nats()
    asked = Stream.objects.filter(stopped_at=None).select_related("account")
    for row in asked.filter(account__removed_at=None).order_by("pk"):
        if heard := queries.stream_of(row.account):
            yield _stream(row, heard)


def _nats() -> Iterator[Sign]:
    try:
        bus = bus_of()
    except MissingError as error:
        yield ill("NATS", str(error), "Install it, or leave NATS_URL empty.")
        return
    try:
        backlog = bus.backlog(POSTS)
    except AwayError as error:
        words = f"does not answer ({error}). Streams stand still; nothing is lost."
        yield ill("NATS", words, "Start nats-server with JetStream (-js). Is NATS_URL right?")
        return
    finally:
        bus.close()
    hands = list(queries.living_hands())
    told = f"{backlog.waiting_count:,} packs wait, {len(hands)} processes sift"
    if not hands:
        yield care("NATS", told, "Start one: hanjari ingest")
    elif backlog.waiting_count > MANY:
        yield care("NATS", told, "Start more: hanjari ingest, on this or another machine.")
    else:
        yield well("NATS", told)
    for hand in hands:
        if hand.failure:
            yield care("Ingest", f"{hand.token}: {hand.failure}", "It is tried again by itself.")


def _stream(row: Stream, heard: queries.Heard) -> Sign:
    name = f"Stream of {row.account.name}"
    lag = "unknown" if heard.lag is None else f"{heard.lag.total_seconds():.0f} s"
    if heard.state in {"well", "opening"}:
        return well(name, f"lag {lag}, {row.rate:g} posts a second")
    if heard.state == "paused":
        return well(name, "paused")
    if heard.state == "waiting":
        return care(name, "nobody reads it.", "Start a worker: hanjari serve, or hanjari worker")
    words = heard.words if heard.state == "failing" else f"lag {lag}"
    return care(name, words, "It goes on by itself from where it was.")
