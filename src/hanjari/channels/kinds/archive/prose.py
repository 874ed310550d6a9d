"""The words of a post that was written as HTML."""

import re
from html import unescape

import nh3

_ENDS = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|tr|blockquote|figure)>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"[ \t]*\n\s*\n\s*")


def plain(html: str) -> str:
    """Words with line ends where a reader sees them; scripts, styles and comments dropped."""
    if "<" not in html:
        return unescape(html).strip()
    words = nh3.clean(
        _ENDS.sub(r"\g<0>" + "\n", html), tags=set(), clean_content_tags={"script", "style"}
    )
    return _BLANK_LINES.sub("\n\n", unescape(words)).strip()
