"""Which entry is which, although feeds change their GUIDs, links and words.

An entry is known again by its GUID, else by its link, else by its words and date. A mark that
several entries of one document share (a GUID that is the home page, say) says nothing and is left
out. The memory lives in the account's cursor and is bounded by the feed's own length.
"""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from hanjari.channels.kinds.feed.entries import Entry

KEPT = 300
"""Entries remembered after they left the document; feeds that reorder bring them back."""
_TRACKING = ("utm_", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "cmpid")
_ENOUGH = 40
"""Letters that make words a mark: short notices repeat themselves."""


Row = list[str]
"""What is remembered of an entry: lasting id, then digests of GUID, link, words, whole and title."""


@dataclass(frozen=True)
class Marks:
    """By what an entry is known again, each a short digest or nothing; `whole` also tells an edit."""

    guid: str
    link: str
    words: str
    whole: str
    title: str

    def row(self, lasting: str) -> Row:
        """As it is remembered."""
        return [lasting, self.guid, self.link, self.words, self.whole, self.title]


@dataclass(frozen=True)
class Found:
    """An entry's place in the document, its lasting id, and whether it was edited since."""

    index: int
    id: str
    is_edited: bool


def sort_out(entries: list[Entry], memory: list[Row]) -> tuple[list[Found], list[Row]]:
    """What is new or edited since this memory, and the memory behind it."""
    known: dict[str, Row] = {}
    for row in reversed(memory):
        _index(row, known)
    found: list[Found] = []
    present: dict[str, Row] = {}
    for index, (entry, marks) in enumerate(zip(entries, _marks(entries), strict=True)):
        old = _recall(marks, known)
        row = marks.row(old[0] if old else lasting_id(entry, marks))
        if row[0] in present:
            continue  # the same entry twice in one document is one
        if not old or old[4] != marks.whole:
            found.append(Found(index, row[0], is_edited=bool(old)))
        present[row[0]] = row
        _index(row, known)
    past = [row for row in memory if row[0] not in present]
    return found, [*present.values(), *past[:KEPT]]


def lasting_id(entry: Entry, marks: Marks) -> str:
    """The external id of an entry seen for the first time."""
    if marks.guid:
        return entry.guid if len(entry.guid) <= 300 else f"guid:{marks.guid}"
    if marks.link:
        return normal_link(entry.link) if len(entry.link) <= 300 else f"link:{marks.link}"
    return f"words:{marks.whole}"


def normal_link(link: str) -> str:
    """The link without what changes from reader to reader: tracking, fragment, case, last slash."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return link.strip()
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_TRACKING)
    ]
    scheme = "https" if parts.scheme in {"http", "https"} else parts.scheme
    path = parts.path.rstrip("/")
    return urlunsplit((scheme, parts.netloc.lower(), path, urlencode(query), ""))


def _marks(entries: list[Entry]) -> list[Marks]:
    guids = Counter(entry.guid for entry in entries)
    links = Counter(normal_link(entry.link) for entry in entries)
    return [_mark(entry, guids, links) for entry in entries]


def _mark(entry: Entry, guids: Counter[str], links: Counter[str]) -> Marks:
    link = normal_link(entry.link) if entry.link else ""
    said = f"{entry.title}\n{entry.html}"
    dated = f"{said}\n{entry.published.isoformat() if entry.published else ''}"
    return Marks(
        guid=_digest(entry.guid) if entry.guid and guids[entry.guid] == 1 else "",
        link=_digest(link) if link and links[link] == 1 else "",
        words=_digest(dated) if len(said) >= _ENOUGH else "",
        whole=_digest(said),
        title=_digest(entry.title),
    )


def _index(row: Row, known: dict[str, Row]) -> None:
    for name, mark in zip("glwh", row[1:5], strict=True):
        if mark:
            known[name + mark] = row


def _recall(marks: Marks, known: dict[str, Row]) -> Row | None:
    if marks.guid and (row := known.get("g" + marks.guid)):
        return row
    row = known.get("l" + marks.link) if marks.link else None
    if row and (not (row[1] and marks.guid) or row[5] == marks.title):
        return row  # a page that is used for one notice after another is not one entry
    if marks.words and (row := known.get("w" + marks.words)):
        return row
    has_marks = marks.guid or marks.link or marks.words
    return None if has_marks else known.get("h" + marks.whole)


def _digest(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()[:16]
