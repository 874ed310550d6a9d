"""The whole network as a stream of frames; the same two event streams that `hearing` bites off.

Without a choice in the form it is Jetstream, which carries posts only. The place is the stream's
own (`seq`, or a time); a place of another stream is none.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from websockets.exceptions import ConnectionClosed

from hanjari.channels.contract import Access, BrokenError, Flow, Frame
from hanjari.channels.envelope import Sender
from hanjari.channels.kinds.bluesky import events, hearing
from hanjari.channels.kinds.bluesky.api import Api
from hanjari.channels.kinds.bluesky.events import Event
from hanjari.channels.kinds.bluesky.form import FIREHOSE
from hanjari.channels.kinds.bluesky.jetstream import Jetstream
from hanjari.channels.kinds.bluesky.posts import sender_of, text_of
from hanjari.channels.kinds.bluesky.shapes import things, time_of, word

SIGN_OF_LIFE = 1.0
"""Seconds of silence after which an empty flow says that the line stands."""
MOST_NAMED = 25
_SAID = {events.CREATE, events.UPDATE}


def flows(access: Access, place: Mapping[str, Any]) -> Iterator[Flow]:
    """One flow a message of the line. Raises `BrokenError` when it breaks."""
    stream = chosen(access)
    at = place.get("at") if place.get("url") == stream.base else stream.first_place
    try:
        with hearing.opened(stream, at if isinstance(at, int) else None) as line:
            while True:
                try:
                    heard = stream.events(line.recv(timeout=SIGN_OF_LIFE))
                except TimeoutError:
                    heard = []
                at = max([one.at for one in heard if one.at is not None], default=at)
                if any(one.kind == events.RESET for one in heard):
                    yield Flow((), {}, has_gap=True)
                    break
                yield _flow(heard, {"url": stream.base, "at": at} if at is not None else {})
    except (ConnectionClosed, *hearing.FAULTS) as error:
        raise BrokenError("stream_broken", _("The stream was interrupted.")) from error
    raise BrokenError("stream_reset", _("The stream does not know our place any more."))


def chosen(access: Access) -> hearing.Stream:
    """The stream of the form, or Jetstream."""
    if access.settings.get("stream") == FIREHOSE:
        return hearing.stream_of(access)
    return Jetstream(str(access.settings.get("stream_url") or "").rstrip("/"))


def _flow(heard: list[Event], place: dict[str, Any]) -> Flow:
    frames = [frame for one in heard if (frame := frame_of(one))]
    return Flow(tuple(frames), place, any(one.kind in {events.GAP, events.BEHIND} for one in heard))


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
        return Frame(
            event.name, event.did, text_of(event.record), body, at, (event.did,), is_edit=is_edit
        )
    if event.kind in {events.DELETE, events.CLOSED}:
        return Frame(event.name, event.did, at=at, is_gone=True)
    return None


def named(access: Access, dids: Sequence[str]) -> list[Sender]:
    """Who they are, as the AppView shows them (lexicon `app.bsky.actor.getProfiles`: 25 at once)."""
    with Api(access) as bluesky:
        body = bluesky.ask("app.bsky.actor.getProfiles", actors=list(dids)[:MOST_NAMED]).body
    profiles = things(body.get("profiles") if isinstance(body, Mapping) else None)
    return [sender_of(word(one, "did"), one) for one in profiles if word(one, "did") in dids]
