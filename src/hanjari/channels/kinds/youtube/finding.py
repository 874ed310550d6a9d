"""Finding out what became of a comment whose answer got lost: by reading its thread.

YouTube stores no key of ours and lets the same words stand twice. So a comment is known by thread,
author, words and time, and "not there" is said only once enough time has passed for it to appear.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line
from hanjari.channels.contract import Access, BrokenError, Outgoing, Receipt, UnsureError
from hanjari.channels.kinds.youtube import api
from hanjari.channels.kinds.youtube.prose import plain
from hanjari.channels.kinds.youtube.reading import address, moment
from hanjari.channels.kinds.youtube.sending import root_of
from hanjari.kit.clock import now

PATIENCE = timedelta(minutes=15)
"""`since` lies ten minutes before the try; five more are given for a comment to be listed."""
_MOST_PAGES = 100


def find(access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
    """The receipt of what went out; None when it did not. Raises `UnsureError`."""
    try:
        with api.line(access) as line:
            found = [_receipt(one) for one in _alike(access, line, outgoing, since)]
    except BrokenError as error:
        raise UnsureError(error.words) from error
    if len(found) > 1:
        raise UnsureError(_("Several comments of ours look like this one."))
    if not found and now() - since < PATIENCE:
        raise UnsureError(_("It is not there yet; YouTube may still show it."))
    return found[0] if found else None


def _alike(
    access: Access, line: Line, outgoing: Outgoing, since: datetime
) -> Iterator[Mapping[str, Any]]:
    for comment in _comments(line, outgoing):
        told = api.part(comment, "snippet")
        at = moment(told.get("publishedAt"))
        is_ours = api.part(told, "authorChannelId").get("value") in access.own_ids
        if is_ours and at and at >= since and _same(told, outgoing.text):
            yield comment


def _comments(line: Line, outgoing: Outgoing) -> Iterator[Mapping[str, Any]]:
    root, video = root_of(outgoing), str(outgoing.extra.get("video_id") or "")
    asked: dict[str, Any] = {"part": "snippet", "maxResults": 100, "textFormat": "plainText"}
    path = "/comments" if root else "/commentThreads"
    asked |= {"parentId": root} if root else {"videoId": video, "order": "time"}
    for _page in range(_MOST_PAGES if root else 1):
        body = line.ask("GET", path, take=api.UNITS, count=api.READ, params=asked).body
        for item in api.items(body):
            yield item if root else api.part(api.part(item, "snippet"), "topLevelComment")
        token = api.next_page(body)
        if not token:
            return
        asked["pageToken"] = token


def _same(told: Mapping[str, Any], text: str) -> bool:
    """Our own comment comes with its original words; else as it is shown."""
    original, display = told.get("textOriginal"), str(told.get("textDisplay") or "")
    shown = {_bare(display), _bare(plain(display)), _bare(str(original or display))}
    return _bare(text) in shown


def _bare(text: str) -> str:
    return " ".join(text.split())


def _receipt(comment: Mapping[str, Any]) -> Receipt:
    told, number = api.part(comment, "snippet"), str(comment.get("id") or "")
    return Receipt(
        number, address(str(told.get("videoId") or ""), number), moment(told.get("publishedAt"))
    )
