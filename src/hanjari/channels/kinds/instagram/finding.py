"""Finding out what became of a reply, message or post whose answer got lost: by place, author, words, time."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph import messaging
from hanjari.channels.calling.graph.api import Graph, known, opened
from hanjari.channels.calling.graph.paging import Thing, ident, moment, pages, rows
from hanjari.channels.contract import Access, BrokenError, Outgoing, Receipt, UnsureError
from hanjari.channels.kinds.instagram import ids, writings
from hanjari.channels.kinds.instagram.sending import target
from hanjari.kit.clock import now

_MOST_PAGES = 10


def find(access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
    """The receipt of what went out; None when it did not. Raises `UnsureError`."""
    if ids.mentioned(outgoing.root_id) or ids.mentioned(outgoing.parent_id):
        raise UnsureError(_("Instagram does not show us what stands below other accounts' posts."))
    try:
        if messaging.is_private(outgoing):
            return messaging.find(access, outgoing, since, known(access, "page_id"), "instagram")
        with opened(access) as graph:
            listed = _listed(graph, known(access, "ig_id"), outgoing)
            found = [one for one in listed if _is_it(access, one, outgoing, since)]
    except BrokenError as error:
        raise UnsureError(error.words) from error
    if len(found) > 1:
        raise UnsureError(_("Several posts of ours look like this one."))
    if not found and now() - since < messaging.PATIENCE:
        raise UnsureError(_("It is not there yet; Meta may still show it."))
    return _receipt(found[0]) if found else None


def _listed(graph: Graph, own: str, outgoing: Outgoing) -> Iterator[Thing]:
    """What stands where it should. Raises `BrokenError`."""
    if not outgoing.parent_id:
        asked = {"fields": "id,caption,timestamp,username,permalink", "limit": 25}
        yield from rows(graph.ask("GET", f"/{own}/media", params=asked).body)
        return
    asked = {"fields": writings.COMMENT_FIELDS, "limit": 50}
    for count, answer in enumerate(pages(graph, f"/{target(outgoing)}/replies", asked)):
        yield from rows(answer.body)
        if count + 1 >= _MOST_PAGES:
            raise UnsureError(_("There are too many replies to find ours among them."))


def _is_it(access: Access, one: Thing, outgoing: Outgoing, since: datetime) -> bool:
    at = moment(one.get("timestamp"))
    text = one.get("text") if outgoing.parent_id else one.get("caption")
    is_ours = writings.is_ours(access, one)
    return bool(is_ours and at and at >= since and messaging.same(text or "", outgoing.text))


def _receipt(one: Thing) -> Receipt:
    url = str(one.get("permalink") or "")
    return Receipt(ident(one.get("id")), url, moment(one.get("timestamp")))
