"""The spike detector on the benchmark's realTweets: `python -m bench.spikes ../shared/data/nab`; ends 1 below a goal.

It prints what every published detector scores on the same series at its best threshold, ours at the threshold
fixed in code, at the best one, and with the threshold chosen without the company it is scored on; false alarms
per series and week; then the time of a tick of 100,000 keys on one core, against river's HalfSpaceTrees where
that is installed (bench/requirements.txt).
"""

import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.nab import PROFILES, Series, best_threshold, raw_score, score, series_in
from hanjari.listening.spikes import ALARM, Watch, alarms, scores

try:
    from river import anomaly
except ImportError:
    anomaly = None

GOALS = {"standard": 83.0, "reward_low_FP_rate": 73.0}
FALSE_GOAL, TICK_GOAL_MS, RIVER_GOAL = 1.0, 5.0, 100.0
KEYS, TICKS = 100_000, 100
WEEK = 7 * 288
Said = list[NDArray[np.float64]]


def left_out(many: list[Series], said: Said) -> float:
    """The standard score when each company's threshold is chosen on the other companies alone."""
    total, windows = 0.0, sum(len(one.windows) for one in many)
    for place, one in enumerate(many):
        others, theirs = many[:place] + many[place + 1 :], said[:place] + said[place + 1 :]
        total += raw_score(one, said[place] >= best_threshold(others, theirs))[0]
    return 100 * (total + windows) / (2 * windows)


def row(name: str, values: list[float], rest: str = "") -> None:
    """One line of the table."""
    print(f"{name:24s}", *(f"{value:6.1f}" for value in values), rest)


def published(many: list[Series]) -> None:
    """What the detectors of the field score on these series, each at the best threshold for them."""
    for name in many[0].published:
        said = [one.published[name] for one in many]
        best = [score(many, said, best_threshold(many, said, each), each) for each in PROFILES]
        row(name, best, f"{left_out(many, said):6.1f}")


def ours(many: list[Series]) -> list[str]:
    """Our lines of the table, and which goals they miss."""
    said = [scores(one.counts) for one in many]
    fixed = {each: score(many, said, ALARM, each) for each in PROFILES}
    best = [score(many, said, best_threshold(many, said, each), each) for each in PROFILES]
    row("hanjari, fixed in code", list(fixed.values()))
    row("hanjari, best threshold", best, f"{left_out(many, said):6.1f}")
    found = false = 0
    weeks = sum(len(one.counts) - one.probation for one in many) / WEEK
    for one in many:
        told = np.zeros(len(one.counts), bool)
        told[alarms(one.counts)] = True
        _, hits, wrong = raw_score(one, told)
        found, false = found + hits, false + wrong
    windows = sum(len(one.windows) for one in many)
    print(f"alarms: {found} of {windows} windows, {false / weeks:.2f} false a series and week")
    short = [each for each, goal in GOALS.items() if fixed[each] < goal]
    return short + ["false alarms"] * (false / weeks > FALSE_GOAL)


def tick_time() -> float:
    """Seconds of CPU of one tick of all keys, the median."""
    watch = Watch(KEYS)
    came = np.random.default_rng(2011).poisson(3, (TICKS, KEYS))
    spent = []
    for counts in came:
        began = time.process_time()
        watch.tick(counts)
        spent.append(time.process_time() - began)
    return float(np.median(spent))


def river_time(updates: int = 3000) -> float:
    """Seconds of CPU of one score and one update of one key's HalfSpaceTrees, as its manual has it."""
    trees = anomaly.HalfSpaceTrees(seed=42, limits={"x": (0, 10)})
    counts = np.random.default_rng(2011).poisson(3, updates)
    began = time.process_time()
    for count in counts:
        trees.score_one({"x": float(count)})
        trees.learn_one({"x": float(count)})
    return (time.process_time() - began) / updates


def speed() -> list[str]:
    """The line of the tick, and which goals it misses."""
    ours_ = tick_time()
    print(f"a tick of {KEYS:,} keys: {1000 * ours_:.2f} ms")
    missed = ["tick"] * (1000 * ours_ > TICK_GOAL_MS)
    if anomaly is None:
        print("river is not installed: no comparison")
        return missed
    ratio = river_time() * KEYS / ours_
    print(f"against river's HalfSpaceTrees: {ratio:,.0f} times as many keys a second")
    return missed + ["river"] * (ratio < RIVER_GOAL)


def main() -> int:
    """All of it; 1 when a goal is missed."""
    many = series_in(Path(sys.argv[1]))
    print(f"{'':24s}", *(f"{name[-6:]:>6s}" for name in PROFILES), "left-one-company-out")
    published(many)
    missed = ours(many) + speed()
    print("missed: " + ", ".join(missed) if missed else "every goal reached")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
