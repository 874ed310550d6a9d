"""Finding out what became of a post whose answer got lost: in its thread, and among our own.

`Idempotency-Key` is kept for an hour at Mastodon and unknown elsewhere, so nothing rests on it. A
post is known by what it answers, its words and its time.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Outgoing, Receipt, UnsureError
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.api import Api, is_refused, me
from hanjari.channels.kinds.mastodon.pages import pages
from hanjari.channels.kinds.mastodon.sources import Source
from hanjari.channels.kinds.mastodon.statuses import NEVER, moment, part, parts, text
from hanjari.channels.kinds.mastodon.words import plain

_NAMES = re.compile(r"^(?:\s*@[\w.-]+(?:@[\w.-]+(?::\d+)?)?(?=\s|$))+\s*")
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_SKEW = timedelta(minutes=10)
"""Their clock may be behind ours."""
_MOST_PAGES = 10


def find(access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
    """The receipt of what went out; None when it did not. Raises `UnsureError`."""
    try:
        with Api(access, 120.0) as api:
            own = me(api)
            found = {
                ids.of(one): one
                for one in _ours(api, own, outgoing, since - _SKEW)
                if _is_it(one, own, outgoing, since - _SKEW)
            }
    except BrokenError as error:
        raise UnsureError(error.words) from error
    if len(found) > 1:
        raise UnsureError(_("Several posts of ours look like this one."))
    return next((_receipt(one) for one in found.values()), None)


def names_in_front(said: str) -> str:
    """The mentions with which a post begins."""
    found = _NAMES.match(said)
    return found[0] if found else ""


def same(one: str, other: str) -> bool:
    """Whether two texts are the same post: names in front, spaces and the link's scheme aside."""
    return _bare(one) == _bare(other)


def _bare(said: str) -> str:
    words = _NAMES.sub("", unicodedata.normalize("NFC", said)).split()
    return " ".join(_SCHEME.sub("", word).rstrip("/") for word in words)


def _ours(api: Api, own: str, outgoing: Outgoing, since: datetime) -> Iterator[Mapping[str, Any]]:
    """Our own posts down to that time, and the thread. Raises `BrokenError` where they do not end."""
    if number := ids.checked(outgoing.parent_id):
        yield from _thread(api, number)
    source = Source("own", "", f"/api/v1/accounts/{own}/statuses", {"exclude_reblogs": "true"})
    for page in pages(api, source, most=_MOST_PAGES):
        yield from page.items
        times = [
            moment(one.get("created_at")) or NEVER for one in page.items if not one.get("pinned")
        ]
        if not page.has_more or any(one < since for one in times):
            return
    raise BrokenError("too_many", _("We post too much to find it again."))


def _thread(api: Api, number: str) -> list[Mapping[str, Any]]:
    """Below what was answered; nothing when that is gone."""
    try:
        body = api.ask("GET", f"/api/v1/statuses/{number}/context").body
    except BrokenError as error:
        if not is_refused(error) and error.code != "too_large":
            raise
        body = None
    return list(parts(body, "descendants")) if isinstance(body, Mapping) else []


def _is_it(one: Mapping[str, Any], own: str, outgoing: Outgoing, since: datetime) -> bool:
    return (
        ids.of(part(one, "account")) == own
        and not part(one, "reblog")
        and ids.checked(one.get("in_reply_to_id")) == outgoing.parent_id
        and (moment(one.get("created_at")) or NEVER) >= since
        and same(plain(text(one, "content")) or text(one, "text"), outgoing.text)
    )


def _receipt(one: Mapping[str, Any]) -> Receipt:
    return Receipt(ids.of(one), text(one, "url"), moment(one.get("created_at")))
