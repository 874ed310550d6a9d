"""Html of strangers: cleaned for showing, and as plain text for reading."""

import html
import re

import nh3

_BLOCK = {"p", "br", "li", "div", "h1", "h2", "h3", "h4", "blockquote", "tr", "pre"}
_TAGS = _BLOCK | {
    "a",
    "b",
    "strong",
    "i",
    "em",
    "ul",
    "ol",
    "table",
    "tbody",
    "td",
    "th",
    "hr",
    "code",
}
_OPENING = re.compile(r"<(/?)(\w+)[^>]*>")


def cleaned(markup: str) -> str:
    """Words, links and structure; no pictures, styles, scripts or forms (nh3)."""
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow ugc",
    )


def plain(markup: str) -> str:
    """The words alone, with line breaks where blocks end. Expects cleaned html."""

    def broken(tag: re.Match[str]) -> str:
        return "\n" if tag[2] in _BLOCK else ""

    lines = html.unescape(_OPENING.sub(broken, markup)).replace("\xa0", " ").splitlines()
    text = "\n".join(" ".join(line.split()) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
