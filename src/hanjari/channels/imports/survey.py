"""The survey: a dry run. The file is read as an import would read it, and nothing is written."""

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hanjari.channels.contract import Access, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.archive.envelopes import envelope
from hanjari.channels.kinds.archive.faults import BREAKS, FAULTS
from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.readers import BrokenArchiveError, Row, rows
from hanjari.language import mask

SAMPLES = 5
_ORIGINAL, _SHOWN = 300, 2_000


@dataclass(slots=True)
class Survey:
    """What an import would find. `is_whole` unless it was stopped by its bounds."""

    row_count: int = 0
    message_count: int = 0
    ours_count: int = 0
    answer_count: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    authors: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    double_count: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    samples: list[Envelope] = field(default_factory=list)
    bad_samples: list[tuple[Row, str]] = field(default_factory=list)
    is_whole: bool = True
    broken: str = ""

    @property
    def bad_count(self) -> int:
        """Rows that would be set aside."""
        return self.faults.total()

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why rows would be set aside, the most frequent reason first, in words."""
        return [(str(FAULTS[code]), count) for code, count in self.faults.most_common()]

    @property
    def break_words(self) -> str:
        """Why nothing more can be read, in words."""
        return str(BREAKS.get(self.broken, ""))


def survey(path: Path, plan: Plan, access: Access, *, most: int = 0, seconds: float = 0) -> Survey:
    """Read at most so many rows for at most so long (0: all of it)."""
    found = Survey()
    end = time.monotonic() + seconds
    try:
        with path.open("rb") as file:
            for row in rows(plan, file):
                _look_at(found, access, plan, row)
                if (most and row.number >= most) or (seconds and time.monotonic() > end):
                    found.is_whole = False
                    break
    except BrokenArchiveError as error:
        found.broken = str(error)
    except OSError:
        found.broken = "gone"
    return found


def _look_at(found: Survey, access: Access, plan: Plan, row: Row) -> None:
    found.row_count += 1
    try:
        one = envelope(access, plan, row)
    except UnreadableError as error:
        found.faults[str(error)] += 1
        if len(found.bad_samples) < SAMPLES:
            shown = mask(row.original[:_ORIGINAL]).text
            found.bad_samples.append((row, f"{FAULTS[str(error)]} {shown}".strip()))
        return
    if one.external_id and one.external_id in found.ids:
        found.double_count += 1
        return
    found.ids.add(one.external_id)
    found.message_count += 1
    _count(found, one)


def _count(found: Survey, one: Envelope) -> None:
    found.ours_count += one.is_ours
    found.answer_count += bool(one.parent_id)
    found.authors.add(one.sender.external_id)
    found.first_at = min(found.first_at or one.posted_at, one.posted_at)
    found.last_at = max(found.last_at or one.posted_at, one.posted_at)
    if len(found.samples) < SAMPLES:
        found.samples.append(_shown(one))


def _shown(one: Envelope) -> Envelope:
    """Samples are looked at by people, so they are masked as the messages will be."""
    return replace(
        one,
        text=mask(one.text[:_SHOWN]).text,
        subject=mask(one.subject).text,
        sender=replace(one.sender, name=mask(one.sender.name).text),
    )


def bad_row(row: Row, code: str) -> dict[str, Any]:
    """A row as it stands in the file of bad rows; dangerous numbers are starred out there too."""
    original = row.original
    if isinstance(row.values, bytes) and row.values:
        original = row.values.decode("utf-8", "backslashreplace")
    words = FAULTS.get(code) or BREAKS.get(code) or code
    return {
        "row": row.number,
        "end": row.end,
        "code": code,
        "reason": str(words),
        "original": mask(original).text,
    }
