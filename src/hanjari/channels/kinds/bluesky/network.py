"""The whole network as a stream of frames; the same two event streams that `hearing` bites off.

Without a choice in the form it is Jetstream, which carries posts only. The place is the stream's
own (`seq`, or a time); a place of another stream is none.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from websockets.exceptions import ConnectionClosed

from hanjari.channels.contract import Access, BrokenError, Flow, Frame
from hanjari.channels.envelope import Sender
from hanjari.channels.kinds.bluesky import events, hearing
from hanjari.channels.kinds.bluesky.api import Api
from hanjari.channels.kinds.bluesky.events import Event
from hanjari.channels.kinds.bluesky.form import FIREHOSE
from hanjari.channels.kinds.bluesky.frames import frames_of
from hanjari.channels.kinds.bluesky.jetstream import Jetstream
from hanjari.channels.kinds.bluesky.posts import sender_of, text_of
from hanjari.channels.kinds.bluesky.shapes import things, time_of, word

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

SIGN_OF_LIFE = 1.0
"""Seconds of silence after which an empty flow says that the line stands."""
AT_ONCE = 1_000
"""Messages that are read together where many wait."""
MOST_NAMED = 25
_SAID = {events.CREATE, events.UPDATE}


def flows(access: Access, place: Mapping[str, Any]) -> Iterator[Flow]:
    """One flow for all that lies on the line. Raises `BrokenError` when it breaks."""
    stream = chosen(access)
    at = place.get("at") if place.get("url") == stream.base else stream.first_place
    try:
        with hearing.opened(stream, at if isinstance(at, int) else None) as line:
            while True:
                heard = _told(stream, _waiting(line))
                at = at if heard.at is None else heard.at
                if heard.is_reset:
                    yield Flow((), {}, has_gap=True)
                    break
                known = {"url": stream.base, "at": at} if at is not None else {}
                yield Flow(heard.frames, known, heard.has_gap)
    except (ConnectionClosed, *hearing.FAULTS) as error:
        raise BrokenError("stream_broken", _("The stream was interrupted.")) from error
    raise BrokenError("stream_reset", _("The stream does not know our place any more."))


def _waiting(line: "ClientConnection") -> list[bytes | str]:
    """What lies on the line, up to `AT_ONCE`; waited for a little where nothing does."""
    waiting: list[bytes | str] = []
    try:
        waiting.append(line.recv(timeout=SIGN_OF_LIFE))
        while len(waiting) < AT_ONCE:
            waiting.append(line.recv(timeout=0))
    except TimeoutError:
        pass
    except ConnectionClosed:
        if not waiting:
            raise
    return waiting


@dataclass(frozen=True, slots=True)
class _Heard:
    frames: tuple[Frame, ...]
    at: int | None
    has_gap: bool = False
    is_reset: bool = False


def _told(stream: hearing.Stream, messages: Sequence[bytes | str]) -> _Heard:
    """What the messages tell, and the place behind them."""
    if isinstance(stream, Jetstream):
        frames = tuple(frames_of(messages))
        places = [round(one.at * 1e6) for one in frames if one.at]
        return _Heard(frames, events.place_after(places))
    heard = [event for message in messages for event in stream.events(message)]
    kinds = {event.kind for event in heard}
    return _Heard(
        tuple(frame for one in heard if (frame := frame_of(one))),
        events.place_after([one.at for one in heard]),
        bool(kinds & {events.GAP, events.BEHIND}),
        events.RESET in kinds,
    )


def chosen(access: Access) -> hearing.Stream:
    """The stream of the form, or Jetstream."""
    if access.settings.get("stream") == FIREHOSE:
        return hearing.stream_of(access)
    return Jetstream(str(access.settings.get("stream_url") or "").rstrip("/"))


def frame_of(event: Event) -> Frame | None:
    """A post said or changed, a post deleted, or an account that is gone; None for all else."""
    seen = time_of(event.time)
    at = seen.timestamp() if seen else 0.0
    if event.kind in _SAID:
        try:
            body = json.dumps({"views": [event.view(None)]}, ensure_ascii=False)
        except (ValueError, TypeError, RecursionError):  # nested beyond all reason
            return None
        is_edit = event.kind == events.UPDATE
        return Frame(event.name, event.did, text_of(event.record), body, at, is_edit=is_edit)
    if event.kind in {events.DELETE, events.CLOSED}:
        return Frame(event.name, event.did, at=at, is_gone=True)
    return None


def named(access: Access, dids: Sequence[str]) -> list[Sender]:
    """Who they are, as the AppView shows them (lexicon `app.bsky.actor.getProfiles`: 25 at once)."""
    with Api(access) as bluesky:
        body = bluesky.ask("app.bsky.actor.getProfiles", actors=list(dids)[:MOST_NAMED]).body
    profiles = things(body.get("profiles") if isinstance(body, Mapping) else None)
    return [sender_of(word(one, "did"), one) for one in profiles if word(one, "did") in dids]
