"""The line to the Threads API, a Graph API with an address, a version and limits of its own."""

from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.graph.faults import GraphManners
from hanjari.channels.calling.graph.limits import USE
from hanjari.channels.calling.line import Line
from hanjari.channels.contract import Access, BrokenError, Quota, RefusedError

BASE = "https://graph.threads.net"
VERSION = "v1.0"
_DAY = 86_400
POST, REPLY, SEARCH, DELETE = "post", "reply", "search", "delete"
QUOTAS = (
    Quota(POST, 250, _DAY, words=gettext_lazy("Posts in a day")),
    Quota(REPLY, 1000, _DAY, words=gettext_lazy("Replies in a day")),
    Quota(SEARCH, 2200, _DAY, words=gettext_lazy("Searches in a day")),
    Quota(DELETE, 100, _DAY, words=gettext_lazy("Posts taken back in a day")),
    USE,
)
"""Threads API, Overview (posts, replies), Keyword search, Delete posts: each in 24 hours."""
FIELDS = (
    "id,username,text,timestamp,permalink,media_type,media_url,thumbnail_url,gif_url,alt_text,"
    "children{media_type,media_url,thumbnail_url,alt_text},is_quote_post,has_replies,"
    "is_reply,is_reply_owned_by_me,root_post,replied_to,hide_status"
)
"""Threads API, Media and Reply management: what a post tells of itself."""
SEARCH_FIELDS = (
    "id,username,text,timestamp,permalink,media_type,media_url,thumbnail_url,gif_url,alt_text,"
    "is_quote_post,has_replies,is_reply"
)
"""Keyword search: others' posts say less of themselves."""


class ThreadsLine(Graph):
    """One errand at Threads: `with opened(access) as line`. No proof of secret is asked for."""

    def __enter__(self) -> Self:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        base = f"{root(self.access)}/{VERSION}"
        self._line = Line(self.access, base, headers, GraphManners(), self.seconds)
        self._line.__enter__()
        return self

    def _proven(self, options: dict[str, object]) -> dict[str, object]:
        return options


def root(access: Access) -> str:
    """Where the API lives, without a version."""
    return str(access.settings.get("api") or BASE).rstrip("/")


def opened(access: Access, seconds: float = 30.0) -> ThreadsLine:
    """The line as our profile. Raises `BrokenError` before consent."""
    token = access.secrets.get("access_token", "")
    if not token:
        raise unconnected()
    return ThreadsLine(access, token, seconds)


def speaker(access: Access, seconds: float = 30.0) -> ThreadsLine:
    """The same for writing. Raises `RefusedError` before consent."""
    try:
        return opened(access, seconds)
    except BrokenError as error:
        raise RefusedError(error.code, error.words, can_retry=True) from error


def unconnected() -> BrokenError:
    """Nobody has said yes at Threads yet."""
    words = _("This account is not connected to Threads yet. Connect it on its page.")
    return BrokenError("not_connected", words, needs_person=True)
