"""The contract that every kind of channel keeps; `tests/channels/test_contract.py` is its acceptance.

A kind knows its network and nothing else: it gets an `Access` (settings, opened secrets, cursor)
and gives back raw payloads, envelopes and receipts. It never touches the database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.http import HttpRequest

from hanjari.channels.envelope import Envelope


@dataclass(frozen=True, slots=True)
class Access:
    """An account as its kind sees it; `secrets` are open here and nowhere else."""

    account_id: int
    name: str
    settings: dict[str, Any]
    secrets: dict[str, str]
    cursor: dict[str, Any]
    own_ids: tuple[str, ...] = ()


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


class RefusedError(Exception):
    """The network surely did not take it. `can_retry` says whether the same thing may pass later."""

    def __init__(
        self, code: str, words: str, *, can_retry: bool, retry_after: float | None = None
    ) -> None:
        super().__init__(words)
        self.code, self.words, self.can_retry, self.retry_after = (
            code,
            words,
            can_retry,
            retry_after,
        )


class UnsureError(Exception):
    """The connection broke when it may already have gone out: reconcile by `find` before any retry."""


class BrokenError(Exception):
    """Pulling failed. `words` are plain; `needs_person` when only a person can mend it (expired login)."""

    def __init__(
        self, code: str, words: str, *, needs_person: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(words)
        self.code, self.words, self.needs_person, self.retry_after = (
            code,
            words,
            needs_person,
            retry_after,
        )


class ForgedError(Exception):
    """A push whose signature, time or origin is wrong; answered 403, counted, never stored."""


class UnreadableError(Exception):
    """A payload that can't be read; it is kept with this reason."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a kind can do, and its rules. `text_limit` counts as the network counts (None: no limit)."""

    can_pull: bool = False
    can_push: bool = False
    can_reply: bool = False
    can_reply_privately: bool = False
    is_public: bool = True
    text_limit: int | None = None
    has_subject: bool = False
    pull_every: float = 300
    can_wait: bool = False
    """`wait` blocks until something is new (IMAP IDLE, streams)."""
    may_reply_automatically: bool = False
    is_idempotent: bool = False
    """Sending the same key again changes nothing, so `find` may say None of what it can't see."""
    is_slow: bool = False
    """Slow channels (mail, blog) are measured over 1 h to 7 d, fast ones over 10 min to 72 h."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a health check in plain words: what was looked at, whether it is well, what to do."""

    name: str
    is_well: bool
    words: str
    remedy: str = ""


@runtime_checkable
class OpensMedia(Protocol):
    """A kind whose files lie inside its raw payloads (`Medium.part`)."""

    def open_medium(self, access: Access, raw: Raw, part: str) -> bytes:
        """The file's bytes. Raises `UnreadableError` when it is not there."""
        ...


class Kind(Protocol):
    """One network. Instances are stateless and shared by threads."""

    slug: str
    name: Any
    """Shown name, lazily translated."""
    about: Any
    """One sentence for whoever chooses what to connect, lazily translated."""
    seal: str
    """One letter for the channel's stamp; Hangul or Latin, unique."""
    capabilities: Capabilities

    def form(self) -> type[forms.Form]:
        """The connecting form: settings, secrets (fields named in its `secret_fields`).

        An optional method `own_ids()` gives, after validation, what the network calls us.
        """
        ...

    def pull(self, access: Access) -> Iterator[Catch]:
        """What is new since the cursor, newest first where the network allows. Raises `BrokenError`."""
        ...

    def wait(self, access: Access, seconds: float) -> bool:
        """Block at most so long; True when something may be new. Raises `BrokenError`."""
        ...

    def verify(self, access: Access, request: HttpRequest) -> Sequence[Raw]:
        """Check a push (signature, origin, replay, size) and take its payloads. Raises `ForgedError`."""
        ...

    def read(self, access: Access, raw: Raw) -> Sequence[Envelope]:
        """Pure: a payload's envelopes. Raises `UnreadableError`."""
        ...

    def measure(self, text: str) -> int:
        """Length as the network counts it."""
        ...

    def send(self, access: Access, outgoing: Outgoing) -> Receipt:
        """Send once. Raises `RefusedError` (surely not sent) or `UnsureError` (perhaps sent)."""
        ...

    def find(self, access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """Read the thread back: was it taken? None only when surely not. Raises `UnsureError` when it can't tell."""
        ...

    def health(self, access: Access) -> Sequence[Check]:
        """Try the connection now: one line a check."""
        ...

    def cost(self, outgoing: Outgoing) -> int:
        """What sending it costs, in millionths of a US cent; 0 where it is free."""
        ...
