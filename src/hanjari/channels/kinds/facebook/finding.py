"""Finding out what became of a comment, message or post whose answer got lost.

Meta stores no key of ours and lets the same words stand twice. So a thing is known by place, author,
words and time, and "not there" is said only once enough time has passed for it to be listed.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph import messaging
from hanjari.channels.calling.graph.api import Graph, known, opened
from hanjari.channels.calling.graph.paging import Thing, ident, moment, pages, part, rows, seen
from hanjari.channels.contract import Access, BrokenError, Outgoing, Receipt, UnsureError
from hanjari.channels.kinds.facebook.sending import address, target
from hanjari.kit.clock import now

_FIELDS = "id,message,from,created_time"
_MOST_PAGES = 20


def find(access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
    """The receipt of what went out; None when it did not. Raises `UnsureError`."""
    try:
        page = known(access, "page_id")
        if messaging.is_private(outgoing):
            return messaging.find(access, outgoing, since, page, "messenger")
        with opened(access) as graph:
            found = [
                one
                for one in _listed(graph, page, outgoing, since)
                if _is_it(access, one, outgoing, since)
            ]
    except BrokenError as error:
        raise UnsureError(error.words) from error
    if len(found) > 1:
        raise UnsureError(_("Several posts of ours look like this one."))
    if not found and now() - since < messaging.PATIENCE:
        raise UnsureError(_("It is not there yet; Meta may still show it."))
    return _receipt(found[0]) if found else None


def _listed(graph: Graph, page: str, outgoing: Outgoing, since: datetime) -> Iterator[Thing]:
    """What stands where it should. Raises `BrokenError`."""
    path, asked = f"/{page}/feed", {"fields": _FIELDS, "limit": 50}
    if outgoing.parent_id:
        path = f"/{target(graph.access, outgoing)}/comments"
        asked |= {
            "order": "reverse_chronological",
            "filter": "stream",
            "since": int(since.timestamp()),
        }
    for count, answer in enumerate(pages(graph, path, asked)):
        found = rows(answer.body)
        yield from found
        oldest: Any = min((at[1] for one in found if (at := seen(one))), default=None)
        if count + 1 >= _MOST_PAGES or (not outgoing.parent_id and oldest and oldest < since):
            return


def _is_it(access: Access, one: Thing, outgoing: Outgoing, since: datetime) -> bool:
    at, author = moment(one.get("created_time")), ident(part(one, "from").get("id"))
    is_ours = author in access.own_ids
    return bool(
        is_ours and at and at >= since and messaging.same(one.get("message"), outgoing.text)
    )


def _receipt(one: Thing) -> Receipt:
    number = ident(one.get("id"))
    return Receipt(number, address(number), moment(one.get("created_time")))
