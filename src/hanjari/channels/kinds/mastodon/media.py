"""Pictures and films for a post: uploaded and described first, and awaited where the server works on them.

Mastodon API, media: `POST /api/v2/media` answers 202 while it works; `GET /api/v1/media/:id` answers
206 until it is done. Pleroma and old servers know only v1.
"""

import time
from collections.abc import Callable

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import Attachment, attachments
from hanjari.channels.contract import BrokenError, Outgoing, RefusedError
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.api import Api, garbled
from hanjari.channels.kinds.mastodon.limits import Limits
from hanjari.channels.kinds.mastodon.replying import refusal

_PATIENCE = 60.0
"""Seconds for which a file that the server works on is awaited."""
_KINDS = ("image/", "video/", "audio/")
Rest = Callable[[float], None]


def upload(api: Api, outgoing: Outgoing, limits: Limits, rest: Rest = time.sleep) -> list[str]:
    """The media ids for the post. Raises `RefusedError`: whatever goes wrong here, nothing was posted."""
    wanted = attachments(outgoing)
    if len(wanted) > limits.media:
        words = _("This server takes at most %(most)s files in one post.") % {"most": limits.media}
        raise RefusedError("too_many", words, can_retry=False)
    for one in wanted:
        judge(one, limits)
    try:
        return [_uploaded(api, one, limits, rest) for one in wanted]
    except BrokenError as error:
        raise refusal(error) from (error.__cause__ or error)


def judge(one: Attachment, limits: Limits) -> None:
    """Whether the server takes such a file. Raises `RefusedError`."""
    kind = one.kind
    is_known = kind in limits.kinds if limits.kinds else kind.startswith(_KINDS)
    if not is_known:
        words = _("This server does not take files of this sort (%(kind)s).")
        raise RefusedError("media_kind", words % {"kind": kind or "?"}, can_retry=False)
    most = limits.image if kind.startswith("image/") else limits.video
    if not one.content or (most and len(one.content) > most):
        words = _("A file for this server has between 1 byte and %(most)s MB.")
        megabytes = f"{most / 1_000_000:.0f}" if most else "?"
        raise RefusedError("media_size", words % {"most": megabytes}, can_retry=False)


def _uploaded(api: Api, one: Attachment, limits: Limits, rest: Rest) -> str:
    sent = {
        "files": {"file": (one.name or "file", one.content, one.kind)},
        "data": {"description": one.alt[: limits.alt]},
    }
    try:
        answer = api.ask("POST", "/api/v2/media", name="media", **sent)
    except BrokenError as error:
        if error.code not in {"http_404", "http_405"}:
            raise
        answer = api.ask("POST", "/api/v1/media", name="media", **sent)
    number = ids.of(answer.body)
    if not number:
        raise garbled()
    if answer.status == httpx.codes.ACCEPTED:
        _await(api, number, rest)
    return number


def _await(api: Api, number: str, rest: Rest) -> None:
    pause, until = 0.5, time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        answer = api.ask("GET", f"/api/v1/media/{number}")
        if answer.status != httpx.codes.PARTIAL_CONTENT:
            return
        rest(pause)
        pause = min(pause * 2, 8.0)
    raise BrokenError("media_slow", _("The server is still working on a file. Nothing was posted."))
