"""The second look: Korean texts of which the table is unsure are read again, by the encoder."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language.encoder import encode

UNSURE = 1.1
"""Log-odds below which the table is unsure: a fifth of all reviews."""
TURNED = 2.75
"""Log-odds below which it is not trusted where a word may turn the meaning: grams do not see what 안 turns."""
TABLE, ENCODER = 0.3, 0.75
"""What their log-odds count together, so that the sum is calibrated (logistic regression on films for tuning)."""

_TURNS = re.compile("안 |안[가-힣]|못|않|없|아니|아님|별로|덜 |말고|그닥|전혀|커녕").search

Odds = NDArray[np.float32]


def looked_again(polarity: Odds, texts: Sequence[str]) -> Odds:
    """Log-odds of positive (texts,), better founded where they were small or a word may turn them."""
    lean = np.abs(polarity)
    turns = np.fromiter((_TURNS(text) is not None for text in texts), bool, len(texts))
    unsure = np.flatnonzero((lean < UNSURE) | (turns & (lean < TURNED)))
    if len(unsure):
        seen = encode([texts[place] for place in unsure.tolist()], heads=("sentiment",))
        polarity = polarity.copy()
        polarity[unsure] = TABLE * polarity[unsure] + ENCODER * seen["sentiment"]
    return polarity
