"""Words of strangers on our pages: plain text with safe links, and html with its teeth drawn."""

import re

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


def linked(text: str) -> Markup:
    """Escaped text whose http(s) addresses are links; line breaks kept by CSS (`pre-line`)."""
    pieces, end = [], 0
    for match in _URL.finditer(text):
        address = match[0].rstrip(_TAIL)
        pieces += [escape(text[end : match.start()]), _link(address)]
        end = match.start() + len(address)
    return Markup("").join([*pieces, escape(text[end:])])


def paragraphs(text: str, css: str = "") -> Markup:
    """Text in `<p>` at blank lines, links live."""
    opening = Markup('<p class="%s">') % css if css else Markup("<p>")
    parts = [part for part in _PARAGRAPH.split(text.strip()) if part]
    return Markup("").join(opening + linked(part) + Markup("</p>") for part in parts)


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


def _link(address: str) -> Markup:
    return Markup('<a href="%s" rel="noopener noreferrer nofollow ugc" target="_blank">%s</a>') % (
        address,
        address,
    )
