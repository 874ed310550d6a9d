"""Series of hourly counts: without their daily and weekly rhythm, and whitened by an autoregression.

A missing hour is NaN, never zero: nobody listened then.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float64]
DAY, WEEK = 24, 168
_WEEKS_FOR_WEEK, _WEEKS_FOR_DAYS = 12, 3
LARGEST_ORDER = 24
_LEAST_SPREAD = 0.1
"""An hour in which nearly nothing ever happens is not blown up."""


def without_rhythm(counts: Series) -> Series:
    """log(1 + x) less the rhythm of the week, over its usual spread at that hour of the day.

    From twelve weeks on the rhythm is the mean at the same hour of the week. Below, that mean would
    hold a good part of the hour itself, and two independent series would look alike a week apart:
    the mean at the hour of the day and then that of the weekday take its place. Without the spread,
    nights that are quiet everywhere would make independent series look alike by day.
    """
    logs = np.log1p(counts)
    if len(logs) >= _WEEKS_FOR_WEEK * WEEK:
        rest = logs - _repeated(logs, WEEK, np.mean)
    else:
        rest = logs - _repeated(logs, DAY, np.mean)
        rest = rest - _of_weekdays(rest)
    spread = _repeated(rest, DAY, np.std)
    scaled: Series = rest / np.maximum(spread, _LEAST_SPREAD)
    return scaled


def _of_weekdays(values: Series) -> Series:
    """The mean of each of the seven days, counted from the first hour; nothing below three weeks."""
    hours = len(values)
    if hours < _WEEKS_FOR_DAYS * WEEK:
        return np.zeros(hours)
    weekday = np.arange(hours) // DAY % 7
    means = [float(np.nanmean(values[weekday == day])) for day in range(7)]
    return np.array(means)[weekday]


def _repeated(values: Series, period: int, measure: Callable[[Series], Any]) -> Series:
    """The measure of the known values at each place of the period, as long as the series."""
    places = (values[place::period] for place in range(period))
    known = (part[~np.isnan(part)] for part in places)
    measures = [float(measure(part)) if part.size else 0.0 for part in known]
    return np.resize(np.array(measures), len(values))


def lagged(series: Series, order: int) -> NDArray[np.float64]:
    """Columns of the series 1 … `order` hours before, for the hours from `order` on."""
    return np.column_stack([series[order - k : len(series) - k] for k in range(1, order + 1)])


def autoregression(series: Series) -> Series:
    """Coefficients of AR(p), p ≤ 24 by AIC, all orders over the same hours (Akaike 1974)."""
    largest = min(LARGEST_ORDER, max(1, len(series) // 10))
    before, now = lagged(series, largest), series[largest:]
    known = ~np.isnan(now) & ~np.isnan(before).any(axis=1)
    before, now = before[known], now[known]
    best, found = np.inf, np.zeros(0)
    for order in range(largest + 1):
        weights = _least_squares(before[:, :order], now)
        rest = now - before[:, :order] @ weights
        score = len(now) * np.log(max(float(rest @ rest), 1e-12) / max(len(now), 1)) + 2 * order
        if score < best:
            best, found = score, weights
    return found


def whitened(series: Series, weights: Series) -> Series:
    """What the autoregression did not expect; the first hours, and those after a gap, are missing."""
    order = len(weights)
    if not order:
        return series.copy()
    rest = series[order:] - lagged(series, order) @ weights
    return np.concatenate([np.full(order, np.nan), rest])


def _least_squares(columns: NDArray[np.float64], target: Series) -> Series:
    if not columns.shape[1]:
        return np.zeros(0)
    weights: Any = np.linalg.lstsq(columns, target, rcond=None)[0]
    return np.asarray(weights, dtype=np.float64)
