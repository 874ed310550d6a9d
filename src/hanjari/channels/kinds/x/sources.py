"""Where posts are looked for: our mentions, the standing searches, and our own timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError
from hanjari.channels.kinds.x import ids
from hanjari.channels.kinds.x.api import me

FIELDS = {
    "tweet.fields": "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,"
    "attachments,in_reply_to_user_id,lang,note_tweet,referenced_tweets",
    "expansions": "author_id,attachments.media_keys,referenced_tweets.id,referenced_tweets.id.author_id",
    "user.fields": "id,name,username,public_metrics",
    "media.fields": "media_key,type,url,preview_image_url,alt_text",
}
"""X API, Fields and expansions. The post that was answered comes along, so that a reader sees what it is about."""


@dataclass(frozen=True, slots=True)
class Source:
    """One place to look: `key` names it in the cursor, `name` is its quota."""

    key: str
    name: str
    path: str
    parameters: Mapping[str, str]
    page_token: str
    """How a next page is asked for; the two endpoints use two names."""
    is_app: bool = False


def sources(access: Access) -> list[Source]:
    """All of this account's, ours first. Raises `BrokenError` before consent."""
    own = me(access)
    found = [_timeline("mentions", "mentions", f"/2/users/{own}/mentions")]
    found += [search(access, query) for query in queries(access.settings)]
    if access.settings.get("own_posts"):
        found.append(_timeline("own", "timeline", f"/2/users/{own}/tweets"))
    return found


def queries(settings: Mapping[str, Any]) -> list[str]:
    """The standing searches."""
    return [line for line in str(settings.get("queries") or "").split("\n") if line.strip()]


def search(access: Access, query: str) -> Source:
    """Recent search: the last seven days, asked as the app where its token is known."""
    digest = sha256(query.encode()).hexdigest()[:12]
    is_app = bool(access.secrets.get("bearer_token"))
    parameters = {"query": query}
    path = "/2/tweets/search/recent"
    return Source(f"search:{digest}", "search", path, parameters, "next_token", is_app)


def of_thread(access: Access, root_id: str) -> Source:
    """A conversation as a search (X API, Conversation id). Raises `BrokenError` for what is no id."""
    if not ids.number(root_id):
        raise BrokenError("no_thread", _("This is no conversation on X."))
    return search(access, f"conversation_id:{root_id}")


def _timeline(key: str, name: str, path: str) -> Source:
    return Source(key, name, path, {}, "pagination_token")
