"""JSONL: one JSON object a line; objects inside objects become dotted columns."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.readers.row import SHOWN, Row, bounded_line

_DEEPEST = 4


def rows(plan: Plan, file: BinaryIO, position: int, number: int) -> Iterator[Row]:
    """Each line that is not blank."""
    file.seek(position)
    while True:
        line, is_cut = bounded_line(file)
        if not line:
            return
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        number += 1
        yield _cut(file.tell(), number, line) if is_cut else row_of(plan, file.tell(), number, line)


def flat(value: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, str]:
    """{"user": {"id": 3}} as {"user.id": "3"}."""
    columns: dict[str, str] = {}
    for key, inner in value.items():
        name = f"{prefix}{key}"
        if isinstance(inner, dict) and depth < _DEEPEST:
            columns |= flat(inner, f"{name}.", depth + 1)
        elif isinstance(inner, list):
            columns[name] = ", ".join(str(one) for one in inner[:50] if not isinstance(one, dict))
        else:
            columns[name] = "" if inner is None else str(inner)
    return columns


def row_of(plan: Plan, end: int, number: int, line: bytes) -> Row:
    """One line."""
    try:
        text = line.decode(plan.encoding).lstrip("\ufeff")
        value = json.loads(text)
    except UnicodeDecodeError:
        return Row(end, number, {}, "encoding", line.decode(plan.encoding, "backslashreplace"))
    except (ValueError, RecursionError):
        return Row(end, number, {}, "no_json", text.rstrip("\r\n"))
    if not isinstance(value, dict):
        return Row(end, number, {}, "no_object", text.rstrip("\r\n"))
    return Row(end, number, flat(value), original=text.rstrip("\r\n"))


def _cut(end: int, number: int, line: bytes) -> Row:
    return Row(end, number, {}, "too_long", line[:SHOWN].decode("utf-8", "replace"))
