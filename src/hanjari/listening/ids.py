"""Message ids from the provider's time, so that order by id is order of speaking.

63 bits: milliseconds since 1970 shifted by 21, then 21 bits of a hash of account and external id.
The same message always asks for the same id; where another sits there already, the next free one
is taken. In HTML and JSON ids are strings: JavaScript's numbers end at 2**53.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

HASH_BITS = 21
LAST = 2**63 - 1
_HASH_MASK = (1 << HASH_BITS) - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def message_id(posted_at: datetime, account_id: int, external_id: str) -> int:
    """The id this message asks for. Times before 1970 count as 1970; the scheme ends in 2109."""
    since = posted_at - _EPOCH
    milliseconds = (since.days * 86_400 + since.seconds) * 1_000 + since.microseconds // 1_000
    name = f"{account_id}:{external_id}".encode()
    salt = int.from_bytes(blake2b(name, digest_size=3).digest(), "big") & _HASH_MASK
    return min((max(0, milliseconds) << HASH_BITS) | salt, LAST)


def first_id_at(moment: datetime) -> int:
    """The smallest id that a message of this moment can have: bounds of a span of time."""
    return max(0, int((moment - _EPOCH).total_seconds() * 1_000)) << HASH_BITS


def moment_of(pk: int) -> datetime:
    """When a message of this id was said, to the millisecond."""
    return _EPOCH + timedelta(milliseconds=pk >> HASH_BITS)


def seated(wished: Sequence[int], taken: Collection[int]) -> list[int]:
    """Each wish, or the next free id after it; `taken` are ids that already sit in the store."""
    used = set(taken)
    seats = []
    for wish in wished:
        seat = wish
        while seat in used:
            seat = seat + 1 if seat < LAST else 0
        used.add(seat)
        seats.append(seat)
    return seats
