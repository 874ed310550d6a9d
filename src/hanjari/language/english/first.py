"""The first look: a table over words, words under a negation, and pairs of words.

The table is a logistic regression of three classes; the rated words of VADER's lexicon are folded into
its weights, so a word that no training text held still counts (docs/models/english-sentiment.md).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams.words import Words
from hanjari.language.weights import shipped

LABELS = ("negative", "neutral", "positive")
BITS = 20
_DOWN = np.uint32(32 - BITS)
TURNED = np.uint32(0x5BD1E995)
_REACH = 3
"""Words after a negation that it turns: three, as in VADER (Hutto and Gilbert, ICWSM 2014)."""

_NEGATIONS = (
    "aint ain't arent aren't cannot cant can't couldnt couldn't didnt didn't doesnt doesn't dont don't "
    "hadnt hadn't hasnt hasn't havent haven't isnt isn't mightnt mightn't mustnt mustn't neednt needn't "
    "shant shan't shouldnt shouldn't wasnt wasn't werent weren't wont won't wouldnt wouldn't "
    "neither never no none nope nor not nothing nowhere without rarely seldom despite hardly barely"
)
_NEGATES = np.zeros(1 << 16, dtype=bool)
_NEGATES[Words([_NEGATIONS]).hashes >> np.uint32(16)] = True

Slots = list[NDArray[np.intp]]


def scores(forms: Sequence[str]) -> NDArray[np.float32]:
    """Log-odds (n, 3) of `LABELS` for texts in their normal form, as if all three were equally common.

    Their differences are calibrated on tweets kept out of training: softmax gives probabilities.
    """
    words = Words(forms)
    return shipped("english-sentiment").scores_of(slots(words), words.edges)


def slots(words: Words) -> Slots:
    """For each word the slot of itself, or of itself turned, and the slot of it with the word before it."""
    seen = np.where(turned(words), words.hashes ^ TURNED, words.hashes)
    return [(seen >> _DOWN).astype(np.intp), (words.pairs >> _DOWN).astype(np.intp)]


def turned(words: Words) -> NDArray[np.bool_]:
    """Which words stand at most `_REACH` words after a negation of the same text: (w,)."""
    negates = _NEGATES[words.hashes >> np.uint32(16)]
    place = np.arange(len(negates)) - np.repeat(words.edges[:-1], np.diff(words.edges))
    found = np.zeros(len(negates), dtype=bool)
    for reach in range(1, _REACH + 1):
        found[reach:] |= negates[:-reach] & (place[reach:] >= reach)
    return found
