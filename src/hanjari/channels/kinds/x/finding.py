"""Finding out what became of a post whose answer got lost: by our own timeline.

X stores no key of ours. A post is known by what it answers, its text and its time. X itself refuses
the same text twice ("duplicate content"), so a wrong "not there" can't make a double.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Outgoing, Receipt, UnsureError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.x import ids, posts, till
from hanjari.channels.kinds.x.api import Api, me
from hanjari.channels.kinds.x.sources import FIELDS
from hanjari.channels.kinds.x.words import same

_MOST_PAGES = 5


def find(access: Access, outgoing: Outgoing, since: datetime) -> Receipt | None:
    """The receipt of what went out; None when it did not. Raises `UnsureError`."""
    try:
        found = (
            _messages(access, outgoing, since)
            if is_private(outgoing)
            else alike(access, outgoing, since)
        )
    except BrokenError as error:
        raise UnsureError(error.words) from error
    if len(found) > 1:
        raise UnsureError(_("Several posts of ours look like this one."))
    return found[0] if found else None


def is_private(outgoing: Outgoing) -> bool:
    """Whether it is a direct message."""
    return bool(outgoing.extra.get("is_private")) or outgoing.parent_id.startswith(ids.DM)


def other(outgoing: Outgoing) -> str:
    """With whom a direct message is."""
    told = outgoing.root_id.removeprefix(ids.WITH) if outgoing.root_id.startswith(ids.WITH) else ""
    candidates = [told, *outgoing.to]
    return next((one for one in candidates if ids.number(one)), "")


def alike(access: Access, outgoing: Outgoing, since: datetime | None) -> list[Receipt]:
    """Posts of ours that answer the same and say the same. Raises `BrokenError`."""
    asked = {**FIELDS, "max_results": 100}
    if since:
        asked["start_time"] = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    found: list[Receipt] = []
    with Api(access) as x:
        for _page in range(_MOST_PAGES):
            body = x.ask("timeline", "GET", f"/2/users/{me(access)}/tweets", params=asked).body
            body = body if isinstance(body, Mapping) else {}
            till.charge(access, body)
            found += [_receipt(one) for one in posts.read(access, body) if _is_it(one, outgoing)]
            meta = body.get("meta")
            token = meta.get("next_token") if isinstance(meta, Mapping) else None
            if not token or since is None:
                return found
            asked["pagination_token"] = str(token)
    raise BrokenError("too_many", _("We post too much to find it again."))


def _is_it(one: Envelope, outgoing: Outgoing) -> bool:
    return one.parent_id == outgoing.parent_id and same(one.text, outgoing.text)


def _receipt(one: Envelope) -> Receipt:
    return Receipt(one.external_id, one.url, one.posted_at)


def _messages(access: Access, outgoing: Outgoing, since: datetime) -> list[Receipt]:
    """Direct messages of ours in this talk with the same words (X API, Direct Messages lookup)."""
    path = f"/2/dm_conversations/with/{other(outgoing)}/dm_events"
    asked = {
        "max_results": 100,
        "event_types": "MessageCreate",
        "dm_event.fields": "id,text,sender_id,created_at",
    }
    with Api(access) as x:
        body = x.ask("dm", "GET", path, params=asked).body
    events = posts.things(body.get("data") if isinstance(body, Mapping) else None)
    till.charge_messages(access, len(events))
    found = []
    for event in events:
        at = posts.time_of(event.get("created_at"))
        is_ours = str(event.get("sender_id")) in access.own_ids
        if is_ours and at and at >= since and same(str(event.get("text") or ""), outgoing.text):
            found.append(Receipt(f"{ids.DM}{event.get('id')}", "", at))
    return found
