"""The one clock of the house: every room asks here what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Now, aware, in UTC; inside `at` the told moment."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Play what happens inside as if it were `moment`: the demo's story lies in the past."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
