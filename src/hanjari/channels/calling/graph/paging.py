"""Lists and pages of the Graph API: `data`, and `paging` with a cursor behind which more lies.

Graph API, Paginated results (cursor-based pagination): `paging.cursors.after` leads on as long as
`paging.next` is there. The link in `next` carries the token, so it is never kept; only the cursor is.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.line import Answer
from hanjari.channels.contract import BrokenError

Thing = Mapping[str, Any]
LONGEST_ID = 400
_LONG_AGO = datetime(2004, 2, 4, tzinfo=UTC)
"""Facebook's first day, for what says no time."""


def things(value: Any) -> list[Thing]:
    """The objects of a list; what is broken among them is left out."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def part(thing: Any, name: str) -> Thing:
    """An object inside an object, empty when it is none."""
    found = thing.get(name) if isinstance(thing, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def rows(body: Any) -> list[Thing]:
    """The objects of a page."""
    return things(body.get("data")) if isinstance(body, Mapping) else []


def after(body: Any) -> str:
    """The cursor behind which more lies; empty at the end."""
    paging = part(body, "paging")
    token = part(paging, "cursors").get("after")
    return token if paging.get("next") and isinstance(token, str) else ""


def ident(value: Any) -> str:
    """A number of Meta's as text; empty when it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    return text if 0 < len(text) <= LONGEST_ID and text.isprintable() else ""


def node(value: Any) -> str:
    """An id that may stand in a path. Empty for everything else, so nothing else is ever asked."""
    text = ident(value)
    return text if text and all(one.isalnum() or one in "_-=:." for one in text) else ""


def words(value: Any) -> str:
    """A text, or none."""
    return value if isinstance(value, str) else ""


def moment(told: Any) -> datetime | None:
    """A time: ISO 8601 (`2026-11-25T10:00:00+0000`), or Unix seconds or milliseconds as webhooks say it."""
    if isinstance(told, int | float) and not isinstance(told, bool):
        return _of_number(float(told))
    text = str(told or "")
    if text.isascii() and text.isdecimal() and len(text) < 17:
        return _of_number(float(text))
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def moment_or_old(*told: Any) -> datetime:
    """The first that is a time."""
    return next((at for one in told if (at := moment(one))), _LONG_AGO)


def pages(graph: Graph, path: str, asked: Mapping[str, Any], token: str = "") -> Iterator[Answer]:
    """Page by page to the end. Raises `BrokenError`, also when the pages run in a circle."""
    seen = {token}
    while True:
        page = graph.ask("GET", path, params={**asked, **({"after": token} if token else {})})
        if not isinstance(page.body, Mapping) or not isinstance(page.body.get("data"), list):
            raise garbled()
        yield page
        token = after(page.body)
        if not token:
            return
        if token in seen:
            raise garbled()
        seen.add(token)


def snapshot(cursor: Mapping[str, Any]) -> dict[str, Any]:
    """The cursor as it is now, which later steps no longer change."""
    return deepcopy(dict(cursor))


def seen(one: Thing, name: str = "created_time") -> tuple[str, datetime] | None:
    """Number and time of a post, comment or message; None when it lacks one."""
    number, at = ident(one.get("id")), moment(one.get(name))
    return (number, at) if number and at else None


def garbled() -> BrokenError:
    """An answer that is none."""
    return BrokenError("garbled", _("Meta sent something broken."))


def _of_number(told: float) -> datetime | None:
    seconds = told / 1000 if told > 100_000_000_000 else told
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (OverflowError, ValueError, OSError):
        return None
