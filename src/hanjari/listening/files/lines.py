"""Files of lines: CSV that no spreadsheet runs, and one JSON object a line."""

import json
from collections.abc import Iterable, Iterator

from hanjari.kit.spreadsheet import csv_lines
from hanjari.listening.files.rows import Row


def as_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """Comma-separated, with a head."""
    yield from (line.encode() for line in csv_lines(Row._fields, rows))


def as_jsonl(rows: Iterable[Row]) -> Iterator[bytes]:
    """One object a line; intents are a list there."""
    for row in rows:
        told = row._asdict() | {"intents": row.intents.split()}
        yield json.dumps(told, ensure_ascii=False).encode() + b"\n"
