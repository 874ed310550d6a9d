"""L-BFGS: the smallest value of a smooth convex function (Liu and Nocedal, 1989)."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Objective = Callable[[Vector], tuple[float, Vector]]

_MEMORY = 8
_HALVINGS = 20
_PATIENCE = 3
"""Steps in a row that hardly fall before it is enough."""
_SUFFICIENT = 1e-4
"""Armijo's share of the promised decrease that a step has to bring."""


def minimum(objective: Objective, start: Vector, *, steps: int, tolerance: float = 1e-5) -> Vector:
    """The point where `objective` (value and gradient) stops falling, after at most `steps` steps."""
    point, (value, slope) = start, objective(start)
    past: deque[tuple[Vector, Vector]] = deque(maxlen=_MEMORY)
    flat = 0
    for _ in range(steps):
        direction = _direction(slope, past)
        reach = 1.0 if past else 1.0 / max(1e-12, float(np.linalg.norm(slope)))
        there, told, slope_there = _searched(objective, point, value, direction, slope, reach)
        step, bend = there - point, slope_there - slope
        if step @ bend > 1e-12:
            past.append((step, bend))
        flat = flat + 1 if value - told <= tolerance * abs(value) else 0
        point, value, slope = there, told, slope_there
        if flat >= _PATIENCE:
            break
    return point


def _searched(
    objective: Objective,
    point: Vector,
    value: float,
    direction: Vector,
    slope: Vector,
    reach: float,
) -> tuple[Vector, float, Vector]:
    """The first point of a halving line search that falls enough; the point itself if none does."""
    promised = float(slope @ direction)
    for _ in range(_HALVINGS):
        there = point + reach * direction
        told, slope_there = objective(there)
        if told <= value + _SUFFICIENT * reach * promised:
            return there, told, slope_there
        reach /= 2
    return point, value, slope


def _direction(slope: Vector, past: deque[tuple[Vector, Vector]]) -> Vector:
    """The two-loop recursion: minus the inverse Hessian's estimate times the slope."""
    direction = -slope
    shares = []
    for step, bend in reversed(past):
        share = (step @ direction) / (step @ bend)
        shares.append(share)
        direction = direction - share * bend
    if past:
        step, bend = past[-1]
        direction = direction * ((step @ bend) / (bend @ bend))
    for (step, bend), share in zip(past, reversed(shares), strict=True):
        direction = direction + (share - (bend @ direction) / (step @ bend)) * step
    return direction
