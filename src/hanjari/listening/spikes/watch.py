"""The watch over very many streams of counts at once: a few numbers a key, one vectorised tick a bin.

Of every key it knows what all but one bin in 500 stay below, in the logarithm of the last twenty minutes'
count: a quantile followed by stochastic approximation (Robbins & Monro 1951: a step up of `q` when a bin lies
above, down of `1 - q` when below). Its long tail is what tells a burst from a busy evening, so no season of the
day is fitted: on the benchmark's series that did harm. To the distance from it, a little is added of how many
deviations the newest bin lies above the last hours' average of logarithms (EWMA), so that what rises suddenly is
told sooner than what creeps up.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]

ALARM = 0.5
"""From this score on a bin is an alarm."""
WINDOW_MINUTES = 20
TOP = 0.998
STEP = 0.03
"""Of the quantile, for five minutes; larger in a key's first days, so that it is soon where it belongs."""
LEARNING_BINS = 100
HALF_LIFE_MINUTES = 360
SUDDENNESS = 0.05
SMOOTHING = 0.05
"""Variance that even the stillest stream is granted."""
EDGE, WIDTH = 0.14, 0.15
"""How far (in logarithms) above the quantile an alarm begins, and how steep the score is there."""
CHANCE = 0.6
"""Few messages vary by chance: so many deviations (one over the root of a count, in logarithms) come on top."""
FEWEST = 8
"""Messages in the window, below which nothing is ever an alarm."""
QUIET_MINUTES = 24 * 60
"""One alarm per burst: for so long after one, the key is only half as loud."""
YOUNG_MINUTES = 24 * 60
"""So long a new key only learns."""
MOST = 1e9


@dataclass
class Watch:
    """The state of so many keys, all of the same bins; every array has one place a key."""

    keys: int
    minutes: float = 5
    recent: Floats = field(init=False)
    """Counts of the window's bins but the newest: (bins - 1, keys)."""
    top: Floats = field(init=False)
    mean: Floats = field(init=False)
    variance: Floats = field(init=False)
    age: NDArray[np.int32] = field(init=False)
    """Bins seen."""
    since: NDArray[np.int32] = field(init=False)
    """Bins since the last alarm."""
    oldest: int = 0
    """Which of the recent bins the next one takes the place of."""

    def __post_init__(self) -> None:
        if self.keys < 0 or not self.minutes > 0:
            raise ValueError("a watch needs keys and bins of some minutes")
        bins = max(1, round(WINDOW_MINUTES / self.minutes))
        self.recent = np.zeros((bins - 1, self.keys), np.float32)
        for name in ("top", "mean", "variance"):
            setattr(self, name, np.zeros(self.keys, np.float32))
        self.age = np.zeros(self.keys, np.int32)
        self.since = np.full(self.keys, self._bins(QUIET_MINUTES), np.int32)

    def tick(self, counts: ArrayLike) -> Floats:
        """A bin is over: its scores (0…1, `ALARM` and more is one), and all is learned from it."""
        came = _counts(counts)
        window = self._window(came)
        value, newest = np.log1p(window), np.log1p(came)
        said = self._said(window, value, newest)
        self._learn(came, value, newest)
        self.since += 1
        self.since[said >= ALARM] = 1
        return said

    def peek(self, counts: ArrayLike) -> Floats:
        """What the bin would score if it ended now; nothing is learned. Counts only rise, so an alarm stands."""
        came = _counts(counts)
        window = self._window(came)
        return self._said(window, np.log1p(window), np.log1p(came))

    def window(self, counts: ArrayLike) -> Floats:
        """What came in the last twenty minutes, the newest bin included."""
        return self._window(_counts(counts))

    def forget(self, keys: NDArray[np.bool_]) -> None:
        """These keys are as new as on the first day."""
        for numbers in (self.top, self.mean, self.variance, self.age):
            numbers[keys] = 0
        self.since[keys] = self._bins(QUIET_MINUTES)
        self.recent[:, keys] = 0

    def _window(self, came: Floats) -> Floats:
        window = came.copy()
        for bin_ in self.recent:
            window += bin_
        return window

    def _said(self, window: Floats, value: Floats, newest: Floats) -> Floats:
        sudden = (newest - self.mean) / np.sqrt(self.variance + SMOOTHING)
        chance = CHANCE * np.exp(np.float32(-0.5) * self.top)
        off = (EDGE + chance + self.top - value - SUDDENNESS * sudden) / WIDTH
        score: Floats = 1 / (1 + np.exp(np.minimum(off, 60)))
        is_quiet = self.since < self._bins(QUIET_MINUTES)
        is_quiet |= (window < FEWEST) | (self.age < self._bins(YOUNG_MINUTES))
        score[is_quiet] *= np.float32(ALARM * 0.99)
        return score

    def _learn(self, came: Floats, value: Floats, newest: Floats) -> None:
        pace = np.float32(self.minutes / 5)
        is_first = self.age == 0
        if is_first.any():
            self.top[is_first], self.mean[is_first] = value[is_first], newest[is_first]
        step = 1 / (1 + self.age.astype(np.float32) * (pace / np.float32(LEARNING_BINS)))
        step = np.minimum(np.maximum(step, np.float32(STEP)) * pace, 1)
        self.top += step * ((value > self.top) - np.float32(1 - TOP))
        np.maximum(self.top, 0, out=self.top)
        share = np.float32(1 - 0.5 ** (self.minutes / HALF_LIFE_MINUTES))
        off = newest - self.mean
        self.mean += share * off
        self.variance = (1 - share) * (self.variance + share * off * off)
        if len(self.recent):
            self.recent[self.oldest] = came
            self.oldest = (self.oldest + 1) % len(self.recent)
        self.age += 1

    def _bins(self, minutes: float) -> int:
        return max(1, round(minutes / self.minutes))


def _counts(counts: ArrayLike) -> Floats:
    """Whatever came, as counts: nothing below nought, nothing that is no number, no infinity."""
    came: Floats = np.fmin(np.fmax(np.asarray(counts), 0), MOST).astype(np.float32)
    return came
