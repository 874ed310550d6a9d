"""How far the lead between news and social can be trusted: simulated topics with a planted lag, and without.

    python bench/influence.py

Ends 1 below a goal. Counts are Poisson with a day's rhythm over a bursty level, AR(1) in the logarithm.
"""

import sys
from time import process_time

import numpy as np
from numpy.typing import NDArray

from hanjari.listening.influence import leading, predicting

Counts = NDArray[np.float64]
WEEK = 168
LAGS = (-30, -5, 0, 1, 5, 40)
TOPICS, PLANTED = 200, 20


def rhythm(hours: int) -> Counts:
    """People sleep: a day's shape between .3 and 1.7."""
    shape: Counts = 1 + 0.7 * np.sin(2 * np.pi * (np.arange(hours) - 9) / 24)
    return shape


def bursts(rng: np.random.Generator, hours: int) -> Counts:
    """What excites people: an AR(1) in the logarithm, as bursty as topics are."""
    level = np.zeros(hours)
    for hour in range(1, hours):
        level[hour] = 0.7 * level[hour - 1] + rng.normal(0, 0.6)
    return level


def counts(rng: np.random.Generator, level: Counts, rate: float) -> Counts:
    """Hourly counts around a level."""
    return rng.poisson(rate * rhythm(len(level)) * np.exp(level)).astype(np.float64)


def planted(seed: int, lag: int, weeks: int = 4) -> tuple[Counts, Counts]:
    """(news, social): social appears `lag` hours before news."""
    rng = np.random.default_rng(seed)
    hours, pad = weeks * WEEK, 60
    level = bursts(rng, hours + 2 * pad)
    social = counts(rng, level[pad : pad + hours], 4)
    news = counts(rng, level[pad - lag : pad - lag + hours], 2)
    return news, social


def independent(seed: int, weeks: int = 4) -> tuple[Counts, Counts]:
    """(news, social) that share the rhythm of the day and nothing else."""
    rng = np.random.default_rng(seed)
    hours = weeks * WEEK
    return counts(rng, bursts(rng, hours), 2), counts(rng, bursts(rng, hours), 4)


def main() -> int:
    """Print the table; 1 when a goal is missed."""
    began, reached = process_time(), []
    for weeks in (1, 4):
        found = [leading.lead(*independent(seed, weeks)) for seed in range(TOPICS)]
        alike = sum(one.is_there for one in found)
        said = sum(one.first in {"social", "news"} for one in found)
        print(f"independent, {weeks} weeks: alike {alike}/{TOPICS}, a first mover {said}/{TOPICS}")
        strong = [leading.lead(*planted(seed, 5, weeks)) for seed in range(PLANTED)]
        told = sum(one.first == "social" for one in strong)
        print(f"planted +5 h, {weeks} weeks: told {told}/{PLANTED}")
        reached += [said <= 0.05 * TOPICS, told >= 0.9 * PLANTED]
    every = [(lag, leading.lead(*planted(seed, lag))) for lag in LAGS for seed in range(PLANTED)]
    covered = sum(one.low <= lag <= one.high for lag, one in every)
    near = sum(abs(one.lag - lag) <= 1 for lag, one in every)
    print(
        f"planted {LAGS} h, 4 weeks: within 1 h {near}/{len(every)}, covered {covered}/{len(every)}"
    )
    reached += [near >= 0.95 * len(every), covered >= 0.95 * len(every)]
    none = [predicting.prediction(*independent(seed)) for seed in range(TOPICS)]
    chances = np.array([[one.social_to_news, one.news_to_social] for one in none])
    print(f"Granger, independent, at .05: {(chances < 0.05).mean():.3f}")
    some = [predicting.prediction(*planted(seed, 3)) for seed in range(PLANTED)]
    seen = sum(one.social_to_news < 0.01 for one in some)
    print(f"Granger, planted +3 h: {seen}/{PLANTED}")
    reached += [(chances < 0.05).mean() <= 0.06, seen >= 0.95 * PLANTED]
    print(
        f"{process_time() - began:.0f} s of one core; goals reached: {sum(reached)} of {len(reached)}"
    )
    return int(not all(reached))


if __name__ == "__main__":
    sys.exit(main())
