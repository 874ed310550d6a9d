"""Numbers of rows as addresses and forms bring them."""

MOST = 2**63 - 1
"""The stores' numbers have 64 bits; asking them for a larger one fails instead of finding nothing."""
_DIGITS = 19


def row_number(text: str) -> int | None:
    """The number of a row, or None for what can't be one."""
    if not text.isdecimal() or len(text) > _DIGITS:
        return None
    number = int(text)
    return number if number <= MOST else None
