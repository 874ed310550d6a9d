"""Kinds by meaning: what a message is when no listed word tells it (the blade flew off and cut my hand).

Word lists find what is worded as they foresee; sentence vectors find its like. About 1 ms a text and
160 MB, so never at ingest: an errand after it, that raises what the rules heard too low.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hanjari.language.meaning.encoder import embed
from hanjari.language.weights import FREE

RAISES = 0.7
"""From here a kind by meaning may raise a message: 2 % of everyday comments do (docs/models/kinds.md)."""

Probabilities = dict[str, float]


def kinds_of(texts: Sequence[str]) -> list[Probabilities]:
    """For each text the probability of each intent, and of the two high levels of urgency.

    Trained on our own lists of messages (`training/kinds.py`); docs/models/kinds.md has the figures.
    An empty text has none.
    """
    names, weights, biases = _weights()
    vectors = embed(texts)
    odds = vectors @ weights + biases
    probabilities = 1 / (1 + np.exp(-odds))
    return [
        dict(zip(names, map(float, row), strict=True)) if vector.any() else {}
        for row, vector in zip(probabilities, vectors, strict=True)
    ]


@lru_cache(maxsize=1)
def _weights() -> tuple[tuple[str, ...], NDArray[np.float32], NDArray[np.float32]]:
    with np.load(FREE / "kinds.npz", allow_pickle=False) as found:
        names = tuple(map(str, found["kinds"]))
        return names, found["weights"].astype(np.float32), found["biases"]
