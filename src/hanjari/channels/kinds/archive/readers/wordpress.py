"""WXR: WordPress's export. Posts are ours, comments are what people said under them.

Read as a stream by expat with entities refused (no bombs, no outside files). XML can't be entered
in the middle, so going on means reading from the start and passing over the rows already taken.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.kinds.archive.readers.row import LONGEST_LINE, SHOWN, BrokenArchiveError, Row

_CHUNK = 1 << 16
_DEEPEST = 60
_POST_TYPES = ("post", "page")
_FIELDS = {
    "title": "subject",
    "link": "url",
    "pubDate": "pub_date",
    "dc:creator": "author",
    "content:encoded": "html",
    "wp:post_id": "id",
    "wp:post_date_gmt": "time",
    "wp:post_type": "type",
    "wp:status": "status",
}
_COMMENT_FIELDS = {
    "wp:comment_id": "id",
    "wp:comment_author": "name",
    "wp:comment_author_email": "mail",
    "wp:comment_author_url": "author_url",
    "wp:comment_date_gmt": "time",
    "wp:comment_content": "html",
    "wp:comment_approved": "approved",
    "wp:comment_type": "type",
    "wp:comment_parent": "parent",
    "wp:comment_user_id": "user",
}


def rows(plan: Plan, file: BinaryIO, position: int, number: int) -> Iterator[Row]:  # noqa: ARG001 (begins anew, see above)
    """Each published post and page, and each comment, the post first."""
    file.seek(0)
    for place, (end, values, fault) in enumerate(_items(file), 1):
        if place > number:
            shown = " | ".join(f"{name}: {words}" for name, words in values.items())[:SHOWN]
            yield Row(end, place, values, fault, shown)


def _items(file: BinaryIO) -> Iterator[tuple[int, dict[str, str], str]]:
    """Rows as they are complete: (byte behind the item, values, fault)."""
    shelf = _Shelf()
    parser = shelf.parser()
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 (expat's own way)
            yield from shelf.taken()
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        yield from shelf.taken()
        raise BrokenArchiveError("xml") from error
    yield from shelf.taken()


class _Shelf:
    """Collects an item's fields and comments while expat goes through it."""

    def __init__(self) -> None:
        self._done: list[tuple[int, dict[str, str], str]] = []
        self._path: list[str] = []
        self._item: dict[str, str] = {}
        self._comment: dict[str, str] | None = None
        self._comments: list[dict[str, str]] = []
        self._text: list[str] = []
        self._size = 0
        self._is_long = False
        self._parser: Any = None

    def parser(self) -> Any:
        """An expat parser that fills this shelf."""
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words
        return self._parser

    def taken(self) -> list[tuple[int, dict[str, str], str]]:
        """What is complete, taken off the shelf."""
        done, self._done = self._done, []
        return done

    def _refuse(self, *_args: object) -> None:
        raise BrokenArchiveError("entities")

    def _start(self, name: str, _attributes: object) -> None:
        if len(self._path) >= _DEEPEST:
            raise BrokenArchiveError("xml")
        self._path.append(name)
        self._text, self._size = [], 0
        if name == "item":
            self._item, self._comments, self._is_long = {}, [], False
        elif name == "wp:comment":
            self._comment = {}

    def _words(self, words: str) -> None:
        self._size += len(words)
        if self._size <= LONGEST_LINE:
            self._text.append(words)
        else:
            self._is_long = True

    def _end(self, name: str) -> None:
        self._path.pop()
        if name == "item":
            self._close_item()
        elif name == "wp:comment" and self._comment is not None:
            self._comments.append(self._comment)
            self._comment = None
        elif self._path and self._path[-1] == "wp:comment" and self._comment is not None:
            self._keep(self._comment, _COMMENT_FIELDS, name)
        elif self._path and self._path[-1] == "item":
            self._keep(self._item, _FIELDS, name)
        self._text, self._size = [], 0

    def _keep(self, values: dict[str, str], fields: dict[str, str], name: str) -> None:
        if name in fields:
            values[fields[name]] = "".join(self._text).strip()

    def _close_item(self) -> None:
        end, post = self._parser.CurrentByteIndex, self._item
        fault = "too_long" if self._is_long else ""
        if post.get("type", "post") in _POST_TYPES and post.get("status", "publish") == "publish":
            self._done.append((end, {"kind": "post", **post}, fault))
        for comment in self._comments:
            whole = {"kind": "comment", "post": post.get("id", ""), "post_url": post.get("url", "")}
            self._done.append((end, whole | comment, fault or _unfit(comment)))


def _unfit(comment: dict[str, str]) -> str:
    approved = comment.get("approved", "1")
    return "marked_spam" if approved in ("spam", "trash", "post-trashed") else ""
