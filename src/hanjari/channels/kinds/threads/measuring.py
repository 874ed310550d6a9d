"""Length and links as Threads counts them (Threads API, Posts; Text attachments, how links are counted)."""

import re

LIMIT = 500
"""Threads API, Posts: "limited to 500 characters", of which emoji count as their UTF-8 bytes."""
MOST_LINKS = 5
"""Different links in one post; more fail with THREADS_API__LINK_LIMIT_EXCEEDED."""
_EMOJI = re.compile(
    "[\u203c\u2049\u2122\u2139\u2190-\u21ff\u231a-\u23ff\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\ufe0f\u200d\u20e3\U0001f000-\U0001faff"
    "\U000e0020-\U000e007f]"
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)


def measure(text: str) -> int:
    """Letters count one, emoji and what joins them their bytes."""
    plain, _count = _EMOJI.subn("", text)
    return len(plain) + sum(len(one.encode()) for one in _EMOJI.findall(text))


def links(text: str) -> int:
    """How many different links stand in it."""
    return len({one.rstrip(".,;:!?)").lower() for one in _LINK.findall(text)})
