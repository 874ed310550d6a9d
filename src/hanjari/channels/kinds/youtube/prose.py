"""Comments as plain text; where YouTube sends html (`textDisplay`), it is cleaned first."""

import re
from html import unescape

import nh3

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def plain(markup: str) -> str:
    """The words alone: line breaks kept, links as they read, every tag gone (nh3)."""
    broken = _BREAK.sub("\n", markup)
    return unescape(nh3.clean(broken, tags=set())).replace("\xa0", " ").strip()
