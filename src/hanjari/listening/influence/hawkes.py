"""The bivariate Hawkes process with exponential kernels: fitting it, and rescaling times by it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanjari.listening.influence.series import Series

SIDES = (0, 1)
ROUNDS, ENOUGH = 120, 1e-4
_SLOWEST, _FASTEST = 1 / 72, 12.0
"""Bounds of β per hour: beyond three days it is background, below five minutes a machine."""
_STRETCH = 300.0
"""β·t within one piece of the sums, so that no exponential overflows."""


@dataclass(frozen=True)
class Excitation:
    """A fitted process. Rows of the matrices are the followed sides, columns those they follow."""

    background: NDArray[np.float64]
    """Events an hour at each hour of the day, a side a row."""
    branching: NDArray[np.float64]
    decay: NDArray[np.float64]
    owed: NDArray[np.float64]
    """Share of a side's events that follow from one of the other or the same side."""
    phase: float
    """The hour of the day at which time begins."""


def excited(times: Series, sources: Series, decay: float) -> tuple[Series, Series]:
    """Σ e^{-β(t-s)} and Σ (t-s) e^{-β(t-s)} over the sources s before each t; both sorted, O(n)."""
    sums, ages = np.zeros(len(times)), np.zeros(len(times))
    last = max([0.0, *times[-1:], *sources[-1:]])
    held, aged, start = 0.0, 0.0, 0.0
    while start <= last and len(times):
        end = start + _STRETCH / decay
        some = sources[np.searchsorted(sources, start) : np.searchsorted(sources, end)] - start
        first, beyond = np.searchsorted(times, start), np.searchsorted(times, end)
        grown = np.exp(decay * some)
        rising = np.concatenate([[held], held + np.cumsum(grown)])
        weighed = np.concatenate([[-aged], -aged + np.cumsum(some * grown)])
        at = times[first:beyond] - start
        place, faded = np.searchsorted(some, at), np.exp(-decay * at)
        sums[first:beyond] = faded * rising[place]
        ages[first:beyond] = at * sums[first:beyond] - faded * weighed[place]
        faded_out = np.exp(-_STRETCH)
        aged = faded_out * (rising[-1] * (end - start) - weighed[-1])
        held, start = faded_out * rising[-1], end
    return sums, ages


def fitted(events: list[Series], span: float, phase: float) -> Excitation:
    """Expectation and maximisation from a half-way start until nothing moves."""
    counts = np.array([max(1, len(one)) for one in events], dtype=float)
    background = np.repeat(counts[:, None] / span / 2, 24, axis=1)
    branching, decay = np.full((2, 2), 0.25), np.full((2, 2), 0.5)
    hours = [_hour(one, phase) for one in events]
    shares = _hours_of_day(span, phase)
    owed = np.zeros((2, 2))
    for _ in range(ROUNDS):
        before = branching
        branching, decay, background = branching.copy(), decay.copy(), background.copy()
        for side in SIDES:
            parts = _parts(events, side, before, decay)
            rate = background[side, hours[side]] + sum(part for part, _age in parts)
            own = background[side, hours[side]] / rate
            for other, (part, age) in enumerate(parts):
                offspring = float((part / rate).sum())
                waited = float((age / rate).sum())
                seen = (1 - np.exp(-decay[side, other] * (span - events[other]))).sum()
                branching[side, other] = offspring / max(float(seen), 1e-9)
                decay[side, other] = np.clip(offspring / max(waited, 1e-9), _SLOWEST, _FASTEST)
                owed[side, other] = offspring / counts[side]
            background[side] = _smooth(np.bincount(hours[side], own, 24)) / shares
        if np.abs(branching - before).max() < ENOUGH:
            break
    return Excitation(background, branching, decay, owed, phase)


def rescaled(found: Excitation, events: list[Series], side: int) -> Series:
    """Λ(t) at each event: under the model, a Poisson process of rate one."""
    times = events[side]
    whole = _background_until(times, found.background[side], found.phase)
    for other in SIDES:
        sums, _ages = excited(times, events[other], found.decay[side, other])
        before = np.searchsorted(events[other], times)
        whole = whole + found.branching[side, other] * (before - sums)
    return np.asarray(whole, dtype=np.float64)


def _parts(
    events: list[Series], side: int, branching: NDArray[np.float64], decay: NDArray[np.float64]
) -> list[tuple[Series, Series]]:
    """What each other side adds to the rate at this side's events, and the same weighed by age."""
    parts = []
    for other in SIDES:
        sums, ages = excited(events[side], events[other], decay[side, other])
        weight = branching[side, other] * decay[side, other]
        parts.append((weight * sums, weight * ages))
    return parts


def _hour(times: Series, phase: float) -> NDArray[np.int64]:
    hours: NDArray[np.int64] = ((times + phase) % 24).astype(np.int64)
    return hours


def _hours_of_day(span: float, phase: float) -> Series:
    """How many hours of the span lie in each hour of the day."""
    steps = np.arange(0, span, 0.1)
    hours: Series = np.maximum(np.bincount(_hour(steps, phase), minlength=24) * 0.1, 1e-9)
    return hours


def _smooth(counts: NDArray[Any]) -> Series:
    """Each hour with a quarter of either neighbour: 24 free hours would fit noise."""
    smooth: Series = 0.5 * counts + 0.25 * (np.roll(counts, 1) + np.roll(counts, -1))
    return smooth


def _background_until(times: Series, rates: Series, phase: float) -> Series:
    """∫₀ᵗ μ, hour by hour."""
    sums = np.concatenate([[0.0], np.cumsum(rates)])

    def whole(at: Series) -> Series:
        days, rest = np.divmod(at, 24)
        hour = np.minimum(rest.astype(np.int64), 23)
        total: Series = days * sums[-1] + sums[hour] + (rest - hour) * rates[hour]
        return total

    since: Series = whole(times + phase) - whole(np.array([phase]))[0]
    return since
