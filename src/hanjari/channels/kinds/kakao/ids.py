"""Names of things at KakaoTalk, and what a payload's parts are."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.envelope import Sender

SKILL, DEALER = "skill", "dealer"
"""The two ways in: the chatbot's skill server, and consultation talk through a dealer."""
WITH = "with:"
"""All with one person is one thread."""
LONGEST = 1000
"""Letters of a bubble (chatbot admin centre: simpleText; Happytalk: `message` Text(1000))."""
_LONGEST_KEY = 100
_SERIAL = 30
"""Letters of a serial number (Happytalk, Plain message: `serial_number` Text(30))."""

Thing = Mapping[str, Any]


def part(thing: Any, name: str) -> Thing:
    """An object inside an object; empty where there is none."""
    found = thing.get(name) if isinstance(thing, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def word(thing: Any, name: str, most: int = _LONGEST_KEY) -> str:
    """A short text or number inside an object as text; '' for anything else."""
    found = thing.get(name) if isinstance(thing, Mapping) else None
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return str(found).strip()[:most] if not isinstance(found, int) or abs(found) < 10**20 else ""


def digest(*words: str) -> str:
    """A stable number for what has none of its own."""
    return sha256("\x1f".join(words).encode(errors="replace")).hexdigest()[:32]


def serial(key: str) -> str:
    """Our key as a serial number; the same at every attempt."""
    return sha256(key.encode()).hexdigest()[:_SERIAL]


def person(key: str) -> Sender:
    """Kakao tells no name: people are told apart by the beginning of their key."""
    return Sender(key, _("KakaoTalk user %(key)s") % {"key": key[:6]})


def other(root_id: str, to: tuple[str, ...]) -> str:
    """With whom a thread is."""
    told = root_id.removeprefix(WITH) if root_id.startswith(WITH) else ""
    return next((one[:_LONGEST_KEY] for one in (told, *to) if one), "")
