"""Weights: the shipped tables, by the licence of what they were trained on.

`free` holds what public-domain and attribution-only sets gave; `share_alike` is CC BY-SA 4.0 like its
sets. Each folder says its sources; each table has a card in docs/models.
"""

from functools import cache
from pathlib import Path

from hanjari.language.grams import Table

FREE = Path(__file__).parent / "free"
SHARE_ALIKE = Path(__file__).parent / "share_alike"


@cache
def shipped(name: str) -> Table:
    """A shipped table by its name, read once a process."""
    return Table.load(next(Path(__file__).parent.glob(f"*/{name}.npz")))
