"""How long people wait: the Kaplan–Meier estimate, which does not forget those who were never answered.

Kaplan, E. L. and Meier, P. (1958), Nonparametric estimation from incomplete observations, JASA 53;
variance after Greenwood (1926); interval on the log-log scale (Kalbfleisch and Prentice 1980).
Why not a mean of the answered: it leaves out whoever still waits, and so flatters the slow.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

Z95 = 1.959964
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True)
class Curve:
    """S(t) just after each time at which somebody was answered: `times` rising, `share` who still wait."""

    times: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    count: int
    """People behind it, answered or not."""

    def at(self, time: float) -> float:
        """The share that still waits after `time`; 1 before the first answer."""
        place = bisect_right(self.times, time)
        return self.share[place - 1] if place else 1.0

    def quantile(self, part: float) -> float | None:
        """The time after which at least `part` of all are answered; None where that is not reached."""
        reached = (
            time
            for time, left in zip(self.times, self.share, strict=True)
            if left <= 1 - part + 1e-12
        )
        return next(reached, None)

    @property
    def median(self) -> float | None:
        """Half are answered within it; None: not reached."""
        return self.quantile(0.5)


def curve(times: Sequence[float], is_answered: Sequence[bool | int]) -> Curve:
    """From each person's waiting time, and whether it ended in an answer (else it goes on, or was given up)."""
    people = list(zip(times, is_answered, strict=True))
    answered = Counter(time for time, ended in people if ended)
    left = Counter(time for time, ended in people if not ended)
    levels = sorted(answered.keys() | left.keys())
    return counted(levels, [answered[one] for one in levels], [left[one] for one in levels])


def counted(levels: Sequence[float], answered: Sequence[int], left: Sequence[int]) -> Curve:
    """From how many were answered, and how many left unanswered, at each rising time of `levels`.

    At one time answers come before leavings, as is usual. Three sequences of one length.
    """
    everybody = sum(answered) + sum(left)
    at_risk, share, greenwood = everybody, 1.0, 0.0
    rows = []
    for level, deaths, gone in zip(levels, answered, left, strict=True):
        if deaths:
            share *= 1 - deaths / at_risk
            if at_risk > deaths:
                greenwood += deaths / (at_risk * (at_risk - deaths))
            rows.append((float(level), share, *_interval(share, greenwood)))
        at_risk -= deaths + gone
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return Curve(columns[0], columns[1], columns[2], columns[3], everybody)


def _interval(share: float, greenwood: float) -> tuple[float, float]:
    """95 %, on the log-log scale; where nobody is left it has no width."""
    if not 0 < share < 1:
        return share, share
    width = Z95 * sqrt(greenwood) / abs(log(share))
    return share ** exp(width), share ** exp(-width)
