"""Hearing the event stream: read in bites from where we stopped, only what concerns us is kept.

The place in the stream is stored with every catch, in the same transaction as what was found; so a
kill at any point repeats events and loses none, and what is repeated is known by its name. A stream
that can't be had is no failure of the account: notifications and searches go on being asked.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from websockets.exceptions import ConnectionClosed, WebSocketException

from hanjari.channels.contract import Access, BrokenError, Catch
from hanjari.channels.kinds.bluesky import events, known, parents, rechecking
from hanjari.channels.kinds.bluesky.api import Api
from hanjari.channels.kinds.bluesky.bites import Bite
from hanjari.channels.kinds.bluesky.events import Event, Interest
from hanjari.channels.kinds.bluesky.firehose import Firehose
from hanjari.channels.kinds.bluesky.form import FIREHOSE, JETSTREAM
from hanjari.channels.kinds.bluesky.jetstream import Jetstream
from hanjari.channels.kinds.bluesky.known import Cursor
from hanjari.channels.kinds.bluesky.reading import payload
from hanjari.channels.kinds.bluesky.shapes import part, things, time_of, word
from hanjari.kit.addresses import ForbiddenAddressError
from hanjari.kit.clock import now
from hanjari.kit.websocket import guarded_websocket

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

QUIET, START = 0.7, 1.5
"""Seconds of silence after which a stream has told all; for a first frame it is waited longer."""
_BEHIND = timedelta(minutes=1)
FAULTS = (WebSocketException, ForbiddenAddressError, OSError, ValueError)
Stream = Firehose | Jetstream


def is_wanted(access: Access) -> bool:
    """Whether this account hears a stream."""
    return access.settings.get("stream") in {JETSTREAM, FIREHOSE}


def stream_of(access: Access) -> Stream:
    """The stream that was chosen."""
    base = str(access.settings.get("stream_url") or "").rstrip("/")
    return Jetstream(base) if access.settings.get("stream") == JETSTREAM else Firehose(base)


def place_of(cursor: Cursor, stream: Stream) -> int | None:
    """Where we stopped; None where we have not begun, or the place is another stream's."""
    state = part(cursor, "stream")
    at = state.get("at")
    return at if isinstance(at, int) and state.get("url") == stream.base else None


@contextmanager
def opened(stream: Stream, at: int | None, seconds: float = 10.0) -> Iterator["ClientConnection"]:
    """A connection that tells what came after this place. Raises one of `FAULTS`."""
    with guarded_websocket(stream.url(at), seconds=seconds) as socket:
        yield socket


def catches(access: Access, cursor: Cursor) -> Generator[Catch, None, bool]:
    """One bite; says whether the stream was heard at all."""
    stream = stream_of(access)
    try:
        at = _begun(cursor, stream)
        interest, told = Interest.of(access), set(known.names(cursor))
        past = set(known.gone(cursor))
        bite = Bite(interest, told, past, at, place_of(cursor, stream))
        with opened(stream, at) as socket:
            for frame in _frames(socket):
                bite.take(frame, stream.events(frame))
                if bite.is_ripe:
                    yield _catch(access, cursor, stream, bite)
                if bite.is_over:
                    break
    except FAULTS:
        return False
    yield _catch(access, cursor, stream, bite)
    return not bite.flags & {events.RESET, events.GAP}


def _begun(cursor: Cursor, stream: Stream) -> int | None:
    """The place to begin at; a stream that tells no time is asked for its next event first."""
    at = place_of(cursor, stream)
    if at is not None:
        return at
    if stream.first_place is not None:
        return stream.first_place
    with opened(stream, None) as socket:
        try:
            heard = stream.events(socket.recv(timeout=START))
        except (TimeoutError, ConnectionClosed):
            return stream.beginning
    places = [event.at for event in heard if event.at is not None]
    return min(places) - 1 if places else stream.beginning


def _frames(socket: "ClientConnection") -> Iterator[bytes | str]:
    """Until it is silent, or the line breaks; what came before that counts."""
    try:
        yield socket.recv(timeout=START)
        while True:
            yield socket.recv(timeout=QUIET)
    except (TimeoutError, ConnectionClosed):
        return


def _catch(access: Access, cursor: Cursor, stream: Stream, bite: Bite) -> Catch:
    posts, gone = list(bite.posts), list(bite.gone)
    raws = (_payload(access, cursor, posts, gone),) if posts or gone else ()
    known.remember(cursor, [event.name for event in posts])
    known.forget(cursor, gone)
    cursor["stream"] = {"url": stream.base, "at": bite.place}
    _mark(cursor, bite.flags)
    bite.handed_over()
    seen = time_of(bite.seen_at)
    is_behind = bite.is_over and seen is not None and now() - seen > _BEHIND
    return Catch(raws, dict(cursor), is_last=not is_behind)


def _mark(cursor: Cursor, flags: set[str]) -> None:
    """What a stream left out is looked for: a day back, and whether posts are still there."""
    if flags & {events.RESET, events.GAP}:
        cursor.pop("deep_at", None)
        cursor.pop("polled_at", None)
    if events.RESET in flags:
        cursor.pop("stream", None)
    if flags:
        cursor[rechecking.SOON] = True


def _payload(access: Access, cursor: Cursor, posts: list[Event], gone: list[str]) -> Any:
    """With who wrote them and what they answer, as the stream knows neither."""
    authors, beside = {}, {}
    try:
        with Api(access) as bluesky:
            authors = _authors(bluesky, posts)
            views = [event.view(authors.get(event.did)) for event in posts]
            beside = parents.above(bluesky, views, known.names(cursor))
    except BrokenError:  # a post without its author's name is better than none
        views = [event.view(authors.get(event.did)) for event in posts]
    return payload(views, gone=gone, beside=beside, at=now().isoformat())


def _authors(bluesky: Api, posts: list[Event]) -> dict[str, Any]:
    dids = list(dict.fromkeys(event.did for event in posts))
    if not dids:
        return {}
    body = bluesky.ask("app.bsky.actor.getProfiles", actors=dids[:25]).body
    kept = ("did", "handle", "displayName", "followersCount")
    found = things(body.get("profiles") if isinstance(body, dict) else None)
    return {word(one, "did"): {name: one.get(name) for name in kept} for one in found}
