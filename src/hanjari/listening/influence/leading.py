"""Level 1: which series appears before the other, by cross-correlation, and how sure the lag is.

Box, Jenkins and Reinsel, Time Series Analysis, ch. 12: whiten one series by its own autoregression,
filter the other the same way, then correlate. Of independent series each correlation lies within
±1.96/√n, but the largest of 97 does not: a lead is only claimed beyond Šidák's bound for all lags.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from hanjari.listening.influence import FARTHEST
from hanjari.listening.influence.chances import two_sided
from hanjari.listening.influence.series import DAY, Series, autoregression, whitened, without_rhythm

BLOCK, DRAWS = DAY, 400
LEAST_HOURS, LEAST_EVENTS, MOST_MISSING = 7 * DAY, 50, 0.2
_LAGS = np.arange(-FARTHEST, FARTHEST + 1)


@dataclass(frozen=True)
class Lead:
    """The lag at which the two are most alike. Positive: social appears that many hours before news."""

    lag: int
    r: float
    low: int
    high: int
    """The 95 % interval of the lag."""
    band: float
    """±1.96/√n: each r of independent series lies within, 19 times of 20."""
    bound: float
    """The same for the largest of all lags."""
    course: tuple[float, ...]
    """r at each lag from -48 to 48."""

    @property
    def is_there(self) -> bool:
        """Whether they move together at any lag at all."""
        return abs(self.r) > self.bound

    @property
    def first(self) -> str:
        """`social`, `news`, `together`, or '' where nothing can be said."""
        if not self.is_there or self.high - self.low > FARTHEST:
            return ""
        if self.low > 0:
            return "social"
        return "news" if self.high < 0 else "together"


def lacking(news: Series, social: Series) -> str:
    """Why level 1 can't be asked: `hours`, `events`, `gaps`; '' where it can."""
    if len(news) < LEAST_HOURS:
        return "hours"
    if np.isnan(news).mean() > MOST_MISSING or np.isnan(social).mean() > MOST_MISSING:
        return "gaps"
    if min(np.nansum(news), np.nansum(social)) < LEAST_EVENTS:
        return "events"
    return ""


def lead(news: Series, social: Series, seed: int = 2011) -> Lead:
    """Compare two series of hourly counts of the same hours; ask `lacking` before."""
    social, news = without_rhythm(social), without_rhythm(news)
    weights = autoregression(social)
    before, after = _scaled(whitened(social, weights)), _scaled(whitened(news, weights))
    products = _products(before, after)
    course, count = _course(products)
    place = int(np.argmax(np.abs(course)))
    low, high = _interval(products, np.sign(course[place]), seed)
    return Lead(
        lag=int(_LAGS[place]),
        r=float(course[place]),
        low=min(low, int(_LAGS[place])),
        high=max(high, int(_LAGS[place])),
        band=two_sided(0.05) / sqrt(count),
        bound=two_sided(1 - 0.95 ** (1 / len(_LAGS))) / sqrt(count),
        course=tuple(round(float(r), 4) for r in course),
    )


def _scaled(series: Series) -> Series:
    spread = float(np.nanstd(series))
    scaled: Series = (series - np.nanmean(series)) / spread if spread > 0 else series * 0.0
    return scaled


def _products(before: Series, after: Series) -> NDArray[np.float64]:
    """social(t - lag) · news(t), an hour a row and a lag a column; NaN where either is missing."""
    hours = len(after)
    products = np.full((hours, len(_LAGS)), np.nan)
    for column, lag in enumerate(range(-FARTHEST, FARTHEST + 1)):
        start, end = max(0, lag), min(hours, hours + lag)
        products[start:end, column] = before[start - lag : end - lag] * after[start:end]
    return products


def _course(products: NDArray[np.float64]) -> tuple[Series, int]:
    """Correlation at every lag over its known hours, and how many the lag has that knows fewest.

    The farther the lag, the fewer hours overlap, and the smaller it is told, as the usual estimate
    divides. Missing hours do not count in that: else two outages five hours apart would make lag 5
    stand out, at which fewer hours miss.
    """
    known = ~np.isnan(products)
    counts, overlaps = known.sum(axis=0), len(products) - np.abs(_LAGS)
    sums = np.where(known, products, 0.0).sum(axis=0)
    course: Series = sums / np.maximum(1, counts) * overlaps / len(products)
    return course, max(1, int((counts + np.abs(_LAGS)).min()))


def _interval(products: NDArray[np.float64], sign: float, seed: int) -> tuple[int, int]:
    """The lag's 95 % interval by drawing days of products anew.

    A block holds what each hour says of all lags ("blocks of blocks", Künsch 1989; Politis and
    Romano 1992), so that lags longer than the block survive the drawing. A lag's sum is over the
    hours that it knows in the drawing, as in `_course`.
    """
    known = ~np.isnan(products)
    sums, counts = _of_blocks(np.where(known, products, 0.0)), _of_blocks(known.astype(np.float64))
    chosen = np.random.default_rng(seed).integers(
        0, len(sums), (DRAWS, max(1, round(len(products) / BLOCK)))
    )
    drawn = np.array([sums[draw].sum(axis=0) / counts[draw].sum(axis=0).clip(1) for draw in chosen])
    drawn *= (len(products) - np.abs(_LAGS)) / len(products)
    lags = _LAGS[np.argmax(sign * drawn, axis=1)]
    low, high = np.percentile(lags, [2.5, 97.5], method="nearest")
    return int(low), int(high)


def _of_blocks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sums of every block, whichever hour it begins with."""
    sums = np.vstack([np.zeros(values.shape[1]), np.cumsum(values, axis=0)])
    blocks: NDArray[np.float64] = sums[BLOCK:] - sums[:-BLOCK]
    return blocks
