"""Sending a direct message, and finding out what became of it; Messenger's and Instagram's alike.

Messenger Platform, Send messages (`messaging_type`, the 24-hour window, the human agent tag of 7
days); Private replies (one message to a comment, within 7 days); Instagram Messaging, Send messages.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.channels.calling.graph.api import Graph, opened
from hanjari.channels.calling.graph.paging import (
    Thing,
    ident,
    moment,
    node,
    part,
    rows,
    words,
)
from hanjari.channels.calling.graph.talks import WITH, by_us
from hanjari.channels.contract import (
    Access,
    BrokenError,
    Outgoing,
    Quota,
    Receipt,
    RefusedError,
    UnsureError,
)
from hanjari.kit.clock import now

WINDOW, AGENT_WINDOW = timedelta(hours=24), timedelta(days=7)
PRIVATE_WINDOW = timedelta(days=7)
"""Private replies: so long after the comment."""
PRIVATE = "private_replies"
PRIVATE_ANSWERS = Quota(PRIVATE, 750, 3600, words=gettext_lazy("Private answers in an hour"))
"""Messenger Platform, Rate limits: private replies."""
PATIENCE = timedelta(minutes=15)
"""`since` lies ten minutes before the try; five more are given for a message to be listed."""
_TALK = "id,messages.limit(20){id,created_time,from,to,message}"
_MOST_TALKS = 10


def is_private(outgoing: Outgoing) -> bool:
    """Whether it is a message rather than a comment or post."""
    return bool(outgoing.extra.get("is_private")) or outgoing.root_id.startswith(WITH)


def answerable_until(
    settings: Mapping[str, Any], outgoing: Outgoing, wrote_at: datetime
) -> datetime | None:
    """Until when Meta takes a message; comments and posts it takes always. Pure."""
    if other(outgoing):
        return wrote_at + (AGENT_WINDOW if settings.get("human_agent") else WINDOW)
    return wrote_at + PRIVATE_WINDOW if is_private(outgoing) else None


def send(graph: Graph, page: str, outgoing: Outgoing, most_bytes: int) -> Receipt:
    """One message to the person who wrote, or one to whoever commented or posted. Raises `RefusedError` or `UnsureError`."""
    if len(outgoing.text.encode()) > most_bytes:
        message = _(
            "A message holds %(most)s bytes, which is about a third as many Korean letters."
        )
        raise RefusedError("too_long", message % {"most": most_bytes}, can_retry=False)
    if outgoing.extra.get("media"):
        message = _("Pictures can't be sent in a message from here.")
        raise RefusedError("no_media", message, can_retry=False)
    told: dict[str, Any] = {"message": {"text": outgoing.text}}
    take = ""
    if person := other(outgoing):
        told |= {"recipient": {"id": person}, **_kind(graph, page, person)}
    elif said := node(outgoing.parent_id):
        name = "post_id" if said.startswith(f"{page}_") else "comment_id"
        told["recipient"], take = {name: said}, PRIVATE
    else:
        message = _("It is not known whom this message is for.")
        raise RefusedError("no_recipient", message, can_retry=False)
    body = graph.say("POST", f"/{page}/messages", take=take, json=told).body
    number = ident(body.get("message_id")) if isinstance(body, Mapping) else ""
    if not number:
        raise UnsureError(_("Meta took it and did not say under which number."))
    return Receipt(number, "", now())


def find(
    access: Access, outgoing: Outgoing, since: datetime, page: str, platform: str
) -> Receipt | None:
    """The message that went out; None when it did not. Raises `UnsureError`."""
    person = other(outgoing)
    try:
        with opened(access) as graph:
            talks = _talks(graph, page, platform, person)
            found = [_receipt(one) for one in talks if _is_it(access, one, outgoing, since)]
    except BrokenError as error:
        raise UnsureError(error.words) from error
    if len(found) > 1:
        raise UnsureError(_("Several messages of ours look like this one."))
    if not found and now() - since < PATIENCE:
        raise UnsureError(_("It is not there yet; Meta may still show it."))
    return found[0] if found else None


def other(outgoing: Outgoing) -> str:
    """Whom a talk is with; empty for a private answer to a comment."""
    root = outgoing.root_id
    return node(root.removeprefix(WITH)) if root.startswith(WITH) else ""


def _kind(graph: Graph, page: str, person: str) -> dict[str, str]:
    """An answer within 24 hours; later, where the app has it, one by a person within 7 days.

    Without that permission Meta itself says when the 24 hours are over.
    """
    if not graph.access.settings.get("human_agent"):
        return {"messaging_type": "RESPONSE"}
    platform = "instagram" if graph.access.settings.get("ig_id") else "messenger"
    try:
        times = [
            at
            for one in _talks(graph, page, platform, person)
            if ident(part(one, "from").get("id")) == person
            and (at := moment(one.get("created_time")))
        ]
    except BrokenError as error:
        raise RefusedError(
            error.code, error.words, can_retry=not error.needs_person, retry_after=error.retry_after
        ) from error
    age = now() - max(times) if times else timedelta(0)
    if age > AGENT_WINDOW:
        message = _(
            "More than 7 days have passed since the person last wrote; Meta allows no answer until"
            " they write again."
        )
        raise RefusedError("outside_window", message, can_retry=False)
    if age > WINDOW:
        return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    return {"messaging_type": "RESPONSE"}


def _talks(graph: Graph, page: str, platform: str, person: str) -> Iterator[Thing]:
    """The newest messages with this person, or of the newest talks when nobody is known yet."""
    asked: dict[str, Any] = {"platform": platform, "fields": _TALK, "limit": _MOST_TALKS}
    if person:
        asked["user_id"] = person
    body = graph.ask("GET", f"/{page}/conversations", params=asked).body
    for talk in rows(body):
        yield from rows(part(talk, "messages"))


def _is_it(access: Access, message: Thing, outgoing: Outgoing, since: datetime) -> bool:
    at = moment(message.get("created_time"))
    is_ours = by_us(access, part(message, "from"))
    return bool(is_ours and at and at >= since and same(message.get("message"), outgoing.text))


def same(one: Any, text: str) -> bool:
    """Whether two texts say the same, however their blanks were kept."""
    return " ".join(words(one).split()) == " ".join(text.split())


def _receipt(message: Thing) -> Receipt:
    return Receipt(ident(message.get("id")), "", moment(message.get("created_time")))
