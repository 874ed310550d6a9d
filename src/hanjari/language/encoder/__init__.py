"""The second reader of Korean: a small net for the texts that the first stage is unsure of.

Trained on reviews and share-alike sets (see docs/models/korean-encoder.md); its weights stand under
CC BY-SA 4.0. Reads Korean alone: what it says of another language means nothing. Needs numpy.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language.encoder.grams import buffer, rolled, slots
from hanjari.language.encoder.network import Floats, Net, logits, pooled, trained

HEADS = ("sentiment", "polarity", "act", "emotion", "hate", "kind")
ACTS = (
    "fragment", "statement", "question", "command", "rhetorical question", "rhetorical command", "intonation",
)  # fmt: skip
HATE = ("none", "offensive", "hate")
KINDS = (
    "origin", "physical", "politics", "profanity", "age", "gender", "race", "religion", "none",
)  # fmt: skip
EMOTIONS = {
    "complaint": 0,
    "thanks": 4,
    "anger": 6,
    "disappointment": 10,
    "distrust": 12,
    "irritation": 22,
    "worry": 41,
}
"""Columns of the emotions that triage uses; all 44 stand in KOTE's own order."""

_CHUNK = 64
_OPEN = 1.0
"""Log odds of the first net below which the second is asked: two thirds of what the table left unsure; at 0.7 edited sentences read two points worse."""
_AGAIN = 1.95
"""What both nets' sum is of the first's log odds (least squares on films kept for tuning)."""
_ALONE = frozenset({"emotion", "kind"})
"""Heads whose marks stand beside each other; the others' add up to one."""


def encode(texts: Sequence[str], heads: Collection[str] = HEADS) -> dict[str, Floats]:
    """By head, one row a text, in the texts' order.

    `sentiment` (texts,): calibrated log odds of positive against negative, 0 is undecided.
    `polarity` (texts, 3): probabilities of negative, neutral or mixed, positive.
    `act` (texts, 7), `hate` (texts, 3): probabilities, see ACTS and HATE.
    `emotion` (texts, 44), `kind` (texts, 9): probability of each mark by itself, see KINDS.
    """
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    found = [
        _read([texts[place] for place in order[at : at + _CHUNK]], heads)
        for at in range(0, len(order), _CHUNK)
    ]
    back = np.argsort(np.array(order, np.intp))
    empty = not found
    return {
        name: _empty(name) if empty else np.concatenate([part[name] for part in found])[back]
        for name in heads
    }


def _read(texts: Sequence[str], heads: Collection[str]) -> dict[str, Floats]:
    wanted = ["rating" if name == "polarity" else name for name in heads]
    raw = _odds(trained("korean_encoder"), texts, wanted)
    if "sentiment" in raw:
        raw["sentiment"] = _by_both(texts, raw["sentiment"])
    return {name: _answer(name, raw[key]) for name, key in zip(heads, wanted, strict=True)}


def _by_both(texts: Sequence[str], first: Floats) -> Floats:
    """The sum of both nets' log odds; where the first leans clearly, as much again stands for the second's."""
    both = first * _AGAIN
    open_ = np.flatnonzero(np.abs(first[:, 0]) < _OPEN)
    if len(open_):
        second = _odds(
            trained("korean_mood"), [texts[place] for place in open_.tolist()], ["sentiment"]
        )
        both[open_] = first[open_] + second["sentiment"]
    return both


def _odds(net: Net, texts: Sequence[str], heads: Collection[str]) -> dict[str, Floats]:
    codes, breaks = buffer(texts, spaced=net.is_spaced)
    known = slots(*rolled(codes, breaks), net.owners)
    return logits(net, pooled(net, known, np.diff(breaks)), heads)


def _answer(name: str, raw: Floats) -> Floats:
    if name == "sentiment":
        return raw[:, 0]
    if name in _ALONE:
        return _logistic(raw)
    raw = np.exp(raw - raw.max(1, keepdims=True))
    raw /= raw.sum(1, keepdims=True)
    if name == "polarity":
        return np.stack([raw[:, :4].sum(1), raw[:, 4:8].sum(1), raw[:, 8:].sum(1)], 1)
    return raw


def _logistic(raw: NDArray[np.float32]) -> Floats:
    return (1 / (1 + np.exp(-np.clip(raw, -30, 30)))).astype(np.float32)


def _empty(name: str) -> Floats:
    widths = {"polarity": 3, "act": 7, "emotion": 44, "hate": 3, "kind": 9}
    return np.zeros((0, widths[name]) if name in widths else 0, np.float32)
