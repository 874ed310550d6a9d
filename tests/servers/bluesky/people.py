"""People at the PDS: what anybody may do there with an app of their own, by plain XRPC."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx

PASSWORD = "hanjari-bluesky-2026"
POST = "app.bsky.feed.post"


@dataclass
class Person:
    """An account of their own, logged in."""

    pds: str
    did: str
    handle: str
    token: str
    password: str = PASSWORD
    sent: list[str] = field(default_factory=list)

    def call(self, name: str, *, ok: bool = True, **options: Any) -> httpx.Response:
        """An XRPC call as this person: `json=` writes, else it reads."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        writes = "json" in options or "content" in options
        url = f"{self.pds}/xrpc/{name}"
        with httpx.Client(timeout=60, trust_env=False) as client:
            response = client.request("POST" if writes else "GET", url, headers=headers, **options)
        assert response.is_success or not ok, response.text
        return response

    def post(self, text: str, parent: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """A post: `{"uri", "cid", "root"}`. `parent` is such an answer."""
        record: dict[str, Any] = {"$type": POST, "text": text, "createdAt": stamp(), **more}
        if parent:
            up = {"uri": parent["uri"], "cid": parent["cid"]}
            record["reply"] = {"root": parent.get("root") or up, "parent": up}
        told = self.create(POST, record)
        return {**told, "root": record["reply"]["root"] if parent else None}

    def mention(self, other: "Person", text: str, **more: Any) -> dict[str, Any]:
        """A post that names somebody, as apps write it: a facet that counts bytes."""
        name = f"@{other.handle}"
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": other.did}
        facet = {"index": {"byteStart": 0, "byteEnd": len(name)}, "features": [feature]}
        return self.post(f"{name} {text}", facets=[facet], **more)

    def mention_often(self, other: "Person", count: int) -> list[str]:
        """Several posts in one commit, as an app's import does it; their URIs."""
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": other.did}
        facet = {"index": {"byteStart": 0, "byteEnd": 1}, "features": [feature]}
        record = {"$type": POST, "text": "@ 여러 글", "createdAt": stamp(), "facets": [facet]}
        kind = "com.atproto.repo.applyWrites#create"
        writes = [{"$type": kind, "collection": POST, "value": record} for _ in range(count)]
        told = {"repo": self.did, "writes": writes}
        answer = self.call("com.atproto.repo.applyWrites", json=told).json()
        return [one["uri"] for one in answer["results"]]

    def create(self, collection: str, record: dict[str, Any]) -> dict[str, Any]:
        """Any record."""
        told = {"repo": self.did, "collection": collection, "record": record}
        answer = self.call("com.atproto.repo.createRecord", json=told).json()
        return {"uri": answer["uri"], "cid": answer["cid"]}

    def like(self, post: dict[str, Any]) -> None:
        """A like, which is no message."""
        subject = {"uri": post["uri"], "cid": post["cid"]}
        kind = "app.bsky.feed.like"
        self.create(kind, {"$type": kind, "subject": subject, "createdAt": stamp()})

    def delete(self, uri: str) -> None:
        """Take a post back."""
        repo, collection, rkey = uri.removeprefix("at://").split("/")
        told = {"repo": repo, "collection": collection, "rkey": rkey}
        self.call("com.atproto.repo.deleteRecord", json=told)

    def posts(self) -> list[dict[str, Any]]:
        """All posts that lie in this person's repository, as the PDS itself has them."""
        found: list[dict[str, Any]] = []
        asked: dict[str, Any] = {"repo": self.did, "collection": POST, "limit": 100}
        while True:
            page = self.call("com.atproto.repo.listRecords", params=asked).json()
            found += page["records"]
            if not page.get("cursor"):
                return found
            asked["cursor"] = page["cursor"]

    def notified(self) -> list[str]:
        """URIs of what the AppView has told this person of so far."""
        page = self.call("app.bsky.notification.listNotifications", params={"limit": 100}).json()
        return [one["uri"] for one in page["notifications"]]

    def await_notified(self, *uris: str) -> None:
        """The AppView indexes a moment later than the PDS stores."""
        wait_until(lambda: set(uris) <= set(self.notified()))

    def await_shown(self, uri: str) -> None:
        """Until the AppView shows this post."""
        asked = {"uris": [uri]}
        wait_until(lambda: bool(self.call("app.bsky.feed.getPosts", params=asked).json()["posts"]))

    def await_gone(self, uri: str) -> None:
        """Until the AppView has forgotten this post."""
        repo, collection, rkey = uri.removeprefix("at://").split("/")
        asked = {"repo": repo, "collection": collection, "rkey": rkey}
        name = "com.atproto.repo.getRecord"
        wait_until(lambda: not self.call(name, ok=False, params=asked).is_success)


def join(pds: str, name: str = "", display: str = "") -> Person:
    """A new account; its handle is made unique."""
    handle = f"{(name or 'somebody')[:11]}{uuid4().hex[:7]}.test"
    told = {"handle": handle, "email": f"{uuid4().hex}@example.test", "password": PASSWORD}
    with httpx.Client(timeout=60, trust_env=False) as client:
        response = client.post(f"{pds}/xrpc/com.atproto.server.createAccount", json=told)
    assert response.is_success, response.text
    body = response.json()
    person = Person(pds, body["did"], handle, body["accessJwt"])
    if display:
        kind = "app.bsky.actor.profile"
        record = {"$type": kind, "displayName": display}
        told = {"repo": person.did, "collection": kind, "rkey": "self", "record": record}
        person.call("com.atproto.repo.putRecord", json=told)
    return person


def stamp(at: datetime | None = None) -> str:
    """A time as records carry it."""
    return (at or datetime.now(UTC)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    """Poll; the AppView is eventually consistent."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
