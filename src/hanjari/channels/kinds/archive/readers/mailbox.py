"""mbox: mails one after another, each behind a line that begins with `From ` (RFC 4155, mboxrd)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.readers.row import SHOWN, Row, bounded_line

LARGEST = 25_000_000
"""Bytes of one mail: what mail servers take at most."""
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def rows(plan: Plan, file: BinaryIO, position: int, number: int) -> Iterator[Row]:  # noqa: ARG001 (mails tell their own form)
    """Each mail as its bytes; one that is too large is set aside by its first lines."""
    file.seek(position)
    mail: list[bytes] = []
    size, end, after_blank = 0, position, True
    while True:
        line, _is_cut = bounded_line(file)
        is_border = not line or (after_blank and line.startswith(b"From "))
        if is_border and size:
            number += 1
            yield _row(end, number, mail, size)
            mail, size = [], 0
        if not line:
            return
        if not (is_border and line.startswith(b"From ")):
            size += len(line)
            if size <= LARGEST or len(mail) < 200:
                mail.append(line)
        elif not size:
            size = 0
        after_blank = not line.strip()
        end = file.tell()


def _row(end: int, number: int, mail: list[bytes], size: int) -> Row:
    if size > LARGEST:
        head = b"".join(mail)[:SHOWN].decode("utf-8", "replace")
        return Row(end, number, b"", "too_long", head)
    return Row(end, number, _QUOTED_FROM.sub(rb"\1", b"".join(mail)))
