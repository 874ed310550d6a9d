"""A server on a loopback port that speaks the Mastodon client API as documented, faults and limits included.

`flavour` is mastodon, pleroma (FlakeIds, no v2 instance, token only in the address) or gotosocial
(ULIDs, no SSE, limits as Unix seconds).
"""

import json
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from tests.channels.mastodon.streaming import Streams
from tests.channels.mastodon.world import GARAM, HANEUL, US, Post, account, acct, number
from tests.servers.network import Call, Network, Reply

from hanjari.kit.clock import now

TOKEN = "token-us"
PAGE = 40


class Server:
    """Its posts, newest last; everybody's posts by `write`, ours over the API."""

    def __init__(self, place: Network, flavour: str = "mastodon") -> None:
        self.place, self.flavour, self.url = place, flavour, place.url
        self.posts: dict[str, Post] = {}
        self.notes: list[dict[str, Any]] = []
        self.token, self.most = TOKEN, 500
        self.media: dict[str, dict[str, Any]] = {}
        self.media_waits = 0
        self.has_links = True
        self.lists = {"7": "대리점"}
        self.listed: set[str] = set()
        self.faults: list[tuple[str, str, Reply]] = []
        self.left = 300
        self._count = 0
        self.streams = Streams(self)
        for method in ("GET", "POST", "PUT", "DELETE"):
            place.on(method, "/*", self.answer)

    def id(self) -> str:
        self._count += 1
        return number(self.flavour, self._count)

    def write(self, text: str, author: str = HANEUL, *, is_told: bool = True, **more: Any) -> Post:
        """Somebody posts; whoever is mentioned is notified, and streams tell."""
        given = more.pop("id", "")
        post = Post(given or self.id(), author, text, now(), **more)
        self.posts[post.id] = post
        if is_told and US in post.names and author != US:
            self.note("mention", post)
        if post.visibility == "public":
            for tag in re.findall(r"#(\w+)", text):
                self.streams.tell("update", post.json(), f"hashtag:{tag}")
        return post

    def note(self, kind: str, post: Post | None) -> None:
        told = {
            "id": self.id(),
            "type": kind,
            "created_at": "2026-11-25T10:00:00Z",
            "account": account(post.author if post else HANEUL),
        }
        self.notes.append(told | ({"post": post.id} if post else {}))
        self.streams.tell("notification", self._note(self.notes[-1]), "user")

    def edit(self, post: Post, text: str) -> None:
        self._count += 1
        post.text, post.edited = text, now()
        self.streams.tell("status.update", post.json(), "user")

    def delete(self, post: Post) -> None:
        self.posts.pop(post.id)
        self.streams.tell("delete", post.id, "user")

    def of(self, author: str) -> list[Post]:
        return [one for one in self.posts.values() if one.author == author]

    def fail(self, method: str, path: str, *replies: Reply) -> None:
        """The next calls there are answered so."""
        self.faults += [(method, path, one) for one in replies]

    def answer(self, call: Call) -> Reply:
        for fault in self.faults:
            if fault[0] == call.method and call.path.startswith(fault[1]):
                self.faults.remove(fault)
                return fault[2]
        if call.headers.get("Authorization") != f"Bearer {self.token}" and not _is_open(call.path):
            return Reply(401, {"error": "The access token is invalid"})
        for method, pattern, respond in self._routes():
            if method == call.method and (found := re.fullmatch(pattern, call.path)):
                return self._limited(respond(call, *found.groups()))
        return Reply(404, {"error": "Record not found"})

    def _limited(self, reply: Reply) -> Reply:
        self.left -= 1
        ends = time.time() + 300
        told = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(ends))
        reset = str(int(ends)) if self.flavour == "gotosocial" else told
        limits = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": str(self.left)}
        return Reply(
            reply.status, reply.body, {**limits, "X-RateLimit-Reset": reset, **reply.headers}
        )

    def _routes(self) -> list[tuple[str, str, Callable[..., Reply]]]:
        one, statuses = r"/api/v1/statuses/([\w-]+)", "/api/v1/statuses"
        return [
            ("GET", "/api/v2/instance", lambda _call: self._instance(2)),
            ("GET", "/api/v1/instance", lambda _call: self._instance(1)),
            ("GET", "/api/v1/accounts/verify_credentials", lambda _call: Reply(200, account(US))),
            ("GET", r"/api/v1/accounts/id-(\w+)", lambda _call, who: Reply(200, account(who))),
            ("GET", r"/api/v1/accounts/id-(\w+)/statuses", self._own),
            ("GET", "/api/v1/notifications", self._notifications),
            ("GET", r"/api/v1/timelines/tag/(.+)", self._tagged),
            ("GET", "/api/v1/timelines/public", lambda call: self._page(call, self._public())),
            ("GET", r"/api/v1/timelines/list/(\w+)", self._list),
            ("GET", "/api/v1/lists", lambda _call: Reply(200, [
                {"id": key, "title": title} for key, title in self.lists.items()
            ])),
            ("GET", "/api/v2/search", self._search),
            ("GET", one, lambda _call, key: self._one(key)),
            ("GET", one + "/context", lambda _call, key: self._context(key)),
            ("GET", one + "/source", lambda _call, key: self._source(key)),
            ("POST", statuses, self._post),
            ("PUT", one, self._put),
            ("DELETE", one, self._take),
            ("POST", "/api/v2/media", self._upload),
            ("GET", r"/api/v1/media/(\w+)", self._file),
            ("GET", "/api/v1/streaming/user", self.streams.sse),
        ]  # fmt: skip

    def _instance(self, version: int) -> Reply:
        if self.flavour == "pleroma":
            told = {"title": "플레로마", "version": "2.7.2 (compatible; Pleroma 2.9.0)"}
            told |= {"max_toot_chars": self.most, "urls": {"streaming_api": self.streams.url}}
            return Reply(200, told) if version == 1 else Reply(404, b"Not found")
        software = {"source_url": "https://codeberg.org/superseriousbusiness/gotosocial"}
        rules = {"statuses": {"max_characters": self.most, "characters_reserved_per_url": 23}}
        streaming = {"urls": {"streaming": self.streams.url}} if self.streams.url else {}
        told = {"title": "솔", "version": "4.5.0", "configuration": {**rules, **streaming}}
        return Reply(200, told | (software if self.flavour == "gotosocial" else {}))

    def _note(self, note: dict[str, Any]) -> dict[str, Any]:
        post = self.posts.get(note.get("post", ""))
        told = {name: value for name, value in note.items() if name != "post"}
        return told | ({"status": post.json()} if post else {})

    def _notifications(self, call: Call) -> Reply:
        kept = [one for one in self.notes if "post" not in one or one["post"] in self.posts]
        if self.flavour == "mastodon" and (kind := call.query.get("types[]")):
            kept = [one for one in kept if one["type"] == kind]
        return self._page(call, [self._note(one) for one in kept])

    def _own(self, call: Call, who: str) -> Reply:
        return self._page(call, [one.json() for one in self.of(who)])

    def _public(self) -> list[dict[str, Any]]:
        return [one.json() for one in self.posts.values() if one.visibility == "public"]

    def _tagged(self, call: Call, tag: str) -> Reply:
        mark = f"#{unquote(tag)}"
        return self._page(call, [one for one in self._public() if mark in one["content"]])

    def _list(self, call: Call, key: str) -> Reply:
        if key not in self.lists:
            return Reply(404, {"error": "Record not found"})
        return self._page(call, [one for one in self._public() if one["id"] in self.listed])

    def _search(self, call: Call) -> Reply:
        found = [one for one in self._public() if call.query["q"] in one["content"]]
        return Reply(200, {"accounts": [], "hashtags": [], "statuses": found[:PAGE]})

    def _page(self, call: Call, items: list[dict[str, Any]]) -> Reply:
        """Newest first below `max_id`; `min_id` and `since_id` mean nothing here."""
        items = sorted(items, key=lambda one: (len(one["id"]), one["id"]), reverse=True)
        if most := call.query.get("max_id"):
            items = [one for one in items if (len(one["id"]), one["id"]) < (len(most), most)]
        page = items[: min(int(call.query.get("limit", 20)), PAGE)]
        links = {}
        if self.has_links and len(items) > len(page):
            url = f"http://inside.example{call.path}?limit=20&max_id={page[-1]['id']}"
            links = {"Link": f'<{url}>; rel="next", <http://inside.example/>; rel="prev"'}
        elif self.has_links:
            links = {"Link": '<http://inside.example/?min_id=1>; rel="prev"'}
        return Reply(200, page, links)

    def _one(self, key: str) -> Reply:
        post = self.posts.get(key)
        return Reply(200, post.json()) if post else Reply(404, {"error": "Record not found"})

    def _source(self, key: str) -> Reply:
        post = self.posts[key]
        return Reply(200, {"id": key, "text": post.text, "spoiler_text": post.spoiler})

    def _context(self, key: str) -> Reply:
        if key not in self.posts:
            return Reply(404, {"error": "Record not found"})
        above, at = [], self.posts[key]
        while at.parent and (parent := self.posts.get(at.parent)):
            above, at = [parent.json(), *above], parent
        below, tree = [], {key}
        for post in self.posts.values():
            if post.parent in tree:
                tree.add(post.id)
                below.append(post.json())
        return Reply(200, {"ancestors": above, "descendants": below})

    def _post(self, call: Call) -> Reply:
        told, key = call.json, call.headers.get("Idempotency-Key", "")
        for post in self.of(US):
            if key and post.key == key and self.flavour == "mastodon":
                return Reply(200, post.json())
        counted = told["status"]
        if self.flavour == "mastodon":
            counted = re.sub(r"https?://\S+", "x" * 23, counted)
        if len(counted) > self.most:
            return Reply(422, {"error": "Validation failed: Text character limit exceeded"})
        post = self.write(
            told["status"],
            US,
            visibility=told.get("visibility", "public"),
            parent=told.get("in_reply_to_id"),
            spoiler=told.get("spoiler_text", ""),
            language=told.get("language"),
            media=[self.media[one] for one in told.get("media_ids", [])],
            key=key,
        )
        return Reply(200, post.json())

    def _put(self, call: Call, key: str) -> Reply:
        post, told = self.posts[key], call.json
        post.spoiler = told.get("spoiler_text", "")
        kept = told.get("media_ids")
        post.media = post.media if kept is None else [self.media[one] for one in kept]
        self.edit(post, told["status"])
        return Reply(200, post.json())

    def _take(self, _call: Call, key: str) -> Reply:
        post = self.posts.get(key)
        if not post:
            return Reply(404, {"error": "Record not found"})
        self.delete(post)
        return Reply(200, post.json())

    def _upload(self, call: Call) -> Reply:
        key = f"m{len(self.media) + 1}"
        alt = re.search(rb'name="description"\r\n\r\n(.*?)\r\n', call.body, re.DOTALL)
        told = {"id": key, "type": "image", "description": alt[1].decode() if alt else None}
        self.media[key] = told
        return Reply(202 if self.media_waits else 200, told)

    def _file(self, _call: Call, key: str) -> Reply:
        self.media_waits -= 1
        return Reply(206 if self.media_waits > 0 else 200, self.media[key])


def _is_open(path: str) -> bool:
    return path.startswith(("/api/v1/instance", "/api/v2/instance", "/oauth", "/.well-known"))


def body_of(call: Call) -> Any:
    """What was posted."""
    return json.loads(call.body)


__all__ = ["GARAM", "HANEUL", "US", "Server", "acct", "body_of"]
