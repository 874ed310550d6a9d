"""Sparklines: the course of a number in a line of text, drawn by ourselves as one small SVG."""

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT = 100, 24
MOST = 120
"""Points; more than that lie closer together than the eye tells apart."""
_DRAWN = Markup(
    '<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" %s>'
    '<path class="spark__area" d="M0,24 L%s L100,24 Z"/><polyline class="spark__line" points="%s"/></svg>'
)


def spark(values: Sequence[float], label: str = "") -> Markup:
    """A line from nothing to the highest value; without a label it only repeats what stands beside it."""
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _points(_thinned(values)))
    seen = Markup('role="img" aria-label="%s"') % label if label else Markup('aria-hidden="true"')
    return _DRAWN % (seen, points.replace(" ", " L"), points)


def _thinned(values: Sequence[float]) -> Sequence[float]:
    """Sums of neighbours, so that no peak is lost; the last group may be shorter."""
    group = -(-len(values) // MOST)
    if group <= 1:
        return values
    return [sum(values[start : start + group]) for start in range(0, len(values), group)]


def _points(values: Sequence[float]) -> list[tuple[float, float]]:
    highest = max(values, default=0) or 1
    step = WIDTH / max(1, len(values) - 1)
    return [
        (n * step, HEIGHT - 1 - (HEIGHT - 2) * max(0.0, value) / highest)
        for n, value in enumerate(values)
    ]
