"""What stands at the pretend X, and how its API shows it."""

import re
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Any

from tests.servers.network import Call, Reply

EPOCH = 1_288_834_974_657
US, HANEUL, STRANGER = "2244994945", "3001969357", "4337869213"
NAMES = {US: ("hanbit_kr", "한빛정수기"), HANEUL: ("haneul", "하늘"), STRANGER: ("minsu", "민수")}
WINDOW = 900


@dataclass
class Post:
    """A post as the simulator keeps it."""

    id: str
    author: str
    text: str
    parent: str = ""
    root: str = ""
    quotes: str = ""
    history: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    is_repost: bool = False

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(((int(self.id) >> 22) + EPOCH) / 1000, UTC)


def problem(status: int, title: str, detail: str, kind: str = "about:blank") -> Reply:
    """An error body of API v2."""
    kind = kind if kind == "about:blank" else f"https://api.x.com/2/problems/{kind}"
    return Reply(status, {"title": title, "detail": detail, "type": kind, "status": status})


class World:
    """Posts, links and pictures of one pretend X."""

    def __init__(self) -> None:
        self.posts: dict[str, Post] = {}
        self.links: dict[str, str] = {}
        self.media: dict[str, dict[str, Any]] = {}
        self.page_size = 100
        self.lock, self._last = threading.RLock(), 0

    def page(self, call: Call, found: list[Post], token_name: str) -> Reply:
        query = call.query
        since, until = int(query.get("since_id", 0)), int(query.get("until_id", 1 << 63))
        start = query.get("start_time", "")
        begin = datetime.fromisoformat(start) if start else datetime(2006, 1, 1, tzinfo=UTC)
        found = sorted(
            (one for one in found if since < int(one.id) < until and one.at >= begin),
            key=lambda one: -int(one.id),
        )
        size = min(int(query.get("max_results", 10)), self.page_size)
        offset = int(query.get(token_name, "t0")[1:])
        shown = found[offset : offset + size]
        meta: dict[str, Any] = {"result_count": len(shown)}
        if shown:
            meta |= {"newest_id": shown[0].id, "oldest_id": shown[-1].id}
        if len(found) > offset + size:
            meta["next_token"] = f"t{offset + size}"
        body: dict[str, Any] = {"meta": meta}
        if shown:
            body["data"] = [self.shown(post) for post in shown]
            body["includes"] = self._includes(shown)
        missing = [one.parent for one in shown if one.parent and one.parent not in self.posts]
        if missing:
            body["errors"] = [self.lost(one) for one in missing]
        return Reply(200, body)

    def shown(self, post: Post) -> dict[str, Any]:
        urls = [
            {"url": short, "expanded_url": long, "display_url": long.split("//")[1]}
            for short, long in self.links.items()
            if short in post.text
        ]
        linked = [
            ("replied_to", post.parent),
            ("quoted", post.quotes),
            ("retweeted", post.id if post.is_repost else ""),
        ]
        shown: dict[str, Any] = {
            "id": post.id,
            "text": post.text,
            "author_id": post.author,
            "conversation_id": post.root,
            "created_at": post.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "edit_history_tweet_ids": post.history,
            "lang": "ko",
        }
        if urls:
            shown["entities"] = {"urls": urls}
        if post.media:
            shown["attachments"] = {"media_keys": [f"3_{one}" for one in post.media]}
        references = [{"type": kind, "id": number} for kind, number in linked if number]
        return {**shown, "referenced_tweets": references} if references else shown

    def _includes(self, shown: list[Post]) -> dict[str, Any]:
        others = [
            self.posts[one]
            for post in shown
            for one in (post.parent, post.quotes)
            if one in self.posts
        ]
        authors = dict.fromkeys(post.author for post in [*shown, *others])
        media = [
            {
                "media_key": f"3_{one}",
                "type": "photo",
                "url": f"https://pbs.twimg.com/media/{one}.jpg",
                "alt_text": self.media.get(one, {}).get("alt", ""),
            }
            for post in shown
            for one in post.media
        ]
        found = {
            "users": [self._user(one) for one in authors],
            "tweets": [self.shown(one) for one in others],
            "media": media,
        }
        return {name: value for name, value in found.items() if value}

    def _user(self, number: str) -> dict[str, Any]:
        handle, name = NAMES[number]
        return {
            "id": number,
            "name": name,
            "username": handle,
            "public_metrics": {"followers_count": 12},
        }

    def lost(self, number: str, *, is_hidden: bool = False) -> dict[str, str]:
        kind = "not-authorized-for-resource" if is_hidden else "resource-not-found"
        return {
            "resource_id": number,
            "resource_type": "tweet",
            "parameter": "ids",
            "title": "Authorization Error" if is_hidden else "Not Found Error",
            "detail": f"Could not find tweet with ids: [{number}].",
            "type": f"https://api.x.com/2/problems/{kind}",
        }

    def mentions(self, post: Post, user: str) -> bool:
        handle = NAMES[user][0]
        answers = self.posts.get(post.parent)
        return post.author != user and (
            f"@{handle}" in post.text or bool(answers and answers.author == user)
        )

    def wrapped(self, text: str) -> str:
        """Links become t.co links, the three letters of html are escaped."""

        def short(found: re.Match[str]) -> str:
            link = f"https://t.co/{len(self.links):010d}"
            known = {long: one for one, long in self.links.items()}
            return known.get(found[0]) or (self.links.setdefault(link, found[0]) and link)

        return escape(re.sub(r"https?://[!-~]+", short, text), quote=False)

    def id(self, at: float | None) -> str:
        with self.lock:
            stamp = int((at if at is not None else time.time()) * 1000)
            number = (stamp - EPOCH) << 22
            if at is None:
                number = max(number, self._last + 1)
                self._last = number
            while str(number) in self.posts:
                number += 1
            return str(number)


def matches(post: Post, query: str) -> bool:
    """As much of the query language as the tests speak."""
    for word in query.split():
        if word.startswith("conversation_id:"):
            if post.root != word.partition(":")[2]:
                return False
        elif word == "-is:retweet":
            if post.is_repost:
                return False
        elif word.lower() not in post.text.lower():
            return False
    return True
