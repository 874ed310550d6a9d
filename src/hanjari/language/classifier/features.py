"""What the classifier sees of a text: how it is worded, and its sentence vector."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams.wording import wording
from hanjari.language.meaning.encoder import embed

Matrix = NDArray[np.float32]

_MEANING = 2.0
"""Length of the vector beside the wording, which has length 1."""


def features(texts: Sequence[str], *, with_meaning: bool) -> Matrix:
    """Feature matrix (n, width), float32; each block of a row has one length, or 0 for an empty text."""
    rows = wording(texts)
    if not with_meaning:
        return rows
    return np.concatenate([rows, _MEANING * embed(texts)], axis=1)
