"""Tables as comma-separated lines, one at a time, that a spreadsheet opens and never runs."""

import csv
from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
"""Without it Excel reads Korean CSV in the wrong encoding."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Echo:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A head, then each row."""
    writer = csv.writer(_Echo())
    yield BOM + str(writer.writerow(columns))
    for row in rows:
        yield str(writer.writerow([plain(cell) for cell in row]))


def plain(cell: object) -> object:
    """What a spreadsheet would run as a formula, behind an apostrophe (OWASP, CSV Injection).

    Blanks before the sign do not save anybody: some programs trim them.
    """
    if not isinstance(cell, str):
        return cell
    starts = cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)
    return f"'{cell}" if starts else cell
