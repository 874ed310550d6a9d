"""A status' html as plain text: line breaks, whole links, mentions, emoji shortcodes.

Servers shorten what a link shows and hide the rest in spans (`invisible`, `ellipsis`; Mastodon,
"HTML sanitization"), so a link is told by its address.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_LONGEST = 200_000
"""Letters of one status; the longest honest ones are below 100,000."""
_BLOCKS = {"p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_SILENT = {"script", "style", "template"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)


def plain(markup: str, *, without_quote: bool = False) -> str:
    """The words alone. `without_quote` leaves out the "RE: link" that stands in for a quoted status."""
    reader = _Reader(without_quote=without_quote)
    reader.feed(markup[:_LONGEST])
    reader.close()
    lines = [
        line.strip() if not line.startswith("    ") else line.rstrip()
        for line in reader.text().split("\n")
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@dataclass(slots=True)
class _Link:
    href: str
    is_name: bool
    said: list[str] = field(default_factory=list)

    def text(self) -> str:
        """A mention or tag as it reads, any other link by its address."""
        inner = "".join(self.said).strip()
        if (
            self.is_name
            or inner[:1] in {"@", "#"}
            or not self.href.startswith(("http://", "https://"))
        ):
            return inner
        if (
            not inner
            or _bare(inner) == _bare(self.href)
            or _bare(self.href).startswith(_bare(inner).rstrip("…."))
        ):
            return self.href
        return f"{inner} ({self.href})"


def _bare(address: str) -> str:
    return _SCHEME.sub("", address).rstrip("/")


class _Reader(HTMLParser):
    """Collects words; tags that it does not know are looked through."""

    def __init__(self, *, without_quote: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._without_quote = without_quote
        self._out: list[str] = []
        self._link: _Link | None = None
        self._hidden: list[str] = []
        self._numbers: list[int | None] = []
        self._pre = 0

    def text(self) -> str:
        self._end_link()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        classes = told.get("class", "").split()
        if self._hidden:
            self._hidden += [tag] if tag == self._hidden[0] else []
        elif tag in _SILENT or (self._without_quote and "quote-inline" in classes):
            self._hidden = [tag]
        elif tag == "br":
            self._write("\n")
        elif tag == "img":
            self._write(told.get("alt") or told.get("title", ""))
        elif tag == "a":
            self._end_link()
            self._link = _Link(told.get("href", ""), bool({"mention", "hashtag"} & {*classes}))
        elif tag == "li":
            self._item()
        elif tag in _BLOCKS:
            self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
        elif tag == "a":
            self._end_link()
        elif tag in _BLOCKS:
            if tag in {"ul", "ol"} and self._numbers:
                self._numbers.pop()
            self._pre -= tag == "pre" and self._pre > 0
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._write(data if self._pre else _SPACE.sub(" ", data))

    def _block(self, tag: str) -> None:
        self._break()
        if tag in {"ul", "ol"}:
            self._numbers.append(1 if tag == "ol" else None)
        self._pre += tag == "pre"

    def _item(self) -> None:
        number = self._numbers[-1] if self._numbers else None
        if number is not None:
            self._numbers[-1] = number + 1
        self._write("\n- " if number is None else f"\n{number}. ")

    def _break(self) -> None:
        self._end_link()
        if self._out and not self._out[-1].endswith("\n\n"):
            self._out.append("\n\n")

    def _write(self, words: str) -> None:
        (self._link.said if self._link else self._out).append(words)

    def _end_link(self) -> None:
        link, self._link = self._link, None
        if link:
            self._out.append(link.text())
