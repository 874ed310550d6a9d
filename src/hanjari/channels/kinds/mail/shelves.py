"""Where reading stands in one folder: which UIDs are on disk, as ranges, newest first.

UIDs only grow (RFC 3501 §2.3.1.1), so a range once read never gains a mail. A new UIDVALIDITY
makes all of it void: the folder is read again, and the core drops what it already has.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Range = tuple[int, int]


@dataclass
class Shelf:
    """One folder's state, as kept in the cursor."""

    validity: int
    read: list[Range] = field(default_factory=list)
    next_uid: int = 0
    """UIDNEXT when all was read; another value says that something is new."""

    @classmethod
    def of(cls, kept: dict[str, Any] | None, validity: int) -> "Shelf":
        """From the cursor, or empty when the folder is new or was renumbered."""
        if not kept or kept.get("validity") != validity:
            return cls(validity)
        return cls(validity, [(low, high) for low, high in kept["read"]], kept.get("next", 0))

    def kept(self) -> dict[str, Any]:
        """For the cursor."""
        return {
            "validity": self.validity,
            "read": [list(one) for one in self.read],
            "next": self.next_uid,
        }

    @property
    def is_new(self) -> bool:
        """Nothing of this folder was ever read."""
        return not self.read

    def mark(self, low: int, high: int) -> None:
        """All mails from `low` to `high` are on disk."""
        if low > high:
            return
        merged: list[Range] = []
        for one in sorted([*self.read, (low, high)]):
            if merged and one[0] <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], one[1]))
            else:
                merged.append(one)
        self.read = merged

    def gaps(self) -> list[str]:
        """UID sets not yet read, newest first: `121:*`, then the holes below."""
        edges = [(0, 0), *self.read]
        holes = [f"{edges[-1][1] + 1}:*"]
        for below, above in reversed(list(pairwise(edges))):
            if above[0] - below[1] > 1:
                holes.append(f"{below[1] + 1}:{above[0] - 1}")
        return holes

    def lacks(self, uid: int) -> bool:
        """Whether a mail is not on disk; `n:*` always names the last mail, even an old one."""
        return not any(low <= uid <= high for low, high in self.read)
