"""What every kind of channel promises and does; what only some do are protocols of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.http import HttpRequest

from hanjari.channels.contract.access import Access, Catch, Outgoing, Raw, Receipt
from hanjari.channels.contract.meter import Quota
from hanjari.channels.envelope import Envelope


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a kind can do, and its rules. `text_limit` counts as the network counts (None: no limit)."""

    can_pull: bool = False
    can_push: bool = False
    can_reply: bool = False
    can_reply_privately: bool = False
    can_post: bool = False
    """`send` takes words that answer nobody: a post that stands by itself, without a picture."""
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
    quotas: tuple[Quota, ...] = ()
    """The network's documented limits; the house keeps them over all workers (`Access.meter`)."""
    can_cost: bool = False
    """Something there costs money by the network's price list; its page has a budget."""
    scopes: tuple[str, ...] = ()
    """Permissions that the account needs; those that are missing are named on its page."""
    keep_days: int | None = None
    """The network's terms let its words be kept at most so long; erased after (None: no such term)."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a health check in plain words: what was looked at, whether it is well, what to do."""

    name: str
    is_well: bool
    words: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of connecting, for a person who has never done it: what to do, and where."""

    words: str
    url: str = ""


@runtime_checkable
class Guides(Protocol):
    """A kind whose keys must be fetched somewhere: its page says where, in order."""

    def guide(self) -> Sequence[Step]:
        """The steps, translated for the reader."""
        ...


@runtime_checkable
class Backfills(Protocol):
    """A kind that can read what was said before it was connected."""

    def backfill(self, access: Access) -> Iterator[Catch]:
        """What is older than the first pull, newest first, from `access.past`. Raises `BrokenError`.

        Each catch's cursor becomes the next `access.past`; the last one has `is_last`. Runs apart,
        only while nothing new waits, and may be cut off after any catch.
        """
        ...


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
