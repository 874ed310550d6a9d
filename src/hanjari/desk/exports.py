"""The audit trail as a file, row by row, so that a million rows need no memory."""

import json
from collections.abc import Iterable, Iterator

from django.utils import translation

from hanjari.desk.sentences import tell
from hanjari.journal.models import Entry
from hanjari.kit.spreadsheet import csv_lines

COLUMNS = [
    "id",
    "at",
    "by",
    "by_name",
    "event",
    "noun",
    "noun_id",
    "words",
    "facts",
    "sequence",
    "digest",
]


def as_csv(entries: Iterable[Entry]) -> Iterator[str]:
    """Comma-separated, with a head; what a spreadsheet would run as a formula is made plain text."""
    rows = (
        _row(entry) | {"facts": json.dumps(entry.facts, ensure_ascii=False)} for entry in entries
    )
    yield from csv_lines(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def as_jsonl(entries: Iterable[Entry]) -> Iterator[str]:
    """One JSON object a line."""
    for entry in entries:
        yield json.dumps(_row(entry), ensure_ascii=False) + "\n"


def spoken(lines: Iterator[str], language: str) -> Iterator[str]:
    """The lines in the reader's language, though they are made when the request is long answered."""
    with translation.override(language):
        yield from lines


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "by": entry.by_id,
        "by_name": entry.by_name,
        "event": entry.event,
        "noun": entry.noun,
        "noun_id": entry.noun_id,
        "words": tell(entry),
        "facts": entry.facts,
        "sequence": entry.sequence,
        "digest": entry.digest,
    }
