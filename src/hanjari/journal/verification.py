"""Verifying: reads the whole chain again and says in plain words what was changed, and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from hanjari.journal.models import Entry
from hanjari.journal.sealing import FIELDS, GENESIS, Mark, link, marks


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: the place in the sealed order, the entry's id, and the words."""

    sequence: int
    entry_id: int | None
    words: str


@dataclass(frozen=True)
class Verdict:
    """How many sealed entries and marks were read, and everything that was found."""

    entry_count: int
    mark_count: int
    findings: list[Finding]

    @property
    def is_whole(self) -> bool:
        """Nothing was changed, left out, reordered or cut."""
        return not self.findings


def verify(seal_log: Path | None = None) -> Verdict:
    """Read every sealed entry in order and compare with the seal log outside the database."""
    outside = marks(seal_log or settings.SEAL_LOG)
    chain = _Chain({mark.sequence: mark for mark in outside})
    columns = ("sequence", "digest", *FIELDS)
    sealed = Entry.objects.filter(sequence__isnull=False).order_by("sequence")
    for sequence, digest, *row in sealed.values_list(*columns).iterator(chunk_size=2000):
        chain.read(sequence or 0, digest, tuple(row))
    findings = [*chain.findings, *_beyond(chain.sequence, outside), *_half_sealed()]
    return Verdict(chain.count, len(outside), findings)


class _Chain:
    """The reading so far: the place, and the digests on which the next entry may hang.

    After a changed entry there are two (the stored and the true one), so that one change is
    reported once and not again at its neighbour.
    """

    def __init__(self, outside: dict[int, Mark]) -> None:
        self.outside = outside
        self.sequence, self.count = 0, 0
        self.previous: set[str] | None = {GENESIS}
        self.findings: list[Finding] = []

    def read(self, sequence: int, digest: str, row: tuple[object, ...]) -> None:
        """Check one entry against its place, its predecessor and the seal log."""
        self._place(sequence)
        links = {link(previous, sequence, row) for previous in self.previous or ()}
        entry_id = row[0] if isinstance(row[0], int) else None
        if self.previous is not None and digest not in links:
            self._find(sequence, entry_id, _changed(sequence, entry_id, row))
        elif (mark := self.outside.get(sequence)) and mark.digest != digest:
            self._find(sequence, entry_id, _rewritten(sequence, mark))
        self.previous = {digest, *links}
        self.sequence, self.count = sequence, self.count + 1

    def _place(self, sequence: int) -> None:
        """After a gap nothing is known to hang on, so the entry after it is only a new beginning."""
        if sequence != self.sequence + 1:
            self._find(self.sequence + 1, None, _missing(self.sequence + 1, sequence - 1))
            self.previous = None

    def _find(self, sequence: int, entry_id: int | None, words: str) -> None:
        self.findings.append(Finding(sequence, entry_id, words))


def _changed(sequence: int, entry_id: int | None, row: tuple[object, ...]) -> str:
    at, event = row[FIELDS.index("at")], row[FIELDS.index("event")]
    return (
        f"Entry {sequence} (id {entry_id}, {event}, {at:%Y-%m-%d %H:%M:%S} UTC) is not as it was"
        " sealed: something in it, its place or its digest was changed."
    )


def _missing(first: int, last: int) -> str:
    if last < first:
        return f"The place {first} is taken twice or lies before the first entry."
    which = f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
    return f"{which} missing: deleted, or moved to another place."


def _rewritten(sequence: int, mark: Mark) -> str:
    return (
        f"Entry {sequence} does not bear the digest that the seal log noted at {mark.at}:"
        " the chain was written anew up to here, or the seal log was changed."
    )


def _beyond(last: int, outside: list[Mark]) -> Iterator[Finding]:
    """Marks of entries that are no longer there."""
    newest = max(outside, key=lambda mark: mark.sequence, default=None)
    if newest and newest.sequence > last:
        words = (
            f"The journal ends at entry {last}, but the seal log noted entry {newest.sequence}"
            f" at {newest.at}: {newest.sequence - last} entries were cut off at the end."
        )
        yield Finding(last + 1, None, words)


def _half_sealed() -> Iterator[Finding]:
    torn = Entry.objects.filter(sequence__isnull=True).exclude(digest="")
    for entry_id in torn.values_list("id", flat=True):
        words = f"Entry with id {entry_id} has a digest but no place: its place was taken away."
        yield Finding(0, entry_id, words)
