"""The writing desks of the pretend X: posts, pictures, direct messages, stream rules and the stream."""

import json
from collections.abc import Iterator
from email import message_from_bytes
from queue import Empty, Queue
from typing import Any

from tests.channels.x.world import HANEUL, NAMES, US, Post, World, matches, problem
from tests.servers.network import Call, Reply


class Desks(World):
    """What `XSimulator` offers to who has come in."""

    def __init__(self) -> None:
        super().__init__()
        self.access_token = "user-1"
        self.dms: list[dict[str, str]] = []
        self.rules: dict[str, dict[str, str]] = {}
        self.streams: list[Queue[bytes | None]] = []

    # what people do at X

    def write(
        self,
        text: str,
        author: str = HANEUL,
        parent: str = "",
        at: float | None = None,
        **more: Any,
    ) -> Post:
        """Somebody posts; `at` in seconds lets it be older."""
        with self.lock:
            number = self.id(at)
            root = self.posts[parent].root if parent in self.posts else parent
            post = Post(
                number,
                author,
                self.wrapped(text),
                parent,
                root or number,
                history=[number],
                **more,
            )
            self.posts[number] = post
            self._ring(post)
            return post

    def edit(self, post: Post, text: str) -> Post:
        """An edit is a post of its own with the whole history (Edit posts)."""
        with self.lock:
            number = self.id(None)
            edited = Post(
                number,
                post.author,
                self.wrapped(text),
                post.parent,
                post.root,
                history=[*post.history, number],
            )
            del self.posts[post.id]
            self.posts[number] = edited
            return edited

    def remove(self, post: Post) -> None:
        del self.posts[post.id]

    def of(self, author: str) -> list[Post]:
        return [post for post in self.posts.values() if post.author == author]

    def fail(self, *replies: Reply) -> None:
        """The next answers, whatever is asked; then all is well again."""
        self.faults = list(replies)

    def close_streams(self) -> None:
        for queue in self.streams:
            queue.put(None)

    # writing

    def post(self, call: Call) -> Reply:
        """One post, as `POST /2/tweets` takes it."""
        if call.headers.get("Authorization") != f"Bearer {self.access_token}":
            return problem(
                403,
                "Unsupported Authentication",
                "Authenticating with OAuth 2.0 Application-Only is forbidden",
                "unsupported-authentication",
            )
        told = call.json
        parent = told.get("reply", {}).get("in_reply_to_tweet_id", "")
        text = self.wrapped(told["text"])
        if any(same.text.endswith(text) and same.parent == parent for same in self.of(US)):
            return problem(
                403, "Forbidden", "You are not allowed to create a Tweet with duplicate content."
            )
        if parent and parent not in self.posts:
            return problem(
                403,
                "Forbidden",
                "You attempted to reply to a Tweet that is deleted or not visible to you.",
            )
        if parent and not self.mentions(self.posts[parent], US) and self.posts[parent].author != US:
            return problem(
                403,
                "Forbidden",
                "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.",
            )
        name = f"@{NAMES[self.posts[parent].author][0]} " if parent else ""
        made = self.write(name + told["text"], US, parent)
        made.media = told.get("media", {}).get("media_ids", [])
        return Reply(
            201, {"data": {"id": made.id, "text": made.text, "edit_history_tweet_ids": [made.id]}}
        )

    def delete(self, call: Call) -> Reply:
        number = call.path.rsplit("/", 1)[-1]
        if number not in self.posts:
            return problem(
                404,
                "Not Found Error",
                f"Could not find tweet with id: [{number}].",
                "resource-not-found",
            )
        if self.posts[number].author != US:
            return problem(403, "Forbidden", "You are not authorized to delete this Tweet.")
        del self.posts[number]
        return Reply(200, {"data": {"deleted": True}})

    def upload(self, call: Call) -> Reply:
        """A picture as multipart form."""
        kind = call.headers["Content-Type"]
        parts = message_from_bytes(
            b"Content-Type: " + kind.encode() + b"\r\n\r\n" + call.body
        ).get_payload()
        named = {
            part.get_param("name", header="Content-Disposition"): part.get_payload(decode=True)
            for part in parts
        }
        number = self.id(None)
        self.media[number] = {
            "content": named["media"],
            "category": named["media_category"].decode(),
            "alt": "",
        }
        return Reply(
            200, {"data": {"id": number, "media_key": f"3_{number}", "expires_after_secs": 86_400}}
        )

    def describe(self, call: Call) -> Reply:
        self.media[call.json["id"]]["alt"] = call.json["metadata"]["alt_text"]["text"]
        return Reply(200, {"data": {"id": call.json["id"]}})

    # direct messages

    def write_dm(self, call: Call) -> Reply:
        number = self.id(None)
        self.dms.append(
            {
                "id": number,
                "text": call.json["text"],
                "sender_id": US,
                "to": call.path.split("/")[-2],
            }
        )
        return Reply(201, {"data": {"dm_conversation_id": f"{US}-{HANEUL}", "dm_event_id": number}})

    def list_dms(self, call: Call) -> Reply:
        other = call.path.split("/")[-2]
        found = [
            {
                **one,
                "event_type": "MessageCreate",
                "created_at": Post(one["id"], US, "").at.isoformat(),
            }
            for one in self.dms
            if one["to"] == other
        ]
        return Reply(200, {"data": found, "meta": {"result_count": len(found)}})

    # the stream

    def list_rules(self, _call: Call) -> Reply:
        return Reply(
            200, {"data": list(self.rules.values())} if self.rules else {"meta": {"sent": "now"}}
        )

    def change_rules(self, call: Call) -> Reply:
        told = call.json
        for number in told.get("delete", {}).get("ids", []):
            self.rules.pop(number, None)
        for rule in told.get("add", []):
            number = self.id(None)
            self.rules[number] = {"id": number, **rule}
        return Reply(201, {"meta": {"summary": {"created": len(told.get("add", []))}}})

    def stream(self, _call: Call) -> Reply:
        """One connection an app; heartbeats are empty lines."""
        if not self.rules:
            return problem(
                409, "ConnectionException", "RuleConfigurationIssue", "streaming-connection"
            )
        queue: Queue[bytes | None] = Queue()
        self.streams.append(queue)
        return Reply(200, self._flow(queue))

    def _flow(self, queue: "Queue[bytes | None]") -> Iterator[bytes]:
        yield b"\r\n"
        while True:
            try:
                piece = queue.get(timeout=0.1)
            except Empty:
                piece = b"\r\n"
            if piece is None:
                return
            yield piece

    def _ring(self, post: Post) -> None:
        matching = [
            {"id": one["id"], "tag": one["tag"]}
            for one in self.rules.values()
            if matches(post, one["value"])
        ]
        if matching:
            body = Reply(200, {"data": self.shown(post), "matching_rules": matching}).body
            line = json.dumps(body).encode() + b"\r\n"
            for queue in self.streams:
                queue.put(line)
