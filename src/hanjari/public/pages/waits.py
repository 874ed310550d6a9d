"""The curve of those who still wait, as one SVG: time runs by its logarithm from a minute to a week."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from hanjari.kit.survival import Curve

FIRST, LAST = 1.0, 7 * 24 * 60.0
"""Minutes at the left and right edge."""
WIDTH, HEIGHT = 1000, 240
MARKS = (10, 60, 240, 1440, 10080)
"""Minutes that are named below the curve."""


@dataclass(frozen=True)
class Drawn:
    """Paths for the template, and where each named minute stands, in per cent of the width."""

    line: str
    band: str
    marks: tuple[tuple[int, float], ...]


def drawn(curve: Curve) -> Drawn:
    """The curve and the band of its 95 % interval."""
    line = "".join(_steps(curve, "share"))
    upper = "".join(_steps(curve, "high"))
    lower = list(_corners(curve, "low"))
    back = "".join(f"L{x:.1f},{y:.1f}" for x, y in reversed(lower))
    marks = tuple((minute, 100 * _x(minute) / WIDTH) for minute in MARKS)
    return Drawn(line, f"{upper}{back}Z", marks)


def _x(minute: float) -> float:
    inside = min(max(minute, FIRST), LAST)
    return WIDTH * log(inside / FIRST) / log(LAST / FIRST)


def _corners(curve: Curve, which: str) -> Iterator[tuple[float, float]]:
    """Both ends of each step, from everybody who waits at the left edge."""
    level = 0.0
    yield 0.0, 0.0
    for time, share in zip(curve.times, getattr(curve, which), strict=True):
        x = _x(float(time))
        yield x, level
        level = HEIGHT * (1 - float(share))
        yield x, level
    yield float(WIDTH), level


def _steps(curve: Curve, which: str) -> Iterator[str]:
    for number, (x, y) in enumerate(_corners(curve, which)):
        yield f"{'L' if number else 'M'}{x:.1f},{y:.1f}"
