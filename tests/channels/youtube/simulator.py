"""A pretend YouTube Data API v3: comment threads, replies, moderation, quota and its errors.

What it does as YouTube does: threads by when they began, a few replies only beside their thread,
html in `textDisplay` unless plain text is asked for, `textOriginal` for the author alone, units
counted for every call, and reasons beside the status.
"""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.channels.youtube.world import (
    CHANNEL,
    COSTS,
    HANEUL,
    SCOPE,
    TITLES,
    Comment,
    World,
    error,
)
from tests.servers.network import Call, Network, Reply


class YouTubeSimulator(World):
    """The whole network of one test."""

    def __init__(self, place: Network) -> None:
        super().__init__()
        self.place, self.url = place, f"{place.url}/youtube/v3"
        self.quota, self.banned = 10_000, set[str]()
        self.closed: set[str] = set()
        self.access_token, self.refresh_token = "access-1", "refresh-1"
        self.faults: list[Reply] = []
        self._serial = itertools.count(1)
        answers: list[tuple[str, str, Callable[[Call], Reply]]] = [
            ("GET", "/channels", self.channels),
            ("GET", "/videos", self.videos),
            ("GET", "/commentThreads", self.list_threads),
            ("POST", "/commentThreads", self.insert_thread),
            ("GET", "/comments", self.list_comments),
            ("POST", "/comments", self.insert),
            ("PUT", "/comments", self.update),
            ("DELETE", "/comments", self.delete),
            ("POST", "/comments/setModerationStatus", self.set_status),
        ]
        for method, path, respond in answers:
            place.on(method, f"/youtube/v3{path}", self.guarded(respond))
        place.on("POST", "/token", self.tokens)

    # what people do below a video

    def write(self, text: str, author: str = HANEUL, video: str = "vid1", **more: Any) -> Comment:
        """A new thread; `at` lets it be older."""
        made = Comment(
            f"Ug{next(self._serial):04d}", author, text, video, **{"at": self.tick(), **more}
        )
        self.threads.append(made)
        return made

    def reply(self, thread: Comment, text: str, author: str = HANEUL, **more: Any) -> Comment:
        number = f"{thread.id}.{next(self._serial):04d}"
        made = Comment(
            number, author, text, thread.video, parent=thread.id, **{"at": self.tick(), **more}
        )
        thread.replies.append(made)
        return made

    def edit(self, comment: Comment, text: str) -> None:
        comment.text, comment.changed = text, self.tick()

    def fail(self, *replies: Reply) -> None:
        self.faults = list(replies)

    def all(self) -> list[Comment]:
        return [one for thread in self.threads for one in (thread, *thread.replies)]

    def one(self, number: str) -> Comment | None:
        return next((one for one in self.all() if one.id == number), None)

    # who may come in

    def guarded(self, respond: Callable[[Call], Reply]) -> Callable[[Call], Reply]:
        """Faults that a test wants, the login, the quota: every call costs, also a wrong one."""

        def answer(call: Call) -> Reply:
            if self.faults:
                return self.faults.pop(0)
            if call.headers.get("Authorization") != f"Bearer {self.access_token}":
                return error(401, "authError", "Invalid Credentials")
            cost = COSTS[call.method]
            if self.quota < cost:
                return error(
                    403,
                    "quotaExceeded",
                    "The request cannot be completed because you have exceeded your quota.",
                )
            self.quota -= cost
            return respond(call)

        return answer

    def tokens(self, call: Call) -> Reply:
        told = call.form
        is_code = told.get("grant_type") == "authorization_code" and told.get("code") == "code-1"
        is_refresh = told.get("refresh_token") == self.refresh_token
        if told.get("client_secret") != "s3cret" or not (is_code or is_refresh):
            return Reply(
                400,
                {
                    "error": "invalid_grant",
                    "error_description": "Token has been expired or revoked.",
                },
            )
        self.access_token = f"access-{next(self._serial)}"
        body = {
            "access_token": self.access_token,
            "expires_in": 3599,
            "scope": SCOPE,
            "token_type": "Bearer",
        }
        return Reply(200, {**body, "refresh_token": self.refresh_token} if is_code else body)

    # reading

    def channels(self, _call: Call) -> Reply:
        return Reply(200, {"items": [{"id": CHANNEL, "snippet": {"title": "한빛정수기"}}]})

    def videos(self, call: Call) -> Reply:
        asked = call.query["id"].split(",")
        found = [{"id": one, "snippet": {"title": TITLES[one]}} for one in asked if one in TITLES]
        return Reply(200, {"kind": "youtube#videoListResponse", "items": found})

    def list_threads(self, call: Call) -> Reply:
        """By when they began, the newest first."""
        query = call.query
        if query.get("videoId") in self.closed:
            return error(403, "commentsDisabled")
        status = query.get("moderationStatus", "published")
        found = [
            one
            for one in self.threads
            if one.status == status and query.get("videoId", one.video) == one.video
        ]
        found.sort(key=lambda one: one.at, reverse=True)
        return self.page(call, found, lambda one: self.thread(one, query.get("textFormat", "html")))

    def list_comments(self, call: Call) -> Reply:
        """By `parentId` or by `id`; what is not there is left out."""
        form = call.query.get("textFormat", "html")
        if "id" in call.query:
            found = [one for number in call.query["id"].split(",") if (one := self.one(number))]
            return Reply(
                200,
                {
                    "kind": "youtube#commentListResponse",
                    "items": [self.comment(one, form) for one in found],
                },
            )
        thread = self.one(call.query["parentId"])
        if thread is None:
            return error(404, "commentNotFound")
        return self.page(call, thread.replies, lambda one: self.comment(one, form))

    # writing

    def insert(self, call: Call) -> Reply:
        told = call.json["snippet"]
        thread = self.one(told["parentId"])
        if thread is None:
            return error(404, "parentCommentNotFound")
        if thread.parent:
            return error(400, "operationNotSupported")
        if thread.video in self.closed:
            return error(403, "commentsDisabled")
        if not told["textOriginal"].strip():
            return error(400, "commentTextRequired")
        made = self.reply(thread, told["textOriginal"], CHANNEL, at=datetime.now(UTC))
        return Reply(200, self.comment(made, "html"))

    def insert_thread(self, call: Call) -> Reply:
        told = call.json["snippet"]
        if told["videoId"] not in TITLES:
            return error(404, "videoNotFound")
        text = told["topLevelComment"]["snippet"]["textOriginal"]
        made = self.write(text, CHANNEL, told["videoId"], at=datetime.now(UTC))
        return Reply(200, self.thread(made, "html"))

    def update(self, call: Call) -> Reply:
        found = self.one(call.json["id"])
        if found is None:
            return error(404, "commentNotFound")
        if found.author != CHANNEL:
            return error(403, "forbidden")
        self.edit(found, call.json["snippet"]["textOriginal"])
        return Reply(200, self.comment(found, "html"))

    def delete(self, call: Call) -> Reply:
        found = self.one(call.query["id"])
        if found is None:
            return error(404, "commentNotFound")
        if found.author != CHANNEL:
            return error(403, "forbidden")
        self.remove(found)
        return Reply(204)

    def remove(self, comment: Comment) -> None:
        self.threads = [one for one in self.threads if one is not comment]
        for thread in self.threads:
            thread.replies = [one for one in thread.replies if one is not comment]

    def set_status(self, call: Call) -> Reply:
        found = self.one(call.query["id"])
        if found is None:
            return error(404, "commentNotFound")
        found.status = call.query["moderationStatus"]
        if call.query.get("banAuthor") == "true":
            self.banned.add(found.author)
        return Reply(204)
