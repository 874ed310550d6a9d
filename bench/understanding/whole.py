"""The whole of `read()`: how many posts a second one core reads, everything on."""

from collections.abc import Callable, Sequence
from functools import partial

from hanjari.language import read

from .reviews import reviews
from .row import Row, speed

BATCH = 1_000
POSTS = 20_000
_LABELS = (
    "language", "sentiment", "intents", "intent", "needs_answer", "urgency", "abuse",
    "is_sarcasm_suspect", "personal_data",
)  # fmt: skip


def rows() -> list[Row]:
    """Batches of a thousand: read only, every label asked for, and the reasons too; and one post alone."""
    found = reviews()
    if found is None:
        return []
    posts = found.texts[:POSTS]
    asked: list[tuple[str, Callable[[Sequence[str]], None], Sequence[str], float | None]] = [
        ("read, batches of 1,000", partial(_read, fields=()), posts, 100_000),
        ("… and every label asked for", partial(_read, fields=_LABELS), posts, None),
        ("… and its reasons", partial(_read, fields=(*_LABELS, "why")), posts, None),
        ("one post alone, every label", _alone, posts[:1_000], 20_000),
    ]
    return [
        Row("whole read()", measure, rate, (rate, rate), len(texts), goal=goal, speed=rate)
        for measure, function, texts, goal in asked
        if (rate := speed(function, texts, seconds=4.0))
    ]


def _read(texts: Sequence[str], fields: Sequence[str]) -> None:
    for first in range(0, len(texts), BATCH):
        for reading in read(texts[first : first + BATCH]):
            for field in fields:
                getattr(reading, field)


def _alone(texts: Sequence[str]) -> None:
    for text in texts:
        (reading,) = read([text])
        for field in _LABELS:
            getattr(reading, field)
