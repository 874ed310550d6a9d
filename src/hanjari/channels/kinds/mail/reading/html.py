"""HTML mail to plain words; what a blockquote holds gets `> ` before it, so that one rule folds all."""

import re
from collections.abc import Iterator

from lxml import etree, html

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table"})
_SILENT = frozenset({"script", "style", "head", "title", "meta", "template", "noscript", "object"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_ENTIRELY_XML = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\x00]")


def as_text(source: str) -> str:
    """Words with line ends where a reader sees them; hidden preheaders, scripts and styles dropped."""
    source = _ENTIRELY_XML.sub("", source).replace("\0", "")
    if not source.strip():
        return ""
    try:
        tree = html.document_fromstring(source, parser=html.HTMLParser(huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return re.sub(r"<[^>]*>", " ", source)
    page = _Page()
    for event, element in _visible(tree):
        page.take(event, element)
    return page.text()


def _visible(tree: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """Start and end of each shown element; a hidden one gives only its end (for its tail)."""
    walk = etree.iterwalk(tree, events=("start", "end", "comment"))
    for event, element in walk:
        is_silent = not isinstance(element.tag, str) or element.tag in _SILENT
        if event == "start" and (is_silent or _HIDDEN.search(element.get("style") or "")):
            walk.skip_subtree()
            continue
        yield ("tail" if is_silent else event), element


class _Page:
    """Lines as they grow."""

    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._depth = 0
        self._verbatim = 0

    def take(self, event: str, element: html.HtmlElement) -> None:
        if event == "start":
            self._open(element)
            self._say(element.text)
        else:
            if event == "end":
                self._close(element)
            self._say(element.tail)

    def text(self) -> str:
        joined = "\n".join(line.rstrip() for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", _INVISIBLE.sub("", joined)).strip("\n")

    def _open(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._break(blank=tag in _SPACED)
        if tag == "blockquote":
            self._depth += 1
            self._lines[-1] = self._margin()
        elif tag == "br":
            self._lines.append(self._margin())
        elif tag == "li":
            self._lines[-1] += "- "
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "hr":
            self._lines[-1] += "_" * 30
        elif tag == "img" and element.get("alt"):
            self._say(f"[{element.get('alt')}]")
        elif tag in {"td", "th"} and self._lines[-1].strip("> "):
            self._lines[-1] += " "

    def _close(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag == "blockquote":
            self._depth -= 1
            self._break(blank=True)
            self._lines[-1] = self._margin()
        elif tag in _BLOCKS:
            self._break(blank=tag in _SPACED)
        if tag == "pre":
            self._verbatim -= 1

    def _say(self, told: str | None) -> None:
        if not told:
            return
        if self._verbatim:
            first, *rest = told.split("\n")
            self._lines[-1] += first
            self._lines += [self._margin() + line for line in rest]
            return
        plain = _BLANKS.sub(" ", told).replace("\xa0", " ")
        if not self._lines[-1].strip("> "):
            plain = plain.lstrip(" ")
        self._lines[-1] += plain

    def _break(self, *, blank: bool) -> None:
        """A new line unless we stand on one; `blank` leaves an empty line between."""
        if self._lines[-1].strip("> "):
            self._lines.append(self._margin())
        if blank and len(self._lines) > 1 and self._lines[-2].strip("> "):
            self._lines.append(self._margin())

    def _margin(self) -> str:
        return "> " * min(self._depth, 10)
