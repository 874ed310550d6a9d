"""Decisions: what a reading says as log-odds of labels, and what shifted log-odds say as a reading.

Training and reading use the same two functions, so that what the back-test measured is what happens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanjari.language.intents import ASKING, JUDGED_INTENTS, SURE, primary
from hanjari.language.reading import Reading, Sentiment

Odds = NDArray[np.float64]
"""Log-odds, (texts, labels)."""

MOODS = ("negative", "neutral", "positive")
LABELS = (
    *(f"sentiment:{name}" for name in MOODS),
    *(f"intent:{name}" for name in JUDGED_INTENTS),
    "needs_answer",
    "abuse",
    *(f"urgency:{level}" for level in (2, 3, 4)),
)
"""What a company's tables can shift; urgency:3 is the odds of being at least so urgent."""

NEVER_LOWERED = ("intent:incident", "urgency:4")
"""Anyone may raise an alarm; a table never takes one back."""

TELLING = 0.5
"""Log-odds below which a shift is left alone, and the reading with it."""

_CLEAR = 0.6
"""Probability from which a mood gets its name; below it the mood is not sure."""
_SELDOM = 0.05
"""Probability of an intent without any cue."""
_YES, _NO = 0.9, 0.1
"""Of a label that the base only says or does not say."""


@dataclass(frozen=True)
class Part:
    """What is trained, tested and taken or refused as one: its name and the labels it needs."""

    name: str
    labels: tuple[str, ...]

    @property
    def columns(self) -> list[int]:
        """Where its labels stand in `LABELS`."""
        return [LABELS.index(label) for label in self.labels]


PARTS = (
    Part("sentiment", tuple(f"sentiment:{name}" for name in MOODS)),
    *(Part(f"intent:{name}", (f"intent:{name}",)) for name in JUDGED_INTENTS),
    Part("needs_answer", ("needs_answer",)),
    Part("abuse", ("abuse",)),
    Part("urgency", ("urgency:2", "urgency:3", "urgency:4")),
)


def log_odds(readings: Sequence[Reading]) -> Odds:
    """The log-odds of `LABELS` that readings stand for: (texts, labels)."""
    told = [[_logit(p) for p in _probabilities(reading)] for reading in readings]
    return np.array(told, dtype=np.float64).reshape(len(readings), len(LABELS))


def _probabilities(reading: Reading) -> list[float]:
    said = reading.intents
    abuse = max(said.get("abuse", _SELDOM), _YES if reading.abuse else 0)
    return [
        *_moods(reading.sentiment),
        *(said.get(name, _SELDOM) for name in JUDGED_INTENTS),
        _YES if reading.needs_answer else _NO,
        abuse,
        *(_YES if reading.urgency >= level else _NO / 2 for level in (2, 3, 4)),
    ]


def _moods(sentiment: Sentiment) -> list[float]:
    """A mood without a name leans by its score, and never as far as a name."""
    if sentiment.label is None:
        lean = max(-1.0, min(1.0, sentiment.score)) * 0.2
        return [1 / 3 - lean, 1 / 3, 1 / 3 + lean]
    clear = max(sentiment.confidence, _CLEAR + 0.02)
    return [clear if name == sentiment.label else (1 - clear) / 2 for name in MOODS]


def decided(part: Part, odds: Odds) -> NDArray[np.int64]:
    """What a part says of each text, from log-odds (texts, labels of the part), as a number.

    A mood: its place in `MOODS`, 3 for not sure; an urgency: 1 to 4; else 0 or 1.
    """
    if part.name == "sentiment":
        shares = _shares(odds)
        return np.where(shares.max(axis=1) >= _CLEAR, shares.argmax(axis=1), 3)
    if part.name == "urgency":
        levels = np.where(odds > 0, np.array([2, 3, 4]), 1)
        return np.asarray(levels.max(axis=1), dtype=np.int64)
    return np.asarray(odds[:, 0] > 0, dtype=np.int64)


def safe(shifts: Odds, labels: Sequence[str]) -> Odds:
    """Shifts that lower no alarm."""
    kept = shifts.copy()
    for column, label in enumerate(labels):
        if label in NEVER_LOWERED:
            np.maximum(kept[:, column], 0, out=kept[:, column])
    return kept


def applied(reading: Reading, odds: NDArray[np.float64], shift: NDArray[np.float64]) -> Reading:
    """The reading with its labels moved; both arrays are of one text, over `LABELS`."""
    moved = np.abs(shift) >= TELLING
    now = odds + shift
    intents = _intents(reading, now, moved)
    fields: dict[str, Any] = {
        "intents": intents,
        "intent": primary(intents),
        "abuse": _is_said(reading.abuse, "abuse", now, moved),
        "needs_answer": _needs_answer(reading, intents, now, moved),
    }
    mood, urgency = PARTS[0].columns, PARTS[-1].columns
    if moved[urgency].any():
        fields["urgency"] = int(decided(PARTS[-1], now[None, urgency])[0])
    if moved[mood].any():
        fields["sentiment"] = _sentiment(now[mood])
    return reading.changed(**fields)


def _intents(
    reading: Reading, now: NDArray[np.float64], moved: NDArray[np.bool_]
) -> dict[str, float]:
    found = dict(reading.intents)
    for name in (*JUDGED_INTENTS, "abuse"):
        column = LABELS.index("abuse" if name == "abuse" else f"intent:{name}")
        if moved[column]:
            found[name] = round(float(_sigmoid(now[column])), 3)
    return {name: p for name, p in found.items() if p > _SELDOM or name in reading.intents}


def _is_said(said: Any, label: str, now: NDArray[np.float64], moved: NDArray[np.bool_]) -> bool:
    column = LABELS.index(label)
    return bool(now[column] > 0) if moved[column] else said


def _needs_answer(
    reading: Reading,
    intents: dict[str, float],
    now: NDArray[np.float64],
    moved: NDArray[np.bool_],
) -> bool:
    """An intent that asks for something and is new asks for an answer, too."""
    asks = {name for name in ASKING if intents.get(name, 0) >= SURE}
    asked = {name for name in ASKING if reading.intents.get(name, 0) >= SURE}
    said = reading.needs_answer or bool(asks - asked)
    return _is_said(said, "needs_answer", now, moved)


def _sentiment(odds: NDArray[np.float64]) -> Sentiment:
    shares = _shares(odds[None, :])[0]
    best = int(shares.argmax())
    confidence = float(shares[best])
    return Sentiment(
        round(float(shares[2] - shares[0]), 3),
        MOODS[best] if confidence >= _CLEAR else None,
        round(confidence, 3),
    )


def _shares(odds: Odds) -> Odds:
    likely = _sigmoid(odds)
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def _logit(p: float) -> float:
    p = min(max(p, 0.01), 0.99)
    return float(np.log(p / (1 - p)))
