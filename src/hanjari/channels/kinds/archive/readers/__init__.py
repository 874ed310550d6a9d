"""Readers: an archive's rows one after another, each with the place behind it, so that any row can be the first."""

from collections.abc import Iterator
from typing import BinaryIO

from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.readers import lines, mailbox, tables, wordpress
from hanjari.channels.kinds.archive.readers.row import BrokenArchiveError, Row

_READERS = {
    "csv": tables.rows,
    "jsonl": lines.rows,
    "mbox": mailbox.rows,
    "wxr": wordpress.rows,
}


def rows(plan: Plan, file: BinaryIO, position: int = 0, number: int = 0) -> Iterator[Row]:
    """The rows from a position that an earlier row ended at; `number` is how many came before.

    Raises `BrokenArchiveError` when nothing behind a place can be read.
    """
    return _READERS[plan.form](plan, file, position, number)


__all__ = ["BrokenArchiveError", "Row", "rows"]
