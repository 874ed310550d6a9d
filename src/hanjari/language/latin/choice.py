"""The choice among Latin languages: the table's scores, and what is known before a letter is read."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hanjari.language.latin.features import Features, Places
from hanjari.language.latin.table import LATIN, LatinTable

PRIOR, PRIOR_MARKED = 80.0, 25.0
"""How far another language must lead English, in log-odds times letters; less where a letter is marked.

Chosen so that one English word in a thousand is taken for another language (docs/models/language-id.md);
a lead of 80 is 8.0 for a word of ten letters and 1.1 for a sentence.
"""

_TABLE = Path(__file__).parents[1] / "weights" / "free" / "latin.npz"


@cache
def latin_table() -> LatinTable:
    """The shipped table, read once."""
    return LatinTable.load(_TABLE)


def latin_languages(
    codes: NDArray[np.uint32], edges: Places, rows: Places, among: Collection[str] | None = None
) -> NDArray[np.int64] | int:
    """For each row of the buffer the place of its language in `LATIN`; see `languages_of`."""
    listened = [place for place, code in enumerate(LATIN) if among is None or code in among]
    if len(listened) < 2 or not len(rows):
        return listened[0] if listened else 0
    features = Features(codes, edges, rows)
    scores = latin_table().scores(features)
    if among is not None:
        scores[:, [place for place in range(len(LATIN)) if place not in listened]] = -np.inf
        return np.asarray(scores.argmax(axis=1), dtype=np.int64)
    return _english_first(scores, features)


def _english_first(scores: NDArray[np.float32], features: Features) -> NDArray[np.int64]:
    """The best language when it leads English clearly for the letters there are, else English."""
    others = 1 + scores[:, 1:].argmax(axis=1)
    lead = (np.take_along_axis(scores, others[:, None], 1)[:, 0] - scores[:, 0]) * features.lengths
    is_marked = np.maximum.reduceat(features.letters, features.starts) > 127
    return np.where(lead > np.where(is_marked, PRIOR_MARKED, PRIOR), others, 0)
