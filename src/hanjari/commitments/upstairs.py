"""Upstairs: what rooms above offer for a commitment's page, so that it leads there without knowing them.

An upper room says how a noun of its own is called and where it lies (`cite`), and what else belongs
beside a commitment (`place_beside`): who was told of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hanjari.commitments.models import Commitment
from hanjari.commitments.queries import sources_of
from hanjari.people.models import Member


@dataclass(frozen=True)
class Cited:
    """A source in words: who said it (or what it is), what it says, where it can be read."""

    who: str
    words: str
    url: str


@dataclass(frozen=True)
class Beside:
    """A line beside a commitment: its name, its state in words, where it leads."""

    title: str
    words: str
    url: str
    tone: str = ""


Cite = Callable[[Member, Sequence[int]], dict[int, Cited]]
Lines = Callable[[Member, Commitment], list[Beside]]
_cites: dict[str, Cite] = {}
_lines: dict[str, Lines] = {}
MOST = 100
"""Sources that a page shows; it says how many more there are."""


def cite(kind: str, found: Cite) -> None:
    """Say how nouns of this kind are cited: ids that the member may see, and what they say."""
    _cites[kind] = found


def place_beside(name: str, lines: Lines) -> None:
    """Offer lines beside a commitment; the name keeps one offer from standing there twice."""
    _lines[name] = lines


def cited_of(member: Member, commitment: Commitment) -> tuple[list[Cited], int]:
    """What led to it, in words, as far as the member may see it; and how many more there are."""
    nodes = sources_of(("commitment", commitment.pk))
    known = {
        (kind, pk): shown
        for kind, found in _cites.items()
        for pk, shown in found(member, [pk for k, pk in nodes if k == kind][:MOST]).items()
    }
    shown = [known[node] for node in nodes if node in known]
    return shown, len(nodes) - len(shown)


def beside(member: Member, commitment: Commitment) -> list[Beside]:
    """What the rooms above place beside it."""
    return [line for lines in _lines.values() for line in lines(member, commitment)]
