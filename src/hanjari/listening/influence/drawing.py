"""Drawing events from a Hawkes process: first those nobody called forth, then each one's followers."""

import numpy as np

from hanjari.listening.influence.hawkes import SIDES, Excitation
from hanjari.listening.influence.series import Series

GENERATIONS, MOST = 60, 40_000


def drawn(process: Excitation, span: float, rng: np.random.Generator) -> list[Series]:
    """Sorted times of both sides within the span (Hawkes and Oakes 1974: clusters by generation)."""
    fresh = [_first(process, side, span, rng) for side in SIDES]
    everything = [[one] for one in fresh]
    for _ in range(GENERATIONS):
        fresh = [_followers(process, side, fresh, span, rng) for side in SIDES]
        if not any(map(len, fresh)) or sum(len(p) for one in everything for p in one) > MOST:
            break
        for side in SIDES:
            everything[side].append(fresh[side])
    return [np.sort(np.concatenate(parts)) for parts in everything]


def _first(process: Excitation, side: int, span: float, rng: np.random.Generator) -> Series:
    """Poisson by the hour."""
    starts = np.arange(0.0, span)
    hours = ((starts + process.phase) % 24).astype(int)
    times = np.repeat(starts, rng.poisson(process.background[side, hours]))
    times = times + rng.random(len(times))
    return np.asarray(times[times < span], dtype=np.float64)


def _followers(
    process: Excitation, side: int, parents: list[Series], span: float, rng: np.random.Generator
) -> Series:
    """What this side adds to every parent of either side."""
    parts = []
    for other in SIDES:
        counts = rng.poisson(process.branching[side, other], len(parents[other]))
        times = np.repeat(parents[other], counts)
        parts.append(times + rng.exponential(1 / process.decay[side, other], len(times)))
    times = np.concatenate(parts)
    return np.asarray(times[times < span], dtype=np.float64)
