"""Heads: what a message does besides feeling good or bad: asks, demands, complains, thanks, insults.

Owns: sentences of a batch, the heads' labels, and how their tables' sums become probabilities.
Calls: grams, weights.
Announces: nothing.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams import Batch, Table
from hanjari.language.heads.sentences import Endings, Sentences
from hanjari.language.weights import shipped

ACTS = (
    "fragment", "statement", "question", "command", "rhetorical_question", "rhetorical_command", "intonation",
)  # fmt: skip
"""Speech acts in the order of 3i4K (Cho et al. 2018); each Korean sentence has one."""

_QUESTION, _INTONATION = ACTS.index("question"), ACTS.index("intonation")

HEARD = ("complaint", "thanks", "anger", "praise")
"""Those feelings of the table that say what to do with a message; doubt and worry stand in it too."""
ABUSE = ("offensive", "hateful")
"""`offensive` is true of hateful messages too."""

ASKS = ("question", "request", "trouble")
"""What English sentences do; `trouble` is something gone wrong, told calmly or not."""

Floats = NDArray[np.float32]
_CERTAIN = np.float32(30)
"""Log-odds beyond which a float32 probability no longer changes."""


def scores(batch: Batch, language: str) -> dict[str, Floats]:
    """Probabilities (texts,) by head for a batch in one language; 0.5 is where its F1 was best.

    `ko`: `ACTS` with `request` as another name of `command`, `HEARD`, `ABUSE`. `en`: `ASKS`, `spam`.
    Any other language has no heads.
    """
    if language == "ko":
        return _korean(batch)
    return _english(batch) if language == "en" else {}


def acts(batch: Batch, tables: tuple[Table, Table] | None = None, *, whole: bool = False) -> Floats:
    """Probabilities (texts, 7) of `ACTS`: each that of the sentence of the text which most likely does it.

    Rows add up to 1 where the text is one sentence, always so with `whole`.
    """
    grams, endings = tables or _act_tables()
    sentences = Sentences(batch, whole=whole)
    odds = grams.scores(sentences) + endings.scores(Endings(sentences))
    shares = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    _hear_marks(shares, sentences)
    return sentences.highest(shares)


def _hear_marks(shares: Floats, sentences: Sentences) -> None:
    """What only the voice would tell (방수 돼요) is a question where it is written with a question mark.

    3i4K has no marks, so its labels cannot teach this.
    """
    if len(shares):
        marks = np.add.reduceat(sentences.codes == ord("?"), sentences.starts, dtype=np.int64)
        open_ones = np.where(marks > 0, shares[:, _INTONATION], 0)
        shares[:, _QUESTION] += open_ones
        shares[:, _INTONATION] -= open_ones


def _korean(batch: Batch) -> dict[str, Floats]:
    found = dict(zip(ACTS, acts(batch).T, strict=True))
    table = comments()
    found |= zip(table.labels, _probabilities(table.scores(batch)).T, strict=True)
    found["request"] = found["command"]
    return found


def _english(batch: Batch) -> dict[str, Floats]:
    sentences, asks = Sentences(batch), shipped("english-asks")
    odds = sentences.highest(asks.scores(sentences))
    found = dict(zip(ASKS, _probabilities(odds).T, strict=True))
    found["spam"] = _probabilities(shipped("english-spam").scores(batch))[:, 0]
    return found


def _probabilities(odds: Floats) -> Floats:
    chances = 1 / (1 + np.exp(-np.clip(odds, -_CERTAIN, _CERTAIN)))
    return chances.astype(np.float32, copy=False)


def _act_tables() -> tuple[Table, Table]:
    return shipped("korean-speech-act"), shipped("korean-speech-act-endings")


@cache
def comments() -> Table:
    """Feelings and abuse share look-ups: both read the whole message. Doubt and worry decide nothing."""
    both = Table.joined([shipped("korean-feelings"), shipped("korean-abuse")])
    return both.only((*HEARD, *ABUSE))
