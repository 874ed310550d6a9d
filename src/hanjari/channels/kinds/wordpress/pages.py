"""Comments by number, newest first, page by page, with no gap when something is deleted in between.

The API pages by offset (REST API Handbook, Pagination). A comment that is taken away while we read
moves all others up by one; so each page overlaps the one before, and where they do not meet, the
page is asked for again from further up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.wordpress.api import COMMENTS, Site, rows
from hanjari.channels.kinds.wordpress.sight import Sight

SIZE = 100
"""The most that the API gives at once (Pagination, `per_page`)."""
_SMALL = 10
_OVERLAP = 5
_STEPS = (5, 50, 100)


@dataclass(frozen=True, slots=True)
class Page:
    """What came, without what a page before had; `next_offset` is None behind the last."""

    comments: list[Mapping[str, Any]]
    next_offset: int | None

    @property
    def oldest(self) -> int:
        """The lowest number; 0 when there is none."""
        return min((int(one["id"]) for one in self.comments), default=0)


def pages(
    site: Site, sight: Sight, *, size: int = SIZE, offset: int = 0, below: int = 0
) -> Iterator[Page]:
    """From `offset` down to the very first; what is not below `below` is left out. Raises `BrokenError`."""
    until = below
    while True:
        try:
            page = _meeting(site, sight, size, offset, until)
        except BrokenError as error:
            if error.code != "too_large" or size == _SMALL:
                raise
            size = _SMALL  # comments of 64 kB each, twice: as typed and as shown
            continue
        yield page
        if page.next_offset is None:
            return
        offset, until = page.next_offset, page.oldest or until


def _meeting(site: Site, sight: Sight, size: int, offset: int, until: int) -> Page:
    """The page at `offset`; asked for further up when it does not reach up to `until`."""
    for step in (0, *_STEPS):
        start = max(0, offset - step)
        found, total = _asked(site, sight, size, start)
        numbers = [int(one["id"]) for one in found]
        if not until or start == 0 or max(numbers, default=0) >= until:
            break
    fresh = [one for one in found if not until or int(one["id"]) < until]
    end = start + size
    is_last = end >= total if total is not None else len(found) < size
    return Page(fresh, None if is_last else max(end - _OVERLAP, start + 1))


def _asked(
    site: Site, sight: Sight, size: int, offset: int
) -> tuple[list[Mapping[str, Any]], int | None]:
    """Comments, and how many there are (None when something between us drops the header)."""
    answer = site.ask(
        COMMENTS,
        orderby="id",
        order="desc",
        per_page=size,
        offset=offset,
        status=sight.status,
        **sight.question,
    )
    total = answer.headers.get("X-WP-Total", "")
    return rows(answer.body), int(total) if total.isdecimal() else None


def by_number(site: Site, sight: Sight, numbers: list[int], **more: Any) -> list[Mapping[str, Any]]:
    """These comments, whatever became of them, as far as the user may see. Raises `BrokenError`."""
    if not numbers:
        return []
    status = "any" if sight.status == "all" else "approve"
    answer = site.ask(
        COMMENTS,
        **{**sight.question, **more},
        include=",".join(map(str, numbers)),
        per_page=SIZE,
        status=status,
    )
    return rows(answer.body)


def standing(site: Site, sight: Sight, number: int) -> str:
    """What became of one comment: its status, '' when the site says that it is not there. Raises `BrokenError`."""
    try:
        told = site.ask(f"{COMMENTS}/{number}", **sight.question).body
    except BrokenError as error:
        if error.code in {"rest_comment_invalid_id", "rest_post_invalid_id", "rest_cannot_read"}:
            return ""
        raise
    return str(told.get("status") or "approved") if isinstance(told, Mapping) else "approved"
