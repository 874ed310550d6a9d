"""A pretend Threads API: posts, talks, mentions, search, containers, hiding, deleting, tokens, limits.

What it does as Threads does: two steps to publish, a container that is used once, whole seconds,
cursors, 250 posts and 1,000 replies a day, 2,200 queries that count only when something is found, links
counted, hiding of direct replies only, errors with Graph's codes.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.channels.threads.world import (
    APP,
    HANEUL,
    NAME,
    SECRET,
    US,
    Post,
    World,
    error,
    missing,
)
from tests.servers.network import Call, Network, Reply

from hanjari.channels.kinds.threads import consent, measuring


class ThreadsSimulator(World):
    """The whole network of one test."""

    def __init__(self, place: Network) -> None:
        super().__init__()
        self.place, self.url = place, place.url
        self.token, self.token_age = "long-1", 10
        self.containers: dict[str, dict[str, Any]] = {}
        self.looks = 0
        self.status = "FINISHED"
        self.used, self.replied, self.queries = 0, 0, 0
        self.denied: set[str] = set()
        self.faults: list[Reply | None] = []
        """The next answers, whatever is asked; None lets one call through."""
        answers: list[tuple[str, str, Callable[[Call], Reply]]] = [
            (
                "GET",
                "/v1.0/me",
                lambda _call: Reply(200, {"id": US, "username": NAME, "name": "한빛"}),
            ),
            ("GET", "/v1.0/me/threads", lambda call: self.page(call, self.ours(is_reply=False))),
            ("GET", "/v1.0/me/replies", lambda call: self.page(call, self.ours(is_reply=True))),
            ("GET", "/v1.0/me/mentions", self.mentions),
            ("GET", "/v1.0/keyword_search", self.search),
            ("GET", "/v1.0/me/threads_publishing_limit", self.limit),
            ("GET", "/v1.0/debug_token", self.debug),
            ("GET", "/v1.0/*", self.get),
            ("POST", "/v1.0/me/threads", self.create),
            ("POST", "/v1.0/me/threads_publish", self.publish),
            ("POST", "/v1.0/*", self.manage),
            ("DELETE", "/v1.0/*", self.delete),
        ]
        for method, path, respond in answers:
            place.on(method, path, self.guarded(respond))
        place.on("POST", "/oauth/access_token", self.code)
        place.on("GET", "/access_token", self.exchange)
        place.on("GET", "/refresh_access_token", self.refresh)

    # what people do

    def write(
        self, text: str, author: str = HANEUL, parent: Post | None = None, **more: Any
    ) -> Post:
        at = more.pop("at", None) or self.tick()
        root = (parent.root or parent.id) if parent else ""
        post = Post(self.number(), author, text, at, parent.id if parent else "", root, more=more)
        self.posts[post.id] = post
        return post

    def ours(self, *, is_reply: bool) -> list[Post]:
        return [
            one
            for one in self.posts.values()
            if one.author == NAME and bool(one.parent) == is_reply
        ]

    def guarded(self, respond: Callable[[Call], Reply]) -> Callable[[Call], Reply]:
        def answer(call: Call) -> Reply:
            if self.faults and (fault := self.faults.pop(0)):
                return fault
            if call.headers.get("Authorization") != f"Bearer {self.token}":
                return error(401, 190, "Error validating access token: Session has expired", 463)
            if any(call.path.endswith(one) for one in self.denied):
                return error(403, 10, "Application does not have permission for this action")
            return respond(call)

        return answer

    # reading

    def mentions(self, call: Call) -> Reply:
        return self.page(call, [one for one in self.posts.values() if f"@{NAME}" in one.text])

    def search(self, call: Call) -> Reply:
        if self.queries >= 2200:
            return error(400, 4, "Application request limit reached")
        word, is_tag = call.query["q"], call.query.get("search_mode") == "TAG"
        found = [one for one in self.posts.values() if (f"#{word}" if is_tag else word) in one.text]
        self.queries += bool(found)
        assert "root_post" not in call.query["fields"], "others' posts do not tell it"
        return self.page(call, found)

    def get(self, call: Call) -> Reply:
        number, _slash, edge = call.path.removeprefix("/v1.0/").partition("/")
        if number in self.containers:
            self.looks += 1
            told = {"status": self.status, "id": number}
            return Reply(
                200, {**told, "error_message": "UNKNOWN"} if self.status == "ERROR" else told
            )
        if number not in self.posts:
            return missing()
        if edge == "conversation":
            return self.page(call, [one for one in self.posts.values() if one.root == number])
        return Reply(200, self.shown(self.posts[number]))

    def limit(self, _call: Call) -> Reply:
        day = 86_400
        told = {
            "quota_usage": self.used,
            "config": {"quota_total": 250, "quota_duration": day},
            "reply_quota_usage": self.replied,
            "reply_config": {"quota_total": 1000, "quota_duration": day},
        }
        return Reply(200, {"data": [told]})

    # writing

    def create(self, call: Call) -> Reply:
        told = call.form
        if told["media_type"] == "IMAGE" and not told.get("image_url"):
            return error(400, 100, "The parameter image_url is required")
        if measuring.links(told["text"]) > 5:
            return error(400, 100, "THREADS_API__LINK_LIMIT_EXCEEDED")
        if told.get("reply_to_id", "") not in {"", *self.posts}:
            return missing()
        number = self.number()
        self.containers[number] = told
        return Reply(200, {"id": number})

    def publish(self, call: Call) -> Reply:
        told = self.containers.pop(call.form["creation_id"], None)
        if told is None:
            return error(400, 24, "The requested resource does not exist", 4_279_009)
        if self.status != "FINISHED":
            return error(400, 9007, "The media is not ready for publishing")
        parent = self.posts.get(told.get("reply_to_id", ""))
        self.replied, self.used = self.replied + bool(parent), self.used + (not parent)
        image = {name: told[name] for name in ("image_url", "alt_text") if name in told}
        made = self.write(told["text"], NAME, parent, at=datetime.now(UTC), **image)
        return Reply(200, {"id": made.id})

    def manage(self, call: Call) -> Reply:
        number, _slash, edge = call.path.removeprefix("/v1.0/").partition("/")
        post = self.posts.get(number)
        if edge != "manage_reply" or post is None:
            return missing()
        if post.parent != post.root or self.posts[post.root].author != NAME:
            return error(400, 100, "Only top-level replies can be hidden")
        post.hidden = call.form["hide"] == "true"
        return Reply(200, {"success": True})

    def delete(self, call: Call) -> Reply:
        number = call.path.removeprefix("/v1.0/")
        post = self.posts.get(number)
        if post is None:
            return missing()
        if post.author != NAME:
            return error(403, 10, "Application does not have permission for this action")
        del self.posts[number]
        return Reply(200, {"success": True, "deleted_id": number})

    # tokens

    def code(self, call: Call) -> Reply:
        told = call.form
        keys = (told.get("client_id"), told.get("client_secret"), told.get("code"))
        if keys != (APP, SECRET, "code-1"):
            return error(400, 100, "Invalid verification code format.")
        return Reply(200, {"access_token": "short-1", "user_id": int(US)})

    def exchange(self, call: Call) -> Reply:
        query = call.query
        if query.get("grant_type") != "th_exchange_token" or query.get("access_token") != "short-1":
            return error(400, 190, "Invalid OAuth access token")
        assert query["client_secret"] == SECRET
        return self.given("long-2")

    def refresh(self, call: Call) -> Reply:
        query = call.query
        if query.get("grant_type") != "th_refresh_token" or query.get("access_token") != self.token:
            return error(400, 190, "Session has expired", 463)
        if self.token_age < 1:
            return error(400, 100, "Token is too young to be refreshed")
        return self.given("long-3")

    def given(self, token: str) -> Reply:
        self.token = token
        return Reply(200, {"access_token": token, "token_type": "bearer", "expires_in": 5_183_944})

    def debug(self, call: Call) -> Reply:
        assert call.query["input_token"] == self.token
        return Reply(200, {"data": {"is_valid": True, "scopes": list(consent.SCOPES)}})
