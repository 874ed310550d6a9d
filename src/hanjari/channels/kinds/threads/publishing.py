"""Publishing in two steps: a container that nobody sees, and its publication, which can't be undone.

Threads API, Posts: `POST /me/threads` makes a container; its `status` says when it is ready;
`POST /me/threads_publish` shows it, once. Whatever goes wrong before the last call, nothing was
published: an unused container runs out by itself after 24 hours.
"""

from collections.abc import Mapping
from datetime import timedelta
from time import sleep
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import attachments
from hanjari.channels.calling.graph.paging import ident, node, part, rows, words
from hanjari.channels.calling.graph.pictures import refusing
from hanjari.channels.contract import (
    Access,
    BrokenError,
    Limit,
    Outgoing,
    Receipt,
    RefusedError,
    UnsureError,
)
from hanjari.channels.kinds.threads import measuring
from hanjari.channels.kinds.threads.api import POST, REPLY, ThreadsLine, speaker
from hanjari.channels.kinds.threads.posts import link
from hanjari.kit.clock import now

PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between looks at a container; Threads recommends 30 in all for a picture, text is ready at once."""
_VISIT = 90.0
_LONGEST_ALT = 1000
_HOUR = 3600.0


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """Publish a post or reply. Raises `RefusedError` or `UnsureError`."""
    _must_fit(outgoing)
    told = _told(outgoing)
    name = REPLY if outgoing.parent_id else POST
    with speaker(access, _VISIT) as line:
        _must_have_room(line, name)
        body = refusing(line, "POST", "/me/threads", data=told)
        container = node(body.get("id")) if isinstance(body, Mapping) else ""
        if not container:
            raise RefusedError("garbled", _("Threads sent something broken."), can_retry=True)
        _await(line, container)
        asked = {"creation_id": container}
        body = line.say("POST", "/me/threads_publish", take=name, data=asked).body
        number = ident(body.get("id")) if isinstance(body, Mapping) else ""
        if not number:
            raise UnsureError(_("Threads took it and did not say under which number."))
        return Receipt(number, _address(line, number), now())


def room(line: ThreadsLine) -> dict[str, tuple[int, int]]:
    """How many posts and replies are left of how many (`threads_publishing_limit`). Raises `BrokenError`."""
    fields = "quota_usage,config,reply_quota_usage,reply_config"
    body = line.ask("GET", "/me/threads_publishing_limit", params={"fields": fields}).body
    told = next(iter(rows(body)), {})
    found = {}
    for name, used, config in (
        (POST, "quota_usage", "config"),
        (REPLY, "reply_quota_usage", "reply_config"),
    ):
        total, count = _whole(part(told, config).get("quota_total")), _whole(told.get(used))
        if total:
            found[name] = (max(0, total - count), total)
    for name, (left, total) in found.items():
        until = now() + timedelta(hours=24 if left else 1)
        line.access.meter.note(Limit(name, left, total, until))
    return found


def _must_fit(outgoing: Outgoing) -> None:
    if outgoing.is_automatic:
        words_ = _("Answers by a machine are switched off for Threads; a person has to write.")
        raise RefusedError("automatic", words_, can_retry=False)
    if measuring.measure(outgoing.text) > measuring.LIMIT:
        words_ = _("A post on Threads holds %(most)s letters; emoji count several.")
        raise RefusedError("too_long", words_ % {"most": measuring.LIMIT}, can_retry=False)
    if measuring.links(outgoing.text) > measuring.MOST_LINKS:
        words_ = _("A post on Threads holds at most %(most)s different links.")
        raise RefusedError("links", words_ % {"most": measuring.MOST_LINKS}, can_retry=False)


def _told(outgoing: Outgoing) -> dict[str, str]:
    """The container's form. Raises `RefusedError` for pictures that Threads can't fetch."""
    told = {"media_type": "TEXT", "text": outgoing.text}
    if outgoing.parent_id:
        if not node(outgoing.parent_id):
            words_ = _("It is not known below what this shall stand.")
            raise RefusedError("no_parent", words_, can_retry=False)
        told["reply_to_id"] = outgoing.parent_id
    wanted = attachments(outgoing)
    if not wanted:
        return told
    url = link(wanted[0].url)
    if len(wanted) > 1 or not url.startswith("https://"):
        words_ = _(
            "Threads fetches a picture from a public address, and pictures that are kept here have"
            " none. Nothing was sent. Send the words alone, or post it in the Threads app."
        )
        raise RefusedError("no_public_address", words_, can_retry=False)
    alt = wanted[0].alt[:_LONGEST_ALT]
    return {**told, "media_type": "IMAGE", "image_url": url, **({"alt_text": alt} if alt else {})}


def _must_have_room(line: ThreadsLine, name: str) -> None:
    """Threads' own count is asked first; where it can't be had, the publication itself will tell."""
    try:
        left, _total = room(line).get(name, (1, 1))
    except BrokenError as error:
        if error.needs_person:
            raise RefusedError(error.code, error.words, can_retry=False) from error
        return
    if left <= 0:
        words_ = _(
            "Threads allows no more of these in 24 hours. It goes out when there is room again."
        )
        raise RefusedError("spent", words_, can_retry=True, retry_after=_HOUR)


def _await(line: ThreadsLine, container: str) -> None:
    """Wait until the container can be published. Raises `RefusedError`: nothing was published."""
    for pause in PAUSES:
        sleep(pause)
        asked = {"fields": "status,error_message"}
        body = refusing(line, "GET", f"/{container}", params=asked)
        status = words(body.get("status")) if isinstance(body, Mapping) else ""
        if status == "FINISHED":
            return
        if status in {"ERROR", "EXPIRED"}:
            words_ = _("Threads could not take it (%(reason)s). Nothing was published.")
            reason = words(body.get("error_message"))[:100] or status
            raise RefusedError("container", words_ % {"reason": reason}, can_retry=False)
    words_ = _("Threads is still working on it. It is tried again.")
    raise RefusedError("not_ready", words_, can_retry=True, retry_after=60.0)


def _address(line: ThreadsLine, number: str) -> str:
    """Where it stands; it stands there whether we hear of it or not."""
    try:
        body: Any = line.ask("GET", f"/{number}", params={"fields": "permalink"}).body
    except BrokenError:
        return ""
    return link(body.get("permalink")) if isinstance(body, Mapping) else ""


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
