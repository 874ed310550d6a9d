"""WordPress's html as plain text, and our plain text as WordPress's html. Pure."""

import html
import re

import nh3

_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_END = re.compile(r"</(?:p|div|li|blockquote|h[1-6]|tr|pre|ul|ol|table)>\s*", re.IGNORECASE)
_MANY = re.compile(r"\n{3,}")


def words(markup: str) -> str:
    """A comment as its author typed it (`content.raw`): line breaks count, tags go."""
    broken = _BREAK.sub("\n", markup)
    text = html.unescape(nh3.clean(_END.sub("\n", broken), tags=set()))
    return _MANY.sub("\n\n", text.replace("\xa0", " ").replace("\r\n", "\n")).strip()


def shown(markup: str) -> str:
    """A comment as the site shows it (`content.rendered`): paragraphs are set apart."""
    return words(re.sub(r"</p>\s*", "\n\n", markup, flags=re.IGNORECASE))


def line(markup: str) -> str:
    """A title, in one line."""
    return " ".join(words(markup).split())


def escaped(text: str) -> str:
    """Our words for `content`: an editor's html would pass WordPress untouched, so it is none."""
    return html.escape(text.strip(), quote=False)


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever happened to their white space."""
    return one.split() == other.split()
