"""What goes over the bus: packs, packs in hand, and how a queue stands."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any


class AwayError(Exception):
    """No server answers, or none takes more. What was not acknowledged is still to be done."""


class MissingError(Exception):
    """NATS_URL is set and the package `nats-py` is not installed."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One message: where it goes, and its bytes."""

    subject: str
    body: bytes

    @property
    def name(self) -> str:
        """The same for the same bytes: JetStream drops the second."""
        return blake2b(self.body, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """A pack in hand. `number` is its place in the stream; `ticket` acknowledges it."""

    body: bytes
    number: int
    ticket: Any


@dataclass(frozen=True, slots=True)
class Backlog:
    """How a queue stands: packs nobody has taken, packs in hands, and the number up to which all is done."""

    waiting_count: int
    held_count: int
    done_number: int
