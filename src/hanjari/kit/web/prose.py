"""Words of strangers on our pages: plain text with safe links, and html with its teeth drawn."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import nh3
from markupsafe import Markup, escape

_URL = re.compile(r"https?://[^\s<>\"'\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+", re.IGNORECASE)
"""A link ends where Hangul begins: a particle is often glued to it (…/abc입니다)."""
_TAIL = ".,;:!?)]}·…”’"
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "hr",
    "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip


Mark = tuple[int, int, str]
"""A span of the text, half open, and the numbers of what it speaks for ("1 3")."""


def linked(text: str) -> Markup:
    """Escaped text whose http(s) addresses are links; line breaks kept by CSS (`pre-line`)."""
    return _drawn(text, 0, len(text), ())


def paragraphs(text: str, css: str = "", marks: Sequence[Mark] = ()) -> Markup:
    """Text in `<p>` at blank lines, links live; marked words in `<mark data-n>`."""
    opening = Markup('<p class="%s">') % css if css else Markup("<p>")
    drawn = (_drawn(text, start, end, marks) for start, end in _blocks(text))
    return Markup("").join(opening + words + Markup("</p>") for words in drawn)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs are; blanks at either end of the text are none."""
    last = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    for gap in _PARAGRAPH.finditer(text, start, last):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < last:
        yield start, last


def _drawn(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """The words between two places: links, and marks inside and outside of them."""
    pieces = []
    for match in _URL.finditer(text, start, end):
        address = match[0].rstrip(_TAIL)
        stop = match.start() + len(address)
        pieces.append(_marked(text, start, match.start(), marks))
        pieces.append(_link(address, _marked(text, match.start(), stop, marks)))
        start = stop
    return Markup("").join([*pieces, _marked(text, start, end, marks)])


def _marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> Markup:
    """Escaped words; where marks overlap, the piece carries the numbers of all of them."""
    mine = [mark for mark in marks if mark[0] < end and mark[1] > start]
    if not mine:
        return escape(text[start:end])
    borders = {place for mark in mine for place in mark[:2] if start < place < end}
    edges = [start, *sorted(borders), end]
    pieces = []
    for first, last in pairwise(edges):
        numbers = [mark[2] for mark in mine if mark[0] <= first and mark[1] >= last]
        words = escape(text[first:last])
        said = " ".join(dict.fromkeys(numbers))
        pieces.append(Markup('<mark data-n="%s">%s</mark>') % (said, words) if said else words)
    return Markup("").join(pieces)


def cleaned(html: str) -> Markup:
    """Html of a stranger: known tags only, no pictures from elsewhere, no styles, no scripts."""
    return Markup(  # noqa: S704 (nh3 has just cleaned it)
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow ugc",
        )
    )


def _link(address: str, words: Markup) -> Markup:
    return Markup('<a href="%s" rel="noopener noreferrer nofollow ugc" target="_blank">%s</a>') % (
        address,
        words,
    )
