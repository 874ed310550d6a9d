"""Names of things on the network (AT Protocol: AT URI scheme; DID; Handle; Record key)."""

import re
from datetime import UTC, datetime

POST = "app.bsky.feed.post"
_DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%-]{1,200}(?<![:%])")
_HANDLE = re.compile(
    r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
)
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_TID = re.compile(rf"[234567a-j][{_LETTERS}]{{12}}")
_LOW_BITS = 10
"""Of a TID's 64 bits these tell writers apart; the others are microseconds (AT Protocol: TID)."""
_KEY = re.compile(r"(?!\.\.?$)[a-zA-Z0-9._~:-]{1,100}")


def is_did(text: str) -> bool:
    """Whether it is the name of an account that never changes."""
    return _DID.fullmatch(text) is not None


def is_handle(text: str) -> bool:
    """Whether it is a name as people type it: a domain name."""
    return len(text) <= 253 and _HANDLE.fullmatch(text) is not None


def uri(did: str, rkey: str) -> str:
    """A post's name."""
    return f"at://{did}/{POST}/{rkey}"


def split(name: object) -> tuple[str, str] | None:
    """A post's author and record key; None for what names no post."""
    parts = name.removeprefix("at://").split("/") if isinstance(name, str) else []
    if len(parts) != 3 or not str(name).startswith("at://"):
        return None
    did, collection, rkey = parts
    is_good = collection == POST and is_did(did) and _KEY.fullmatch(rkey)
    return (did, rkey) if is_good else None


def author(name: object) -> str:
    """Whose post it is; '' for what names no post."""
    found = split(name)
    return found[0] if found else ""


def page(name: str, handle: str = "") -> str:
    """Where a person reads the post."""
    found = split(name)
    return f"https://bsky.app/profile/{handle or found[0]}/post/{found[1]}" if found else ""


def tid(microseconds: int, writer: int) -> str:
    """A record key that says a time; 13 letters."""
    number, letters = (microseconds << _LOW_BITS) | writer, ""
    for _ in range(13):
        letters = _LETTERS[number & 31] + letters
        number >>= 5
    return letters


def moment(name: str) -> datetime:
    """When the post's key was given; the beginning of time for a key that says none."""
    rkey = name.rsplit("/", 1)[-1]
    number = 0
    if _TID.fullmatch(rkey):
        for letter in rkey:
            number = number * 32 + _LETTERS.index(letter)
    try:
        return datetime.fromtimestamp((number >> _LOW_BITS) / 1_000_000, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
