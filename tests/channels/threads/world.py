"""What stands at the pretend Threads, and how its API shows it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.servers.network import Call, Reply

US, NAME = "24680", "hanbit_kr"
HANEUL, STRANGER = "haneul", "minsu"
APP, SECRET, META_SECRET, VERIFY = "990602627938098", "threads-s3cret", "meta-s3cret", "v" * 16


@dataclass
class Post:
    """A post as the simulator keeps it."""

    id: str
    author: str
    text: str
    at: datetime
    parent: str = ""
    root: str = ""
    hidden: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def error(status: int, code: int, message: str, subcode: int = 0) -> Reply:
    """An error body of the Graph API."""
    inside = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1"}
    more = {"error_subcode": subcode} if subcode else {}
    return Reply(status, {"error": {**inside, **more}})


def missing() -> Reply:
    """What Meta says of what is not there, or not for us."""
    words = "Unsupported get request. Object with ID does not exist"
    return error(400, 100, words, 33)


class World:
    """The posts of a small Threads."""

    def __init__(self) -> None:
        self.posts: dict[str, Post] = {}
        self.page_size = 100
        self._clock = datetime.now(UTC) - timedelta(hours=2)
        self._serial = 17_889_615_691_000_000

    def number(self) -> str:
        self._serial += 1
        return str(self._serial)

    def tick(self) -> datetime:
        """The next whole second, because Threads' times have no fractions."""
        self._clock += timedelta(seconds=1)
        return self._clock.replace(microsecond=0)

    def shown(self, post: Post) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": post.id,
            "username": post.author,
            "text": post.text,
            "timestamp": post.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "permalink": f"https://www.threads.com/@{post.author}/post/{post.id}",
            "media_type": "TEXT_POST",
            "has_replies": any(one.parent == post.id for one in self.posts.values()),
            "is_reply": bool(post.parent),
            **post.more,
        }
        if post.parent:
            told |= {
                "replied_to": {"id": post.parent},
                "root_post": {"id": post.root},
                "is_reply_owned_by_me": post.author == NAME,
                "hide_status": "HIDDEN" if post.hidden else "NOT_HUSHED",
            }
        return told

    def page(self, call: Call, found: list[Post]) -> Reply:
        """The newest first, with cursors."""
        since = float(call.query.get("since", 0))
        fitting = [one for one in found if one.at.timestamp() >= since]
        fitting.sort(key=lambda one: (one.at, one.id), reverse=True)
        size = min(int(call.query.get("limit", 25)), self.page_size)
        offset = int(call.query.get("after", "0"))
        shown = fitting[offset : offset + size]
        body: dict[str, Any] = {"data": [self.shown(one) for one in shown]}
        if len(fitting) > offset + size:
            cursors = {"before": str(offset), "after": str(offset + size)}
            body["paging"] = {
                "cursors": cursors,
                "next": f"https://t.example/?after={offset + size}",
            }
        return Reply(200, body)
