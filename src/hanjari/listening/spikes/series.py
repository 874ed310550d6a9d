"""One stream of counts from its beginning: what the watch would have said, bin after bin."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hanjari.listening.spikes.watch import ALARM, Watch


def scores(counts: ArrayLike, minutes: float = 5) -> NDArray[np.float64]:
    """How far each bin is out of the usual, 0…1, from it and those before it alone; `ALARM` is the alarm.

    A burst is loud once, at the bin that tells it, then at most half as loud for a day.
    """
    watch = Watch(1, minutes)
    series = np.asarray(counts, np.float64).ravel()
    said = [watch.tick([came])[0] for came in series]
    return np.array(said, np.float64)


def alarms(counts: ArrayLike, minutes: float = 5) -> list[int]:
    """The bins at which somebody is told, one a burst."""
    return [int(place) for place in np.flatnonzero(scores(counts, minutes) >= ALARM)]
