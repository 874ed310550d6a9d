"""Answering below a comment, and what may be done with comments that stand there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, Outgoing, Receipt, RefusedError, UnsureError
from hanjari.channels.kinds.youtube import api
from hanjari.channels.kinds.youtube.api import UNITS, WRITE
from hanjari.channels.kinds.youtube.reading import address, moment

VERDICTS = {
    "approve": ("published", False),
    "hold": ("heldForReview", False),
    "spam": ("rejected", False),
    "trash": ("rejected", False),
    "ban": ("rejected", True),
}
"""The house's words and YouTube's (comments.setModerationStatus: `moderationStatus`, `banAuthor`)."""
_GONE = {"commentNotFound", "notFound", "http_404"}


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """A reply, or with `extra["video_id"]` a comment of its own. Raises `RefusedError` or `UnsureError`."""
    if outgoing.extra.get("media"):
        words = _("A comment on YouTube can't hold pictures.")
        raise RefusedError("no_media", words, can_retry=False)
    root, video = root_of(outgoing), str(outgoing.extra.get("video_id") or "")
    if not root and not video:
        words = _("It is not known below which comment or video this shall stand.")
        raise RefusedError("no_parent", words, can_retry=False)
    with api.speaker(access) as line:
        if root:
            told: dict[str, Any] = {"snippet": {"parentId": root, "textOriginal": outgoing.text}}
            path = "/comments"
        else:
            top = {"snippet": {"textOriginal": outgoing.text}}
            own = str(access.settings.get("channel_id") or "")
            told = {"snippet": {"channelId": own, "videoId": video, "topLevelComment": top}}
            path = "/commentThreads"
        parameters = {"part": "snippet"}
        body = line.say("POST", path, take=UNITS, count=WRITE, params=parameters, json=told).body
    return _receipt(body, video)


def change(access: Access, external_id: str, text: str) -> Receipt:
    """Other words for a comment of ours (comments.update). Raises `RefusedError` or `UnsureError`."""
    told = {"id": external_id, "snippet": {"textOriginal": text}}
    with api.speaker(access) as line:
        parameters = {"part": "snippet"}
        body = line.say(
            "PUT", "/comments", take=UNITS, count=WRITE, params=parameters, json=told
        ).body
    return _receipt(body, "")


def take_back(access: Access, external_id: str) -> None:
    """Delete a comment of ours; gone already is well. Raises `RefusedError` or `UnsureError`."""
    with api.speaker(access) as line:
        try:
            line.say("DELETE", "/comments", take=UNITS, count=WRITE, params={"id": external_id})
        except RefusedError as error:
            if error.code not in _GONE:
                raise


def moderate(access: Access, external_id: str, verdict: str) -> None:
    """Publish, hold, reject, or reject and ban the author. Raises `RefusedError` or `UnsureError`."""
    if verdict not in VERDICTS:
        words = _("A comment on YouTube can be published, held, rejected, or its author banned.")
        raise RefusedError("verdict", words, can_retry=False)
    status, is_ban = VERDICTS[verdict]
    asked = {"id": external_id, "moderationStatus": status}
    if is_ban:
        asked["banAuthor"] = "true"
    with api.speaker(access) as line:
        line.say("POST", "/comments/setModerationStatus", take=UNITS, count=WRITE, params=asked)


def root_of(outgoing: Outgoing) -> str:
    """The thread's id: replies hang below its top comment only, and a reply's id begins with it."""
    return outgoing.root_id or outgoing.parent_id.partition(".")[0]


def _receipt(body: Any, video: str) -> Receipt:
    number = str(body.get("id") or "") if isinstance(body, Mapping) else ""
    if not number:
        raise UnsureError(_("YouTube took it and did not say under which number."))
    told = api.part(body, "snippet")
    at: datetime | None = moment(told.get("publishedAt"))
    return Receipt(number, address(str(told.get("videoId") or video), number), at)
