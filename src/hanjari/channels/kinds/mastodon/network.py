"""What is public at a server as a stream of frames: the federated timeline, or the server's own, and hashtags.

A Mastodon stream gives nothing back after a break, so each connection first pages through what the
timelines have since the place (the newest id that was kept), oldest first, and only then listens.
What a break of more than `CATCH_UP` pages hides is told as a gap. The line is opened before that,
so nothing falls between the two; what comes twice dies by its id.
"""

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Flow, Frame
from hanjari.channels.kinds.mastodon import ids, limits
from hanjari.channels.kinds.mastodon.api import Api
from hanjari.channels.kinds.mastodon.events import Event, of_message
from hanjari.channels.kinds.mastodon.lines import BROKEN, ways
from hanjari.channels.kinds.mastodon.sources import hashtag, lines
from hanjari.channels.kinds.mastodon.statuses import moment, part, read_status, text
from hanjari.kit.websocket import guarded_websocket

SIGN_OF_LIFE = 1.0
SILENCE = 60.0
"""Seconds without even a ping after which a line is dead; Mastodon pings every 30."""
CATCH_UP, FULL = 10, 40
"""Pages of 40 that are read after a break: 10 of the 300 requests in five minutes."""
_SAID = {"update", "status.update"}


def flows(access: Access, place: Mapping[str, Any]) -> Iterator[Flow]:
    """Catch up, then listen. Raises `BrokenError` or `SpentError`."""
    at = ids.checked(place.get("at"))
    with Api(access) as api:
        root = ways(access, limits.of(api).streaming)[0].root
    try:
        with guarded_websocket(_url(access, root), headers=_headers(access)) as line:
            for tag in lines(access.settings.get("hashtags")):
                line.send(json.dumps({"type": "subscribe", "stream": "hashtag", "tag": tag}))
            for flow in _missed(access, at) if at else ():
                at = str(flow.place.get("at") or at)
                yield flow
            yield from _heard(line, at)
    except BROKEN as error:
        raise BrokenError("stream_broken", _("The stream was interrupted.")) from error


def _heard(line: Any, at: str) -> Iterator[Flow]:
    while True:
        try:
            event = of_message(line.recv(timeout=SIGN_OF_LIFE))
        except TimeoutError:
            yield Flow((), {"at": at} if at else {})
            continue
        frame = frame_of(event) if event else None
        if frame and not frame.is_gone and (not at or ids.is_newer(frame.id, at)):
            at = frame.id
        yield Flow((frame,) if frame else (), {"at": at} if at else {})


def _missed(access: Access, at: str) -> Iterator[Flow]:
    """What the timelines have since the place, oldest first (Mastodon API: `min_id`)."""
    begun = at
    with Api(access) as api:
        for path, asked in _timelines(access):
            since, page = begun, []
            for _page in range(CATCH_UP):
                query = {**asked, "min_id": since, "limit": FULL}
                body = api.ask("GET", path, params=query).body
                told = body if isinstance(body, list) else []
                page = sorted(
                    (one for one in told if ids.of(one)), key=lambda one: ids.rank(ids.of(one))
                )
                page = [one for one in page if ids.is_newer(ids.of(one), since)]
                if not page:
                    break
                since = ids.of(page[-1])
                at = max(at, since, key=ids.rank)
                yield Flow(tuple(filter(None, map(_frame, page))), {"at": begun})
            yield Flow((), {"at": begun}, has_gap=bool(page))
    yield Flow((), {"at": at})


def _timelines(access: Access) -> Iterator[tuple[str, dict[str, str]]]:
    own = {"local": "true"} if access.settings.get("local") else {}
    yield "/api/v1/timelines/public", own
    for tag in lines(access.settings.get("hashtags")):
        yield hashtag(tag).path, {}


def frame_of(event: Event) -> Frame | None:
    """A status said, edited or deleted; None for all else."""
    if event.name == "delete":
        number = ids.checked(event.payload.strip().strip('"'))
        return Frame(number, "", at=time.time(), is_gone=True) if number else None
    if event.name not in _SAID:
        return None
    try:
        return _frame(json.loads(event.payload))
    except (ValueError, RecursionError):
        return None


def _frame(status: Any) -> Frame | None:
    """A boost says nothing of its own, and has no envelope."""
    if not isinstance(status, Mapping) or (said := read_status(0, status, frozenset())) is None:
        return None
    seen = moment(status.get("edited_at")) or said.posted_at
    text = "\n".join(filter(None, [said.subject, said.text, *(one.alt for one in said.media)]))
    return Frame(
        said.external_id,
        said.sender.external_id,
        text,
        json.dumps([status], ensure_ascii=False),
        seen.timestamp(),
        (said.sender.handle, said.sender.name),
        tuple(_links(status)),
        is_edit=said.edits,
    )


def _links(status: Mapping[str, Any]) -> Iterator[str]:
    """The page that is shown below it."""
    if url := text(part(status, "card"), "url"):
        yield url


def _url(access: Access, root: str) -> str:
    stream = "public:local" if access.settings.get("local") else "public"
    return f"{root}/api/v1/streaming?{urlencode({'stream': stream})}"


def _headers(access: Access) -> dict[str, str]:
    return {"Authorization": f"Bearer {access.secrets.get('access_token', '')}"}
