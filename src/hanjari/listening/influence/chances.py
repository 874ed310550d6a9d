"""Tails of distributions that NumPy has not: F by the incomplete beta function, Kolmogorov's by its series."""

from math import exp, inf, lgamma, log, pi, sqrt
from statistics import NormalDist

_TINY, _ENOUGH, _ROUNDS = 1e-300, 1e-15, 500


def f_tail(value: float, above: float, below: float) -> float:
    """P(F > value) with `above` and `below` degrees of freedom.

    I_x(b/2, a/2) at x = b / (b + a·F) (Abramowitz and Stegun 26.6.2).
    """
    if value <= 0:
        return 1.0
    if value == inf:
        return 0.0
    return _beta(below / (below + above * value), below / 2, above / 2)


def _beta(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function I_x(a, b) (DLMF 8.17)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """DLMF 8.17.22 by the modified method of Lentz (Press et al., Numerical Recipes, 3rd ed., 6.4)."""
    upper, lower = 1.0, _kept_off_zero(1 - (a + b) * x / (a + 1))
    lower = 1 / lower
    whole = lower
    for m in range(1, _ROUNDS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        lower = 1 / _kept_off_zero(1 + even * lower)
        upper = _kept_off_zero(1 + even / upper)
        whole *= lower * upper
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        lower = 1 / _kept_off_zero(1 + odd * lower)
        upper = _kept_off_zero(1 + odd / upper)
        step = lower * upper
        whole *= step
        if abs(step - 1) < _ENOUGH:
            break
    return whole


def _kept_off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def kolmogorov_tail(distance: float, count: int) -> float:
    """P(D > distance) for `count` draws, by Kolmogorov's series with Stephens' correction (1970)."""
    root = sqrt(count)
    scaled = (root + 0.12 + 0.11 / root) * distance
    if scaled < 0.2:
        return 1.0
    if scaled < 1.18:  # the other of the two series converges faster here (Marsaglia et al. 2003)
        terms = (exp(-((2 * k - 1) ** 2) * pi**2 / (8 * scaled**2)) for k in range(1, 20))
        return max(0.0, 1 - sqrt(2 * pi) / scaled * sum(terms))
    terms = ((-1) ** (k - 1) * exp(-2 * k**2 * scaled**2) for k in range(1, 20))
    return min(1.0, max(0.0, 2 * sum(terms)))


def two_sided(share: float) -> float:
    """The normal bound that |z| passes with this chance: 1.96 for .05."""
    return NormalDist().inv_cdf(1 - share / 2)


def holm(chances: list[float]) -> list[float]:
    """Holm's step-down adjustment (1979): each chance as if it had been asked alone."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    adjusted, highest = [1.0] * len(chances), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[place]))
        adjusted[place] = highest
    return adjusted
