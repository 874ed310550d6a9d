"""What stands at the pretend YouTube, and how its API shows it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from tests.servers.network import Call, Reply

CHANNEL, HANEUL, STRANGER = "UChanbit", "UChaneul", "UCminsu"
NAMES = {CHANNEL: "@hanbit", HANEUL: "@haneul", STRANGER: "@minsu"}
TITLES = {"vid1": "정수기 필터 가는 법", "vid2": "한빛 공장 견학"}
SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl"
COSTS = {"GET": 1, "POST": 50, "PUT": 50, "DELETE": 50}


@dataclass
class Comment:
    """A comment as the simulator keeps it."""

    id: str
    author: str
    text: str
    video: str
    at: datetime
    parent: str = ""
    changed: datetime | None = None
    status: str = "published"
    replies: list["Comment"] = field(default_factory=list)


def error(status: int, reason: str, message: str = "") -> Reply:
    """An error body of the Data API."""
    inside = {"message": message or reason, "domain": "youtube", "reason": reason}
    return Reply(
        status, {"error": {"code": status, "message": message or reason, "errors": [inside]}}
    )


class World:
    """The comments of one channel."""

    def __init__(self) -> None:
        self.threads: list[Comment] = []
        self.page_size, self.beside = 100, 5
        self._clock = datetime.now(UTC) - timedelta(hours=2)

    def page(
        self, call: Call, found: list[Comment], show: Callable[[Comment], dict[str, Any]]
    ) -> Reply:
        size = min(int(call.query.get("maxResults", 20)), self.page_size)
        token = call.query.get("pageToken", "p0")
        if not token.startswith("p"):
            return error(400, "invalidPageToken")
        offset = int(token[1:])
        shown = found[offset : offset + size]
        more = {"nextPageToken": f"p{offset + size}"} if len(found) > offset + size else {}
        return Reply(
            200, {"kind": "youtube#listResponse", "items": [show(one) for one in shown], **more}
        )

    def thread(self, thread: Comment, form: str) -> dict[str, Any]:
        top = self.comment(thread, form)
        shown: dict[str, Any] = {
            "kind": "youtube#commentThread",
            "id": thread.id,
            "snippet": {
                "channelId": CHANNEL,
                "videoId": thread.video,
                "topLevelComment": top,
                "canReply": True,
                "totalReplyCount": len(thread.replies),
                "isPublic": thread.status == "published",
            },
        }
        latest = sorted(thread.replies, key=lambda one: one.at, reverse=True)[: self.beside]
        if latest:
            shown["replies"] = {"comments": [self.comment(one, form) for one in latest]}
        return shown

    def comment(self, comment: Comment, form: str) -> dict[str, Any]:
        html = escape(comment.text).replace("\n", "<br>")
        told = {
            "authorDisplayName": NAMES[comment.author],
            "authorChannelUrl": f"http://www.youtube.com/{NAMES[comment.author]}",
            "authorChannelId": {"value": comment.author},
            "channelId": CHANNEL,
            "videoId": comment.video,
            "textDisplay": comment.text if form == "plainText" else html,
            "publishedAt": _stamp(comment.at),
            "updatedAt": _stamp(comment.changed or comment.at),
        }
        if comment.author == CHANNEL:
            told["textOriginal"] = comment.text
        if comment.parent:
            told["parentId"] = comment.parent
        if comment.status != "published":
            told["moderationStatus"] = comment.status
        return {"kind": "youtube#comment", "id": comment.id, "snippet": told}

    def tick(self) -> datetime:
        self._clock += timedelta(seconds=2)
        return self._clock


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
