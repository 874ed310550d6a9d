"""What a stream said of single statuses, until the next pull looks: a hint, whose loss costs only time."""

import threading
from collections import OrderedDict

_MOST_ACCOUNTS, _MOST_IDS = 1000, 50


class Hearsay:
    """Ids by account, kept in this process; bounded, and safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: OrderedDict[int, list[str]] = OrderedDict()

    def tell(self, account_id: int, number: str) -> None:
        """The stream says that this status was edited or deleted."""
        with self._lock:
            known = self._told.setdefault(account_id, [])
            if number not in known:
                known.append(number)
            del known[:-_MOST_IDS]
            while len(self._told) > _MOST_ACCOUNTS:
                self._told.popitem(last=False)

    def take(self, account_id: int) -> list[str]:
        """What was told since the last time."""
        with self._lock:
            return self._told.pop(account_id, [])


HEARSAY = Hearsay()
