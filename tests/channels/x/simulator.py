"""A pretend api.x.com: API v2 as docs.x.com describes it, with its errors, limits and oddities.

What it does as X does: ids that grow with time, t.co links, escaped text, the names of those
answered put in front of a reply, pages newest first with `next_token`, partial errors beside data,
`x-rate-limit-*` headers, duplicate content refused, replies only to who mentioned us, rotating
refresh tokens, stream rules and heartbeats.
"""

import time
from typing import Any

from tests.channels.x.desks import Desks
from tests.channels.x.world import EPOCH, US, WINDOW, matches, problem
from tests.servers.network import Call, Network, Reply


class XSimulator(Desks):
    """The whole network of one test."""

    def __init__(self, place: Network) -> None:
        super().__init__()
        self.place = place
        self.url = place.url
        self.hidden: set[str] = set()
        self.refresh_token, self.bearer = "refresh-1", "app-1"
        self.rate = {"limit": 300, "used": 0}
        self.faults: list[Reply] = []
        self._serial = 0
        for method, path, respond in self._routes():
            place.on(method, path, respond)

    def _routes(self) -> list[tuple[str, str, Any]]:
        return [
            ("POST", "/2/oauth2/token", self.tokens),
            ("GET", "/2/users/me", self.guarded(self.who)),
            ("GET", "/2/users/*", self.guarded(self.timeline)),
            ("GET", "/2/tweets/search/recent", self.guarded(self.search)),
            ("GET", "/2/tweets", self.guarded(self.lookup)),
            ("POST", "/2/tweets", self.guarded(self.post)),
            ("DELETE", "/2/tweets/*", self.guarded(self.delete)),
            ("POST", "/2/media/upload", self.guarded(self.upload)),
            ("POST", "/2/media/metadata", self.guarded(self.describe)),
            ("GET", "/2/tweets/search/stream/rules", self.guarded(self.list_rules)),
            ("POST", "/2/tweets/search/stream/rules", self.guarded(self.change_rules)),
            ("GET", "/2/tweets/search/stream", self.guarded(self.stream)),
            ("GET", "/2/usage/tweets", self.guarded(self.usage)),
            ("GET", "/2/webhooks", self.guarded(lambda _call: Reply(200, {"data": []}))),
            ("POST", "/2/dm_conversations/with/*", self.guarded(self.write_dm)),
            ("GET", "/2/dm_conversations/with/*", self.guarded(self.list_dms)),
        ]

    # who may come in

    def guarded(self, respond: Any) -> Any:
        """Tokens, faults that a test wants, and the rate limit come before everything."""

        def answer(call: Call) -> Reply:
            with self.lock:
                if self.faults:
                    return self.faults.pop(0)
                known = {f"Bearer {self.access_token}", f"Bearer {self.bearer}"}
                if call.headers.get("Authorization") not in known:
                    return problem(401, "Unauthorized", "Unauthorized")
                self.rate["used"] += 1
                left = self.rate["limit"] - self.rate["used"]
                resets = int(time.time()) + WINDOW
                headers = {
                    "x-rate-limit-limit": str(self.rate["limit"]),
                    "x-rate-limit-remaining": str(max(0, left)),
                    "x-rate-limit-reset": str(resets),
                }
                if left < 0:
                    body = {"errors": [{"code": 88, "message": "Rate limit exceeded"}]}
                    return Reply(429, body, headers)
                reply = respond(call)
                return Reply(reply.status, reply.body, {**headers, **reply.headers})

        return answer

    def tokens(self, call: Call) -> Reply:
        """A code or the newest refresh token; each is good once."""
        told = call.form
        is_confidential = call.headers.get("Authorization", "").startswith("Basic ")
        if not is_confidential and not told.get("client_id"):
            return Reply(
                401,
                {
                    "error": "unauthorized_client",
                    "error_description": "Missing valid authorization header",
                },
            )
        is_good = (
            told.get("code") == "code-1" and len(told.get("code_verifier", "")) >= 43
            if told.get("grant_type") == "authorization_code"
            else told.get("refresh_token") == self.refresh_token
        )
        if not is_good:
            said = "Value passed for the token was invalid."
            return Reply(400, {"error": "invalid_request", "error_description": said})
        self._serial += 1
        self.access_token, self.refresh_token = (
            f"user-{self._serial + 1}",
            f"refresh-{self._serial + 1}",
        )
        return Reply(
            200,
            {
                "token_type": "bearer",
                "expires_in": 7200,
                "access_token": self.access_token,
                "refresh_token": self.refresh_token,
                "scope": "tweet.read tweet.write users.read media.write offline.access",
            },
        )

    def who(self, _call: Call) -> Reply:
        return Reply(200, {"data": self._user(US)})

    def usage(self, _call: Call) -> Reply:
        return Reply(
            200, {"data": {"project_usage": "1200", "project_cap": "2000000", "cap_reset_day": 3}}
        )

    # reading

    def timeline(self, call: Call) -> Reply:
        """`/2/users/:id/mentions` and `/2/users/:id/tweets`."""
        _two, _users, user, what = call.path.strip("/").split("/")
        if what == "mentions":
            found = [post for post in self.posts.values() if self.mentions(post, user)]
        else:
            found = self.of(user)
        return self.page(call, found, "pagination_token")

    def search(self, call: Call) -> Reply:
        """Recent search: seven days, 512 letters; words, `conversation_id:`, `-is:retweet`."""
        query = call.query.get("query", "")
        if not query or len(query) > 512:
            return problem(
                400, "Invalid Request", "query is too long or missing", "invalid-request"
            )
        since = call.query.get("since_id", "")
        oldest = (int(time.time() * 1000) - 7 * 86_400_000 - EPOCH) << 22
        if since and int(since) < oldest:
            detail = (
                "Invalid 'since_id'. 'since_id' must be a tweet id created after seven days ago."
            )
            return problem(400, "Invalid Request", detail, "invalid-request")
        found = [
            post for post in self.posts.values() if int(post.id) > oldest and matches(post, query)
        ]
        return self.page(call, found, "next_token")

    def lookup(self, call: Call) -> Reply:
        """Up to 100 ids; what is gone stands in `errors` beside the rest."""
        wanted = call.query["ids"].split(",")
        if len(wanted) > 100:
            return problem(400, "Invalid Request", "at most 100 ids", "invalid-request")
        there = {number: post for post in self.posts.values() for number in post.history}
        body: dict[str, Any] = {
            "data": [
                self.shown(there[one]) for one in wanted if one in there and one not in self.hidden
            ]
        }
        lost = [one for one in wanted if one not in there or one in self.hidden]
        if lost:
            body["errors"] = [self.lost(one, is_hidden=one in self.hidden) for one in lost]
        return Reply(200, {name: value for name, value in body.items() if value})
