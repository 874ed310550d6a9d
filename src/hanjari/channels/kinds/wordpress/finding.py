"""Finding out what became of an answer whose confirmation got lost: by our mark, else by author, words and time."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Outgoing, Receipt, UnsureError
from hanjari.channels.kinds.wordpress import posts, prose, sight
from hanjari.channels.kinds.wordpress.api import COMMENTS, Site, is_number, rows
from hanjari.channels.kinds.wordpress.reading import link_of, moment, text_of
from hanjari.channels.kinds.wordpress.sight import Sight
from hanjari.kit.clock import now
from hanjari.kit.http import USER_AGENT

_SAME_SENDING = timedelta(days=1)
"""A double that is older belongs to an earlier answer with the same words."""
_SIZE, _MOST_PAGES = 100, 20


def mark(key: str) -> str:
    """Our program's name with the answer's key; only moderators see it (255 letters in the database)."""
    return f"{USER_AGENT} ({key[:150]})"


def find(access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
    """The receipt of what went out; None when it did not. Raises `UnsureError`.

    None is sure enough: should a request still be on its way, WordPress itself refuses the second.
    """
    try:
        with Site(access) as site:
            eyes = sight.known(access) or sight.look(site)
            if not outgoing.parent_id and not post_of(outgoing):
                return posts.find(site, eyes, outgoing, since)
            return _found(site, eyes, outgoing, since)
    except BrokenError as error:
        raise UnsureError(error.words) from error


def post_of(outgoing: Outgoing) -> int:
    """The post below which it stands, as far as the answered message tells; 0 when it does not."""
    told = str(outgoing.extra.get("post_id") or "")
    return int(told) if told.isdecimal() and is_number(int(told)) else 0


def earlier(site: Site, eyes: Sight, outgoing: Outgoing) -> Receipt | None:
    """Our own comment that WordPress meant by a double, when it is of this sending. Raises `BrokenError`."""
    try:
        return _found(site, eyes, outgoing, now() - _SAME_SENDING)
    except UnsureError:
        return None


def receipt_of(comment: Mapping[str, Any]) -> Receipt:
    """A comment's number, place and time."""
    return Receipt(str(comment["id"]), link_of(comment), moment(comment.get("date_gmt")))


def _found(site: Site, eyes: Sight, outgoing: Outgoing, since: datetime) -> Receipt | None:
    marked, alike = [], []
    for comment in _ours(site, eyes, outgoing):
        at = moment(comment.get("date_gmt"))
        if mark(outgoing.key) == comment.get("author_user_agent"):
            marked.append(comment)
        elif at and at >= since and prose.same(text_of(comment), outgoing.text):
            alike.append(comment)
    found = marked or alike
    if len(found) > 1:
        raise UnsureError(_("Several comments of ours look like this one."))
    return receipt_of(found[0]) if found else None


def _ours(site: Site, eyes: Sight, outgoing: Outgoing) -> Iterator[Mapping[str, Any]]:
    """Our comments in the same place, newest first. Raises `BrokenError`."""
    asked: dict[str, Any] = {
        **eyes.question,
        "status": eyes.status,
        "orderby": "id",
        "parent": int(outgoing.parent_id) if outgoing.parent_id.isdecimal() else 0,
        "per_page": _SIZE,
    }
    if eyes.status == "all":
        asked["author"] = eyes.me
    if post := post_of(outgoing):
        asked["post"] = post
    for page in range(1, _MOST_PAGES + 1):
        found = rows(site.ask(COMMENTS, **asked, page=page).body)
        yield from (one for one in found if one.get("author") == eyes.me)
        if len(found) < _SIZE:
            return
    raise BrokenError("too_many", _("There is too much below this comment to find it again."))
