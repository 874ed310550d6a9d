"""Sending: one post under a key that is the same at every attempt; finding it again; taking it back.

A server has one record under one key: a second `createRecord` of the same key is refused. So the
same post can't stand there twice, and whether it stands there is a plain question.
"""

from datetime import datetime
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
from hanjari.channels.kinds.bluesky import uris, writing
from hanjari.channels.kinds.bluesky.api import CREATE, DELETE, Api, speaker, us
from hanjari.channels.kinds.bluesky.manners import MISSING
from hanjari.channels.kinds.bluesky.shapes import part, time_of, word

_SURE = {"rate", "budget", "login", "closed", "expired", "not_reached", "forbidden_address"}
"""Refusals that say nothing about the key; after others it may be our own post that stands there."""


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """Send once. Raises `RefusedError` or `UnsureError`."""
    with speaker(access) as bluesky:
        did = us(access)
        told: dict[str, Any] = {
            "repo": did,
            "collection": uris.POST,
            "rkey": writing.rkey(did, outgoing),
            "record": writing.record(bluesky, outgoing),
        }
        try:
            body = bluesky.say("com.atproto.repo.createRecord", CREATE, json=told).body
        except (RefusedError, UnsureError) as error:
            if getattr(error, "code", "") not in _SURE and (found := _there(bluesky, told)):
                return found
            raise
        name = word(body, "uri")
        if uris.split(name) is None:
            raise UnsureError(_("Bluesky took it and did not say under which name."))
        return _receipt(access, name, told["record"]["createdAt"])


def find(access: Access, outgoing: Outgoing) -> Receipt | None:
    """The post under its key; None when there is none. Raises `UnsureError`."""
    try:
        with Api(access) as bluesky:
            return _looked(bluesky, us(access), writing.rkey(us(access), outgoing))
    except BrokenError as error:
        raise UnsureError(error.words) from error


def take_back(access: Access, external_id: str) -> None:
    """Delete a post of ours; what is gone already is well done. Raises `RefusedError` or `UnsureError`."""
    found = uris.split(external_id)
    if found is None or found[0] != access.settings.get("did"):
        raise RefusedError("not_ours", _("This is no post of ours on Bluesky."), can_retry=False)
    told = {"repo": found[0], "collection": uris.POST, "rkey": found[1]}
    with speaker(access) as bluesky:
        try:
            bluesky.say("com.atproto.repo.deleteRecord", DELETE, json=told)
        except RefusedError as error:
            if error.code != MISSING:
                raise


def _there(bluesky: Api, told: dict[str, Any]) -> Receipt | None:
    """Whether it stands there all the same: a call that was doubled on its way, or an earlier attempt."""
    try:
        return _looked(bluesky, told["repo"], told["rkey"])
    except BrokenError:
        return None


def _looked(bluesky: Api, did: str, rkey: str) -> Receipt | None:
    asked = {"repo": did, "collection": uris.POST, "rkey": rkey}
    try:
        body = bluesky.ask("com.atproto.repo.getRecord", **asked).body
    except BrokenError as error:
        if error.code == MISSING:
            return None
        raise
    created = part(body, "value").get("createdAt")
    if created is None:
        raise BrokenError("garbled", _("Bluesky sent something broken."))
    return _receipt(bluesky.access, uris.uri(did, rkey), created)


def _receipt(access: Access, name: str, created: Any) -> Receipt:
    at: datetime | None = time_of(created)
    return Receipt(name, uris.page(name, str(access.settings.get("username") or "")), at)
