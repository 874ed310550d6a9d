"""Level 3: which events call forth others (Hawkes 1971), when there are enough of both.

λ_i(t) = μ_i(t) + Σ_j Σ_{t_k < t} α_ij β_ij e^{-β_ij (t - t_k)}: α_ij is how many events of side i one
event of side j is followed by; the background μ has the shape of a day. Fitted by expectation and
maximisation (Veen and Schoenberg 2008), tried by Kolmogorov's distance of rescaled times (Ogata
1988). Short series are fitted too small, and redrawn ones show by how much: the estimate is
corrected by that, and its interval is Student's over the redrawings (Efron and Tibshirani 1993).
"""

from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanjari.listening.influence.chances import kolmogorov_tail
from hanjari.listening.influence.drawing import drawn
from hanjari.listening.influence.hawkes import Excitation, fitted, rescaled
from hanjari.listening.influence.series import Series

LEAST_EVENTS, MOST_EVENTS = 300, 4_000
"""Below, branching can't be told from rhythm; above, the newest are taken: an errand has an end."""
DRAWS = 20
"""Redrawings for the bias and the interval."""
_STUDENT = 2.093
"""The 97.5 % point of Student's t with 19 degrees of freedom (NIST e-Handbook 1.3.6.7.2)."""
FITS = 0.01
"""The least chance of the rescaled times under which the model is believed."""


def told(news: Series, social: Series, hours: float, since: datetime) -> dict[str, Any]:
    """The branching matrix with its intervals; {"lacks": "events"} where there are too few.

    Rows are followed sides, columns the sides they follow: 0 news, 1 social.
    """
    if min(len(news), len(social)) < LEAST_EVENTS:
        return {"lacks": "events"}
    events, start = _newest([news, social])
    span = hours - start
    phase = (since.hour + since.minute / 60 + start) % 24
    found = fitted(events, span, phase)
    distances = [_chance(rescaled(found, events, side)) for side in (0, 1)]
    branching, half = _corrected(found, span)
    return {
        "lacks": "" if min(distances) >= FITS else "fit",
        "branching": _rounded(np.maximum(branching, 0.0)),
        "low": _rounded(np.maximum(branching - half, 0.0)),
        "high": _rounded(np.maximum(branching + half, 0.0)),
        "owed": _rounded(found.owed),
        "hours": _rounded(1 / found.decay),
        "fits": [round(chance, 4) for chance in distances],
    }


def _newest(events: list[Series]) -> tuple[list[Series], float]:
    """At most so many of each side, over the same hours, counted from their beginning."""
    start = max([0.0, *(float(one[-MOST_EVENTS]) for one in events if len(one) > MOST_EVENTS)])
    return [one[one >= start] - start for one in events], start


def _chance(times: Series) -> float:
    """How well the steps between rescaled times are drawn from an exponential law."""
    steps = np.sort(1 - np.exp(-np.diff(times, prepend=0.0)))
    count = len(steps)
    ranks = np.arange(count)
    distance = max(np.max(steps - ranks / count), np.max((ranks + 1) / count - steps))
    return kolmogorov_tail(float(distance), count)


def _corrected(found: Excitation, span: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The branching without its bias, and half of its 95 % interval."""
    draws = _redrawn(found, span)
    branching = 2 * found.branching - draws.mean(axis=0)
    return branching, _STUDENT * np.sqrt(1 + 1 / DRAWS) * draws.std(axis=0, ddof=1)


def _redrawn(found: Excitation, span: float, seed: int = 2011) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    draws = [fitted(drawn(found, span, rng), span, found.phase) for _ in range(DRAWS)]
    return np.array([one.branching for one in draws])


def _rounded(values: NDArray[np.float64]) -> list[Any]:
    rounded: list[Any] = np.round(values, 3).tolist()
    return rounded
