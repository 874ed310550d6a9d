"""Brief memory: answers kept for a few seconds in this process, for what every page asks again."""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 4096


class Brief(Generic[T]):
    """Remembers what `make` said for `seconds`; other processes learn of a change by then, too."""

    def __init__(self, seconds: float, most: int = MOST) -> None:
        self._seconds, self._most = seconds, most
        self._kept: dict[Hashable, tuple[float, T]] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer kept, or a new one."""
        found = self.find(key)
        return self.put(key, make()) if found is None else found

    def find(self, key: Hashable) -> T | None:
        """The answer kept, or None."""
        found = self._kept.get(key)
        return found[1] if found and found[0] > monotonic() else None

    def put(self, key: Hashable, value: T) -> T:
        """Keep an answer; gives it back."""
        if len(self._kept) >= self._most:
            self._kept.clear()
        self._kept[key] = (monotonic() + self._seconds, value)
        return value

    def forget(self, key: Hashable) -> None:
        """Ask anew the next time."""
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget everything (between tests)."""
        self._kept.clear()
