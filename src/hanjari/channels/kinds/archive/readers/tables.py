"""CSV: records of fields, quoted or not, over as many lines as they need."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.readers.row import (
    LONGEST_LINE,
    SHOWN,
    BrokenArchiveError,
    Row,
    bounded_line,
)

csv.field_size_limit(LONGEST_LINE)
_MOST_RUNAWAYS = 50
"""Records whose quotation mark is never closed, before the file's quotes are taken for broken."""


class _Feed:
    """Decoded lines for `csv`, which takes as many as a record needs; `end` is where they end."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file, self._encoding = file, encoding
        self.start = self.first_end = self.end = file.tell()
        self.fault = ""
        self.lines: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, is_cut = bounded_line(self._file)
        if not line:
            raise StopIteration
        self.end = self._file.tell()
        if not self.lines:
            self.first_end = self.end
        self.fault = "too_long" if is_cut else self.fault
        text = self._decoded(line)
        self.lines.append(text)
        if self.end - self.start > LONGEST_LINE:
            self.fault = self.fault or "open_quote"
            raise csv.Error
        return text

    def begin(self) -> None:
        """The next line begins a record."""
        self.start, self.fault, self.lines = self.end, "", []

    def go_back(self) -> None:
        """Give up the record; the line after its first one begins the next."""
        self.end = self.first_end
        self.lines = self.lines[:1]
        self._file.seek(self.end)

    def _decoded(self, line: bytes) -> str:
        try:
            text = line.decode(self._encoding)
        except UnicodeDecodeError:
            self.fault = self.fault or "encoding"
            text = line.decode(self._encoding, "backslashreplace")
        return text.removeprefix("\ufeff") if self.start == 0 else text


def rows(plan: Plan, file: BinaryIO, position: int, number: int) -> Iterator[Row]:
    """Each record under the header; blank ones are passed over."""
    file.seek(position)
    feed = _Feed(file, plan.encoding)
    reader = csv.reader(feed, delimiter=plan.delimiter)
    if position == 0 and plan.has_header:
        next(reader, None)
    runaways = 0
    while True:
        feed.begin()
        try:
            fields = next(reader, [])
        except csv.Error:
            feed.fault, fields = feed.fault or "open_quote", []
        if not feed.lines:
            return
        if not feed.fault and not any(fields):
            continue
        number += 1
        if _ran_away(plan, feed, fields):
            runaways += 1
            if runaways > _MOST_RUNAWAYS:
                raise BrokenArchiveError("open_quote")
            feed.go_back()
            reader = csv.reader(feed, delimiter=plan.delimiter)
        yield _row(plan, feed, number, fields)


def _ran_away(plan: Plan, feed: _Feed, fields: list[str]) -> bool:
    """Whether a quotation mark that is never closed has swallowed the lines of other records."""
    is_odd = len(fields) != len(plan.headers) or "".join(feed.lines).count('"') % 2
    if len(feed.lines) > 1 and is_odd:
        feed.fault = "open_quote"
    return feed.fault == "open_quote"


def _row(plan: Plan, feed: _Feed, number: int, fields: list[str]) -> Row:
    original = "".join(feed.lines).rstrip("\r\n")
    if feed.fault:
        shown = original[:SHOWN] if feed.fault == "too_long" else original
        return Row(feed.end, number, {}, feed.fault, shown)
    if len(fields) > len(plan.headers) and any(fields[len(plan.headers) :]):
        return Row(feed.end, number, {}, "more_fields", original)
    return Row(feed.end, number, dict(zip(plan.headers, fields, strict=False)), original=original)
