"""The Numenta Anomaly Benchmark's scorer, written anew from its paper and checked against its published scores.

Lavin & Ahmad 2015, "Evaluating Real-time Anomaly Detection Algorithms: the Numenta Anomaly Benchmark"
(arXiv:1510.03336): the first 15 % of a series (of at most 5,000 rows) are probation and not scored; the
earliest alarm inside a labelled window earns most (a sigmoid over the window's width), every bin above
the threshold outside costs, less just after a window; a window missed costs most.
"""

import csv
import json
import lzma
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PROFILES = {  # (weight of a window found, of a false alarm, of a window missed)
    "standard": (1.0, 0.11, 1.0),
    "reward_low_FP_rate": (1.0, 0.22, 1.0),
    "reward_low_FN_rate": (1.0, 0.11, 2.0),
}
PROBATION, PROBATION_ROWS = 0.15, 5000


@dataclass(frozen=True)
class Series:
    """A series with its labelled windows and what each published detector said of every bin."""

    name: str
    counts: NDArray[np.float64]
    windows: list[tuple[int, int]]
    """First and last row, both inside."""
    published: dict[str, NDArray[np.float64]]

    @property
    def probation(self) -> int:
        """Rows at the beginning that are not scored."""
        return int(min(np.floor(PROBATION * len(self.counts)), PROBATION * PROBATION_ROWS))


def series_in(folder: Path) -> list[Series]:
    """The series of the folder, by name."""
    labels = json.loads((folder / "labels__combined_windows.json").read_text())
    found = []
    for path in sorted(folder.glob("data__realTweets__*.csv")):
        file = path.name.removeprefix("data__realTweets__")
        rows = list(csv.DictReader(path.read_text().splitlines()))
        at = [datetime.fromisoformat(row["timestamp"]) for row in rows]
        windows = [
            (at.index(datetime.fromisoformat(first)), at.index(datetime.fromisoformat(last)))
            for first, last in labels[f"realTweets/{file}"]
        ]
        counts = np.array([float(row["value"]) for row in rows])
        said = _published(folder / f"detectors_{file}.xz")
        name = file.removeprefix("Twitter_volume_").removesuffix(".csv")
        found.append(Series(name, counts, windows, said))
    return found


def _published(path: Path) -> dict[str, NDArray[np.float64]]:
    with lzma.open(path, "rt") as file:
        names = next(csv.reader(file))
        table = np.array([[float(cell or 0) for cell in row[1:]] for row in csv.reader(file)])
    return {name: table[:, place] for place, name in enumerate(names[3:], start=2)}


def sigmoid(place: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a bin is worth at its place: -1 the window's left edge, 0 its right edge, beyond 3 nothing but false."""
    return np.where(place >= 3, -1.0, 2 / (1 + np.exp(5 * np.minimum(place, 3))) - 1)


def worth(series: Series) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """What an alarm would be worth at each bin (unweighted), and which window it lies in (-1: none)."""
    rows = np.arange(len(series.counts))
    place, window = np.full(len(rows), 3.0), np.full(len(rows), -1)
    for number, (first, last) in enumerate(series.windows):
        width = last - first + 1
        place[last + 1 :] = (rows[last + 1 :] - last) / (width - 1)
        place[first : last + 1] = -(last - rows[first : last + 1] + 1) / width
        window[first : last + 1] = number
    full = sigmoid(np.array([-1.0]))[0]
    return np.where(window >= 0, sigmoid(place) / full, sigmoid(place)), window


def raw_score(
    series: Series, is_alarm: NDArray[np.bool_], profile: str = "standard"
) -> tuple[float, int, int]:
    """The series' score by the profile, its windows found, its false bins."""
    found_weight, false_weight, missed_weight = PROFILES[profile]
    value, window = worth(series)
    alarm = is_alarm.copy()
    alarm[: series.probation] = False
    false = alarm & (window < 0)
    total, found = false_weight * value[false].sum(), 0
    for number, (_, last) in enumerate(series.windows):
        if last < series.probation:
            continue
        inside = value[alarm & (window == number)]
        found += len(inside) > 0
        total += found_weight * inside.max() if len(inside) else -missed_weight
    return float(total), found, int(false.sum())


def score(
    many: list[Series], said: list[NDArray[np.float64]], threshold: float, profile: str = "standard"
) -> float:
    """0: as good as silence, 100: every window at its first bin and nothing else."""
    _, _, missed_weight = PROFILES[profile]
    total = sum(
        raw_score(one, value >= threshold, profile)[0]
        for one, value in zip(many, said, strict=True)
    )
    windows = sum(len(one.windows) for one in many)
    null, perfect = -missed_weight * windows, PROFILES[profile][0] * windows
    return 100 * (total - null) / (perfect - null)


def best_threshold(
    many: list[Series], said: list[NDArray[np.float64]], profile: str = "standard"
) -> float:
    """The one threshold over all the series that scores best, as the benchmark chooses it; inf: silence."""
    found_weight, false_weight, missed_weight = PROFILES[profile]
    gains, values = [], []
    for one, value in zip(many, said, strict=True):
        scored = np.arange(len(value)) >= one.probation
        points, window = (part[scored] for part in worth(one))
        order = np.argsort(-value[scored], kind="stable")
        total = np.cumsum(np.where(window < 0, false_weight * points, 0.0)[order])
        for number in np.unique(window[window >= 0]):
            inside = np.where(window == number, found_weight * points, -missed_weight)[order]
            total += np.maximum(np.maximum.accumulate(inside), -missed_weight)
        gains.append(np.diff(total, prepend=-missed_weight * (np.unique(window).size - 1)))
        values.append(value[scored][order])
    level, gain = np.concatenate(values), np.concatenate(gains)
    order = np.argsort(-level, kind="stable")
    level, total = level[order], np.cumsum(gain[order])
    ends = np.append(level[1:] != level[:-1], True)
    silence = -missed_weight * sum(len(one.windows) for one in many)
    best = np.argmax(total[ends])
    return float(level[ends][best]) if total[ends][best] > silence else float("inf")
