"""Mood: negative, neutral, positive, or an honest silence; for every language what its tables can say.

Korean has log-odds of positive, looked at again where they are unsure, and of showing any feeling;
English has three classes; elsewhere words of feeling (and emoji) are all there is.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hanjari.language.intents import SURE
from hanjari.language.reading.evidence import Evidence
from hanjari.language.reading.labels import Labels
from hanjari.language.reading.message import Sentiment
from hanjari.language.reading.second import looked_again
from hanjari.language.reading.voices import Voice

CLEAR = 0.82
"""Confidence from which sentiment gets a label: four reviews in five reach it, and 94 % of them are right."""
CLEAR_OF_THREE = 0.5
"""The same where three classes compete: more likely than both others together."""
LEANS = 0.88
"""Confidence of positive or negative from which nobody is called neutral any more."""
_SUREST = 0.95
"""The most that neutral may be: the score keeps its sign."""
_WORD = 0.4
"""Log-odds that a word of feeling adds to what a table says: it knows most of them; 1.0 reads reviews worse."""
_LONE_WORD = 1.6
"""Log-odds of a word of feeling where no table speaks: one clear word, and none against it, is enough."""

_MATTER = ("question", "request", "press", "partner")
_WRONGS = ("incident", "complaint", "abuse")
_FEELING = ("complaint", "praise", "abuse", "incident")

_Floats = NDArray[np.floating]


class _Told(NamedTuple):
    """Columns of some texts: score -1 … 1, name of the label or "", confidence."""

    scores: _Floats
    names: NDArray[np.str_]
    sure: _Floats


class Mood:
    """The mood of a batch, worked out when somebody asks for it."""

    def __init__(
        self, evidence: Evidence, voices: Sequence[Voice], labels: Labels, texts: Sequence[str]
    ) -> None:
        self._voices, self._labels, self._texts = voices, labels, texts
        good, bad = evidence.count("mood:positive"), evidence.count("mood:negative")
        self._worded, self._words = (good + bad) > 0, (good - bad).astype(np.float64)

    def sentiments(self) -> list[Sentiment]:
        """One a text. Suspected sarcasm and contradiction have no label: a person decides."""
        scores, names, sure = self._of_words()
        for voice in self._voices:
            told = self._of_odds(voice) if voice.mood is None else _of_three(voice.mood)
            scores[voice.texts], names[voice.texts], sure[voice.texts] = told
        names[self._labels.sarcasm | self._contradicted(names)] = ""
        rows = zip(scores.round(3).tolist(), names.tolist(), sure.round(3).tolist(), strict=True)
        return [Sentiment(one, name or None, confidence) for one, name, confidence in rows]

    def _contradicted(self, names: NDArray[np.str_]) -> NDArray[np.bool_]:
        """Positive without a word of praise, of a message that reports harm or complains: rather silence."""
        wrongs = np.max([self._labels.intent(name) for name in _WRONGS], axis=0) >= SURE
        contradicted: NDArray[np.bool_] = (names == "positive") & wrongs & (self._words <= 0)
        return contradicted

    def _of_words(self) -> _Told:
        good = _chance(self._words * _LONE_WORD)
        sure = np.where(self._worded, np.maximum(good, 1 - good), 0.0)
        return _Told(np.where(self._worded, 2 * good - 1, 0.0), _named(good, sure), sure)

    def _of_odds(self, voice: Voice) -> _Told:
        texts = [self._texts[place] for place in voice.texts.tolist()]
        odds = looked_again(voice.polarity, texts) + self._words[voice.texts] * _WORD
        good = _chance(odds)
        sure = np.maximum(good, 1 - good)
        neutral = self._neutral(voice, sure)
        is_neutral = neutral >= SURE
        names = np.where(is_neutral, "neutral", _named(good, sure))
        return _Told((2 * good - 1) * (1 - neutral), names, np.where(is_neutral, neutral, sure))

    def _neutral(self, voice: Voice, sure: _Floats) -> _Floats:
        """Who states or asks, without a word of feeling and without a clear lean, is neutral."""
        here = voice.texts
        asks = np.max([self._labels.intent(name)[here] for name in _MATTER], axis=0)
        feels = np.max([self._labels.intent(name)[here] for name in _FEELING], axis=0)
        calm = ~self._worded[here] & (sure < LEANS) & (feels < SURE)
        plain = np.maximum(asks, 1 - _chance(voice.feeling))
        return np.where(calm, np.minimum(plain, _SUREST), 0.0)


def _of_three(odds: NDArray[np.float32]) -> _Told:
    shares = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    sure = shares.max(axis=1)
    names = np.array(["negative", "neutral", "positive"])[shares.argmax(axis=1)]
    return _Told(shares[:, 2] - shares[:, 0], np.where(sure < CLEAR_OF_THREE, "", names), sure)


def _chance(odds: _Floats) -> _Floats:
    return 1 / (1 + np.exp(-odds))


def _named(good: _Floats, sure: _Floats) -> NDArray[np.str_]:
    """Positive or negative where it is clear; the longest name makes room for all."""
    return np.where(sure < CLEAR, "", np.where(good >= SURE, "positive", "negative"))
