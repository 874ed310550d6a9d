"""Sending: one post, reply or direct message; taking a post of ours back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import (
    Access,
    BrokenError,
    Outgoing,
    Receipt,
    RefusedError,
    UnsureError,
)
from hanjari.channels.kinds.x import finding, ids, measuring, media, prices
from hanjari.channels.kinds.x.api import Api, speaker
from hanjari.kit.clock import now

_TRIES_LAST = timedelta(hours=1)
"""Longer than the house tries one delivery: a double younger than that may be our own."""


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """Send once. Raises `RefusedError` or `UnsureError`."""
    if outgoing.is_automatic:
        words = _("X forbids answers by a machine that nobody asked for; a person has to write.")
        raise RefusedError("automatic", words, can_retry=False)
    with speaker(access) as x:
        if finding.is_private(outgoing):
            return _message(x, outgoing)
        try:
            return _post(x, outgoing)
        except RefusedError as error:
            if error.code == "duplicate":
                _judge_double(access, outgoing)
            raise


def take_back(access: Access, external_id: str) -> None:
    """Delete a post of ours; gone already is well. Raises `RefusedError` or `UnsureError`."""
    if external_id.startswith(ids.DM):
        words = _("A direct message can't be taken back from here; delete it at X.")
        raise RefusedError("no_delete", words, can_retry=False)
    if not ids.number(external_id):
        raise RefusedError("no_post", _("This is no post on X."), can_retry=False)
    with speaker(access) as x:
        try:
            x.say("delete", "DELETE", f"/2/tweets/{external_id}", microcents=prices.MANAGED)
        except RefusedError as error:
            if error.code != "http_404":
                raise


def _post(x: Api, outgoing: Outgoing) -> Receipt:
    told: dict[str, Any] = {"text": outgoing.text}
    if outgoing.parent_id:
        told["reply"] = {"in_reply_to_tweet_id": outgoing.parent_id}
    if found := media.upload(x, outgoing):
        told["media"] = {"media_ids": found}
    price = prices.POST_WITH_URL if measuring.has_url(outgoing.text) else prices.POST
    body = x.say("post", "POST", "/2/tweets", json=told, microcents=price).body
    number = _told(body, "id")
    handle = str(x.access.settings.get("username") or "i")
    url = f"https://x.com/{handle}/status/{number}"
    return Receipt(number, url, now(), prices.written(outgoing))


def _message(x: Api, outgoing: Outgoing) -> Receipt:
    if not x.access.settings.get("direct_messages"):
        words = _("Direct messages are switched off for this account.")
        raise RefusedError("no_dm", words, can_retry=False)
    other = finding.other(outgoing)
    if not other:
        words = _("It is not known whom this direct message is for.")
        raise RefusedError("no_recipient", words, can_retry=False)
    path = f"/2/dm_conversations/with/{other}/messages"
    told = {"text": outgoing.text}
    body = x.say("dm", "POST", path, json=told, microcents=prices.POST).body
    return Receipt(ids.DM + _told(body, "dm_event_id"), "", now(), prices.POST)


def _told(body: Any, name: str) -> str:
    """The new id. Raises `UnsureError`: X said yes, and not to what."""
    inner = body.get("data") if isinstance(body, Mapping) else None
    found = str(inner.get(name) or "") if isinstance(inner, Mapping) else ""
    if not ids.number(found):
        raise UnsureError(_("X took it and did not say under which number."))
    return found


def _judge_double(access: Access, outgoing: Outgoing) -> None:
    """X has this very post. Raises `UnsureError` when it may be ours whose answer got lost."""
    try:
        found = finding.alike(access, outgoing, now() - _TRIES_LAST)
        older = found or finding.alike(access, outgoing, None)
    except BrokenError as error:
        raise UnsureError(error.words) from error
    if found or not older:  # ours, or not shown yet
        raise UnsureError(_("X has this very post already; perhaps it is this one."))
