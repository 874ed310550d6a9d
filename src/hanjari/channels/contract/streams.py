"""Streams: a kind that can tell what a whole network says, for the standing queries to sift."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, runtime_checkable

from hanjari.channels.contract.access import Access, Raw
from hanjari.channels.envelope import Sender

FRAME = "frame"
"""The hint `form` of a payload that was one frame of a stream."""


class Frame(NamedTuple):
    """One thing that a stream told, light enough to be looked at a hundred thousand times a second.

    `id` is the message's external id and `author` the writer's id at the network: what one author
    says and takes back stays in order. Matching looks at `text`, `names` (handle, shown name) and
    `links`; only where a query fits, `body` is read by `Kind.read`. `at` is when the network told
    it (seconds since 1970; 0: it does not say). `is_edit`: it replaces what it said before. `is_gone`: the message was deleted, or without an
    `id` everything by this author.
    """

    id: str
    author: str
    text: str = ""
    body: str = ""
    at: float = 0.0
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    is_gone: bool = False
    is_edit: bool = False

    @property
    def raw(self) -> Raw:
        """The payload that the kind reads."""
        return Raw(self.body.encode(errors="replace"), {"form": FRAME})


@dataclass(frozen=True, slots=True)
class Flow:
    """What came at once, and the place behind it; empty: a sign of life. `has_gap`: the network left something out."""

    frames: tuple[Frame, ...]
    place: Mapping[str, Any] = field(default_factory=dict)
    has_gap: bool = False


@runtime_checkable
class Streams(Protocol):
    """A kind whose network can be heard as a whole, or what is public there."""

    stream_replaces_pull: bool
    """Everything that a pull would bring comes by the stream, so only what queries find is kept."""

    def stream(self, access: Access, place: Mapping[str, Any]) -> Iterator[Flow]:
        """What came since the place, then on and on; an empty place means the present moment.

        Says something (an empty flow, if nothing came) at least every two seconds, so that whoever
        listens can stop. Taking no more from it holds the network back (TCP). Raises `BrokenError`
        or `SpentError` when the line breaks; the house connects again from the place last kept.
        """
        ...


@runtime_checkable
class Names(Protocol):
    """A kind whose stream tells writers by their ids alone, and which can say who they are."""

    def named(self, access: Access, ids: Sequence[str]) -> Sequence[Sender]:
        """What they show of themselves, at most 25 at once; who is gone is left out. Raises `BrokenError` or `SpentError`."""
        ...
