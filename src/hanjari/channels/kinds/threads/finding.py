"""Finding out what became of a post whose confirmation got lost.

Threads keeps no key of ours, and a container's number does not tell its post's. So a post is known
by what it answers, its words and its time among our own (`/me/replies`, `/me/threads`), and "not there"
is believed only after a while. The same words may stand twice; two alike are a person's business.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph.messaging import PATIENCE, same
from hanjari.channels.calling.graph.paging import Thing, ident, moment, pages, part, rows
from hanjari.channels.contract import Access, BrokenError, Outgoing, Receipt, UnsureError
from hanjari.channels.kinds.threads.api import opened
from hanjari.channels.kinds.threads.posts import link
from hanjari.kit.clock import now

_FIELDS = "id,text,timestamp,permalink,replied_to"
_MOST_PAGES = 10


def find(access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
    """The receipt of what went out; None when it did not. Raises `UnsureError`."""
    path = "/me/replies" if outgoing.parent_id else "/me/threads"
    asked = {"fields": _FIELDS, "limit": 50, "since": int(since.timestamp())}
    found: list[Thing] = []
    try:
        with opened(access) as line:
            for count, answer in enumerate(pages(line, path, asked)):
                found += [one for one in rows(answer.body) if _is_it(one, outgoing, since)]
                if count + 1 >= _MOST_PAGES:
                    raise UnsureError(_("We post too much to find it again."))
    except BrokenError as error:
        raise UnsureError(error.words) from error
    if len(found) > 1:
        raise UnsureError(_("Several posts of ours look like this one."))
    if not found and now() - since < PATIENCE:
        raise UnsureError(_("It is not there yet; Threads may still show it."))
    return _receipt(found[0]) if found else None


def _is_it(one: Thing, outgoing: Outgoing, since: datetime) -> bool:
    at, parent = moment(one.get("timestamp")), ident(part(one, "replied_to").get("id"))
    is_there = parent == outgoing.parent_id
    return bool(is_there and at and at >= since and same(one.get("text"), outgoing.text))


def _receipt(one: Thing) -> Receipt:
    number = ident(one.get("id"))
    return Receipt(number, link(one.get("permalink")), moment(one.get("timestamp")))
