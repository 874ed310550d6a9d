"""The space in which texts are compared: what they mean on even axes, beside what they say.

Sentence vectors crowd around a few directions that all texts share, so unlike texts look alike.
Turning the axes to where texts of many kinds differ, and stretching them by the square root, evens
that out (after Su et al., "Whitening Sentence Representations", 2021). The wording beside it keeps
names and numbers apart. `training/axes.py` made the axes; docs/models/meaning.md has the curve.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from hanjari.language.grams.wording import wording
from hanjari.language.meaning.encoder import Vectors, embed

_AXES = Path(__file__).resolve().parents[1] / "weights" / "free" / "axes.npz"
MEANT = 0.7
"""Share of meaning in the likeness; the rest is wording."""


def placed(texts: Sequence[str]) -> Vectors:
    """Rows (n, 256 + 4,096) of length 1; a product of two is their likeness, 1 for the same text.

    An empty text gets zeros: like nothing, not even another empty text.
    """
    return np.concatenate(
        [MEANT**0.5 * evened(embed(texts)), (1 - MEANT) ** 0.5 * wording(texts)], axis=1
    )


def evened(vectors: Vectors) -> Vectors:
    """Sentence vectors (n, 512) on the even axes: (n, 256), length 1; zeros stay zeros."""
    centre, axes = _axes()
    turned = (vectors - centre) @ axes
    turned[~vectors.any(axis=1)] = 0
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    return np.asarray(turned / np.maximum(lengths, 1e-6), dtype=np.float32)


@lru_cache(maxsize=1)
def _axes() -> tuple[Vectors, Vectors]:
    with np.load(_AXES, allow_pickle=False) as found:
        return found["centre"], found["axes"] * found["scales"]
