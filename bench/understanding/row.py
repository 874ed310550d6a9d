"""One line of the table: what was measured, on how much, how sure we are, how fast.

All figures are percentages. `data_file` finds the public data sets, which the repository does not hold.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.generic] | Sequence[Any]
_Z = 1.959964
"""97.5 % quantile of the normal distribution: two-sided 95 %."""


@dataclass(frozen=True)
class Row:
    """A task's figure with its 95 % interval, beside the floor known and the goal set."""

    task: str
    measure: str
    measured: float
    interval: tuple[float, float]
    n: int
    floor: float | None = None
    goal: float | None = None
    speed: float | None = None
    """Texts per second of CPU on one core."""
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the figure itself reaches the goal (not its lower bound)."""
        return self.goal is None or self.measured >= self.goal


def data_file(*parts: str) -> Path | None:
    """A file of the data folder (HANJARI_DATA, else `shared/data` beside the checkout), if it is there."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    found = Path(os.environ.get("HANJARI_DATA", beside)).joinpath(*parts)
    return found if found.exists() else None


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson's score interval of a share, in percent (E. B. Wilson, JASA 22, 1927)."""
    if n == 0:
        return 0.0, 100.0
    share = hits / n
    middle = share + _Z * _Z / (2 * n)
    reach = _Z * ((share * (1 - share) + _Z * _Z / (4 * n)) / n) ** 0.5
    scale = 100 / (1 + _Z * _Z / n)
    return max(0.0, (middle - reach) * scale), min(100.0, (middle + reach) * scale)


def bootstrap(
    score: Callable[..., float], *columns: Labels, rounds: int = 500, seed: int = 4
) -> tuple[float, float]:
    """95 % percentile bootstrap of `score(*columns)`, rows drawn with replacement."""
    arrays = [np.asarray(column) for column in columns]
    rng = np.random.default_rng(seed)
    n = len(arrays[0])
    draws = (rng.integers(0, n, n) for _ in range(rounds))
    scores = [score(*(array[drawn] for array in arrays)) for drawn in draws]
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


def accuracy(truth: Labels, told: Labels) -> float:
    """Share of equal labels, in percent."""
    return 100 * float(np.mean(np.asarray(truth) == np.asarray(told)))


def macro_recall(truth: Labels, told: Labels) -> float:
    """Mean recall over the classes of `truth`, in percent (SemEval-2017 Task 4A's measure)."""
    truth, told = np.asarray(truth), np.asarray(told)
    return 100 * float(np.mean([np.mean(told[truth == c] == c) for c in np.unique(truth)]))


def macro_f1(truth: Labels, told: Labels) -> float:
    """Unweighted mean of the classes' F1, in percent."""
    truth, told = np.asarray(truth), np.asarray(told)
    return float(np.mean([f1(truth == c, told == c) for c in np.unique(truth)]))


def f1(truth: Labels, told: Labels) -> float:
    """F1 of yes/no labels, in percent."""
    truth, told = np.asarray(truth, bool), np.asarray(told, bool)
    hits = float(np.sum(truth & told))
    return 100 * 2 * hits / max(1.0, float(truth.sum() + told.sum()))


def speed(function: Callable[[Any], object], texts: Sequence[str], seconds: float = 1.0) -> float:
    """Texts per second of CPU, the best of the rounds that fit into the time; the first call warms up."""
    function(texts)
    best, until = 0.0, time.process_time() + seconds
    while time.process_time() < until:
        start = time.process_time()
        function(texts)
        best = max(best, len(texts) / max(1e-9, time.process_time() - start))
    return best
