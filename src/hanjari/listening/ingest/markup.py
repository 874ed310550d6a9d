"""Markup: what of a message's HTML may be shown. Anything that runs, loads or hides is taken out."""

import re

import nh3

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "div", "dl", "dt",
    "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q",
    "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "u", "ul",
}  # fmt: skip
"""No images: a picture that loads tells its sender that we read."""

_TAG = re.compile(r"<[^>]*>")


def cleaned(html: str) -> str:
    """Only harmless elements; links lead to http, https or mailto and tell nothing of us."""
    if not html:
        return ""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style", "title", "noscript", "template"},
    )


def visible(html: str) -> str:
    """The words between the tags, joined as a reader sees them."""
    return _TAG.sub("", html)
