"""Rows as they are drawn: each once, then kept for everybody who reads the same.

A row is the dearest piece of the page, and colleagues look at the same ones; what is drawn depends
on its slots, on whose it is, and on the reader's view, language and zone; nothing else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup

from hanjari.conversations.queries import Row
from hanjari.kit.brief import Brief
from hanjari.kit.web.rendering import drawn

SECONDS = 10
"""A clock's words may be so old; `clocks.js` puts them right while the page is open."""
MOST = 1_000
"""Rows kept: about 1.3 kB each."""
_END = "</li>\n"
"""Ends a row and nothing inside of one: what people wrote is escaped."""
_kept: Brief[str] = Brief(SECONDS, MOST)


def drawn_rows(rows: Sequence[Row], context: Mapping[str, Any]) -> Markup:
    """The rows of a list; `context` is `listed.row_context`, with `chosen` as the page has it."""
    own, chosen = context["own"], context["chosen"]
    zone = timezone.get_current_timezone_name()
    reader = (context["here"], get_language(), zone, context["at"] // SECONDS)
    leaves = context["leaves"]
    keys = [
        (row, row.assignee_id == own, row.id == chosen, reader, leaves.get(row.id)) for row in rows
    ]
    pieces = [_kept.find(key) for key in keys]
    missing = [place for place, piece in enumerate(pieces) if piece is None]
    fresh = _drawn([rows[place] for place in missing], context)
    for place, piece in zip(missing, fresh, strict=True):
        pieces[place] = _kept.put(keys[place], piece)
    return Markup("".join(filter(None, pieces)))  # noqa: S704 (the template escapes what people wrote)


def _drawn(rows: Sequence[Row], context: Mapping[str, Any]) -> list[str]:
    if not rows:
        return []
    words = drawn("conversations/rows.html", {**context, "rows": rows})
    return [piece + _END for piece in words.split(_END)[:-1]]
