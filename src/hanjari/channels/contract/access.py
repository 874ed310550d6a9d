"""What goes in and out of a kind: an open account, payloads, words to send, and the proof that they went."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hanjari.channels.contract.meter import FreeMeter, Meter


@dataclass(frozen=True, slots=True)
class Access:
    """An account as its kind sees it; `secrets` are open here and nowhere else.

    `cursor` remembers how far `pull` has come and `past` how far `backfill` has; `meter` counts what
    is asked of the network; `scopes` are the permissions that the network says it has given.
    `door_url` is the public address at which the network pushes ("" before there is an account) and
    `pushed_at` when something true last came in there.
    """

    account_id: int
    name: str
    settings: dict[str, Any]
    secrets: dict[str, str]
    cursor: dict[str, Any]
    own_ids: tuple[str, ...] = ()
    past: dict[str, Any] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    meter: Meter = field(default_factory=FreeMeter, compare=False)
    door_url: str = ""
    pushed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """A payload as received, and what is needed to read it again (`hints`: uid, content type …)."""

    body: bytes
    hints: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catch:
    """One pull's piece: payloads, and the cursor to keep once they are on disk (same transaction)."""

    payloads: tuple[Raw, ...]
    cursor: dict[str, Any]
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something to send. `key` is ours and the same at every attempt; the network's echo carries it where it can."""

    key: str
    text: str
    subject: str = ""
    to: tuple[str, ...] = ()
    copy_to: tuple[str, ...] = ()
    parent_id: str = ""
    root_id: str = ""
    references: tuple[str, ...] = ()
    sender_name: str = ""
    language: str = ""
    is_automatic: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The network took it: its own id is the proof."""

    external_id: str
    url: str = ""
    sent_at: datetime | None = None
    cost_microcents: int = 0
