"""Envelope: one message as a network gave it, before anybody has judged it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: the network's own id, and what it shows of them."""

    external_id: str
    name: str = ""
    handle: str = ""
    url: str = ""
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture, sound or file that came along; `part` finds it again inside the raw payload."""

    name: str
    kind: str
    size: int = 0
    url: str = ""
    part: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What `Kind.read` yields. `external_id` is unique within the account; duplicates die on it.

    `parent_id`/`root_id` are external ids of the same account. `references` are further external
    ids that tie a thread (mail's References). `text` is plain; `quoted` is the folded rest;
    `html` is as received and is cleaned before anybody sees it. `is_ours` marks our own posts
    coming back. `is_automatic` marks auto-replies, which are never answered. `deletes` and `edits`
    say that this envelope takes back or replaces an earlier message with the same external id;
    `edited_at` is when the network says that it came to say this, and orders edits that overtook
    each other on the way (`posted_at` stays the time of the first saying).
    """

    account_id: int
    external_id: str
    posted_at: datetime
    sender: Sender
    text: str
    subject: str = ""
    quoted: str = ""
    html: str = ""
    url: str = ""
    parent_id: str = ""
    root_id: str = ""
    references: tuple[str, ...] = ()
    media: tuple[Medium, ...] = ()
    is_public: bool = True
    is_ours: bool = False
    is_automatic: bool = False
    deletes: bool = False
    edits: bool = False
    raw_id: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    edited_at: datetime | None = None
