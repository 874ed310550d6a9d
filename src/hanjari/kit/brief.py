"""Brief memory: answers kept for a few seconds in this process, for what every page asks again."""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 4096


class Brief(Generic[T]):
    """Remembers what `make` said for `seconds`; other processes learn of a change by then, too."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._kept: dict[Hashable, tuple[float, T]] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer kept, or a new one."""
        found = self._kept.get(key)
        if found and found[0] > monotonic():
            return found[1]
        if len(self._kept) >= MOST:
            self._kept.clear()
        value = make()
        self._kept[key] = (monotonic() + self._seconds, value)
        return value

    def forget(self, key: Hashable) -> None:
        """Ask anew the next time."""
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget everything (between tests)."""
        self._kept.clear()
