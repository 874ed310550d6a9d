"""Header lines: encoded words, addresses, ids and dates, as mailers really write them."""

import base64
import binascii
import hashlib
import quopri
import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from hanjari.channels.kinds.mail.reading.charsets import words

_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"\?=\s+=\?")
_FOLD = re.compile(r"\r?\n[ \t]*")
_ID = re.compile(r"<\s*([^<>\s]+(?:\s[^<>\s]+)*)\s*>")
_SCAN = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
_BARE_ID = re.compile(r"[^<>\s,;]+@[^<>\s,;]+")
ID_LIMIT = 300


def raw(message: Message, name: str) -> str:
    """A header unfolded but not decoded; bytes that are no ASCII stand as surrogates."""
    wanted = name.lower()
    for key, value in message.raw_items():
        if key.lower() == wanted:
            return _FOLD.sub(" ", str(value)).strip()
    return ""


def text(message: Message, name: str) -> str:
    """A header as words."""
    return decoded(raw(message, name))


def decoded(value: str) -> str:
    """Encoded words (RFC 2047) and bare bytes to words.

    Neighbouring encoded words of one charset are joined as bytes first: Korean mailers cut a
    letter in two at the line's end.
    """
    if not value.isascii():
        value = words(value.encode("utf-8", "surrogateescape"))
    value = _BETWEEN.sub("?==?", value)
    pieces: list[tuple[str, bytes | str]] = []
    end = 0
    for found in _ENCODED.finditer(value):
        if found.start() > end:
            pieces.append(("", value[end : found.start()]))
        label, how, inner = found.groups()
        body = _unpacked(how.lower(), inner)
        last = pieces[-1] if pieces else None
        if last and last[0] == label.lower() and isinstance(last[1], bytes):
            pieces[-1] = (last[0], last[1] + body)
        else:
            pieces.append((label.lower(), body))
        end = found.end()
    pieces.append(("", value[end:]))
    joined = "".join(words(one, label) if isinstance(one, bytes) else one for label, one in pieces)
    return _printable(joined)


def _unpacked(how: str, inner: str) -> bytes:
    body = inner.encode("utf-8", "surrogateescape")
    if how == "q":
        return quopri.decodestring(body.replace(b" ", b"_"), header=True)
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    try:
        return base64.b64decode(clean + b"=" * (-len(clean) % 4))
    except binascii.Error:  # one letter too many: drop it
        return base64.b64decode(clean[:-1] + b"=" * (-(len(clean) - 1) % 4))


def _printable(value: str) -> str:
    return "".join(letter for letter in value if letter.isprintable()).strip()


def addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    """(shown name, address in lower case) of every mailbox in these headers; broken ones dropped."""
    found = []
    for name in names:
        value = re.sub(r'"\s*(=\?[^"]+\?=)\s*"', r"\1", raw(message, name))
        pairs = [(shown, _plain(address)) for shown, address in getaddresses([value])]
        pairs = [pair for pair in pairs if pair[1]] or [
            ("", _plain(one)) for one in _SCAN.findall(value)
        ]
        found += [(decoded(shown).strip("'\" "), address) for shown, address in pairs if address]
    return found


def _plain(address: str) -> str:
    """An address in lower case, or empty when it is none."""
    plain = address.strip().strip("<>'\"").lower()
    is_one = "@" in plain.strip("@") and not re.search(r"\s", plain) and len(plain) <= ID_LIMIT
    return plain if is_one else ""


def ids(message: Message, name: str) -> tuple[str, ...]:
    """The message ids in a header, in order, each once."""
    value = raw(message, name)
    found = _ID.findall(value) or _BARE_ID.findall(value)
    return tuple(dict.fromkeys(tidy_id(one) for one in found))


def tidy_id(value: str) -> str:
    """A message id without brackets and white space; an overlong one by its digest."""
    plain = re.sub(r"\s+", "", value.strip().strip("<>"))
    plain = plain.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\0", "")
    if len(plain) > ID_LIMIT:
        return f"{hashlib.sha256(plain.encode()).hexdigest()}@overlong.invalid"
    return plain


def date(message: Message, arrived: datetime | None) -> datetime | None:
    """The sender's own time, or the arrival where it is missing, unreadable or in the future.

    A clock some minutes ahead is common and is set back to the arrival, so that a message never
    stands after its answer.
    """
    try:
        told = parsedate_to_datetime(text(message, "Date"))
        told = told.replace(tzinfo=told.tzinfo or UTC).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return arrived
    if told.year < 1990:
        return arrived or told
    return min(told, arrived) if arrived else told
