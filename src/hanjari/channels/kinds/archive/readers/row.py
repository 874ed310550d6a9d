"""A row, whatever the form, and reading lines without trusting their length."""

from dataclasses import dataclass
from typing import BinaryIO

LONGEST_LINE = 4_000_000
"""Bytes: a message of a million characters fits; what is longer is set aside."""
SHOWN = 4_000
"""Characters of a broken row that are kept beside its reason when it is longer than a line may be."""


class BrokenArchiveError(Exception):
    """Nothing more can be read from here on; the words say why."""


@dataclass(frozen=True, slots=True)
class Row:
    """`end` is the byte behind it. `values` are fields by header, or a mail's bytes; `fault` says why not."""

    end: int
    number: int
    values: dict[str, str] | bytes
    fault: str = ""
    original: str = ""


def bounded_line(file: BinaryIO) -> tuple[bytes, bool]:
    """The next line, and whether it was cut: what is beyond the limit is skipped, not read."""
    line = file.readline(LONGEST_LINE)
    if len(line) < LONGEST_LINE or line.endswith(b"\n"):
        return line, False
    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
    return line, True
