"""Understanding, measured: what `read()` gets right, how sure that is, and how fast it is.

    python bench/language.py [TASK …]

Every figure is of texts that no shipped weight has seen, with its 95 % interval, beside the floor
known before and the goal. Needs the public data sets (`HANJARI_DATA`); a task without its set is left out.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

if TYPE_CHECKING:
    from understanding.row import Row

TASKS = ("korean", "heads", "english", "intents", "meaning", "language_id", "whole")


def main() -> None:
    """Print the table, task by task."""
    print(
        f"{'task':<28} {'measure':<40} {'floor':>7} {'goal':>8} {'measured':>9}  interval          n     texts/s/core"
    )
    for task in sys.argv[1:] or TASKS:
        for row in import_module(f"understanding.{task}").rows():
            print(_line(row), flush=True)


def _line(row: "Row") -> str:
    floor = "" if row.floor is None else f"{row.floor:g}"
    goal = "" if row.goal is None else f"≥ {row.goal:g}"
    low, high = row.interval
    rate = "" if row.speed is None else f"{row.speed:12,.0f}"
    mark = "" if row.is_met else " below the goal"
    return (
        f"{row.task:<28} {row.measure:<40} {floor:>7} {goal:>8} {row.measured:>9.5g}"
        f"  {low:.5g}–{high:<8.5g} {row.n:>7,} {rate}{mark} {row.note}"
    )


if __name__ == "__main__":
    main()
