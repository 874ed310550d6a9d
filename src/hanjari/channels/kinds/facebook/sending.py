"""Answering, posting, correcting, taking back and moderating on a Page (Object comments; Page feed; Comment)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph import messaging, pictures
from hanjari.channels.calling.graph.api import Graph, known, speaker
from hanjari.channels.calling.graph.erasing import erase
from hanjari.channels.calling.graph.paging import ident, node
from hanjari.channels.contract import (
    Access,
    BrokenError,
    Outgoing,
    Receipt,
    RefusedError,
    UnsureError,
)
from hanjari.kit.clock import now

LIMIT = 8000
"""Letters of a comment, known by its refusal of more; posts hold 63,206."""
MESSAGE_BYTES = 2000
"""Messenger Platform, Send API: `text`, UTF-8, at most 2000."""
KINDS = ("image/jpeg", "image/png", "image/gif", "image/webp")
MOST_PICTURES = 10
ACTS = ("approve", "hold", "trash")
_VISIT = 120.0


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """A comment, a message or a post. Raises `RefusedError` or `UnsureError`."""
    if outgoing.is_automatic:
        words = _("Answers by a machine are switched off for Facebook; a person has to write.")
        raise RefusedError("automatic", words, can_retry=False)
    with speaker(access, _VISIT) as graph:
        page = page_of(access)
        if messaging.is_private(outgoing):
            return messaging.send(graph, page, outgoing, MESSAGE_BYTES)
        path, told = _told(graph, page, outgoing)
        try:
            body = graph.say("POST", path, data=told).body
        except RefusedError as error:
            if (
                error.code == "duplicate"
            ):  # perhaps it is what we sent ourselves, and never heard of
                raise UnsureError(error.words) from error
            raise
    return _receipt(body)


def change(access: Access, external_id: str, text: str) -> Receipt:
    """Other words for a post or comment of ours. Raises `RefusedError` or `UnsureError`."""
    with speaker(access) as graph:
        graph.say("POST", f"/{_written(external_id)}", data={"message": text})
    return Receipt(external_id, address(external_id), now())


def take_back(access: Access, external_id: str) -> None:
    """Delete a post or comment of ours; gone already is well. Raises `RefusedError` or `UnsureError`."""
    with speaker(access) as graph:
        erase(graph, _written(external_id))


def moderate(access: Access, external_id: str, act: str) -> None:
    """Hide, show again, or delete. Raises `RefusedError` or `UnsureError`."""
    if act not in ACTS:
        words = _("Here a comment can be hidden, shown again, or deleted.")
        raise RefusedError("act", words, can_retry=False)
    with speaker(access) as graph:
        if act == "trash":
            erase(graph, _written(external_id))
        else:
            hidden = "true" if act == "hold" else "false"
            graph.say("POST", f"/{_written(external_id)}", data={"is_hidden": hidden})


def target(access: Access, outgoing: Outgoing) -> str:
    """Where an answer hangs: below the first comment of its line, for Facebook has two storeys only."""
    own = f"{access.settings.get('page_id')}_"
    line = [node(one) for one in (*outgoing.references, outgoing.parent_id)]
    return next((one for one in line if one and not one.startswith(own)), node(outgoing.parent_id))


def address(number: str) -> str:
    """Where a post or comment stands."""
    return f"https://www.facebook.com/{number}"


def page_of(access: Access) -> str:
    """Our Page. Raises `RefusedError` before consent."""
    try:
        return known(access, "page_id")
    except BrokenError as error:
        raise RefusedError(error.code, error.words, can_retry=True) from error


def _told(graph: Graph, page: str, outgoing: Outgoing) -> tuple[str, dict[str, str]]:
    """Path and form of a comment or post, its pictures uploaded. Raises `RefusedError`."""
    found = pictures.checked(outgoing, KINDS, 1 if outgoing.parent_id else MOST_PICTURES)
    photos = [pictures.upload(graph, page, one) for one in found]
    told = {"message": outgoing.text}
    if not outgoing.parent_id:
        attached = {
            f"attached_media[{i}]": f'{{"media_fbid":"{one}"}}' for i, one in enumerate(photos)
        }
        return f"/{page}/feed", {**told, **attached}
    below = target(graph.access, outgoing)
    if not below:
        words = _("It is not known below what this shall stand.")
        raise RefusedError("no_parent", words, can_retry=False)
    return f"/{below}/comments", {**told, **({"attachment_id": photos[0]} if photos else {})}


def _written(external_id: str) -> str:
    """A post or comment. Raises `RefusedError` for a message, which Meta lets nobody change."""
    left, _line, right = external_id.partition("_")
    if not (left.isdecimal() and right.isdecimal()):
        words = _("A message that was sent can't be changed or taken back.")
        raise RefusedError("no_change", words, can_retry=False)
    return external_id


def _receipt(body: Any) -> Receipt:
    number = ident(body.get("id")) if isinstance(body, Mapping) else ""
    if not number:
        raise UnsureError(_("Meta took it and did not say under which number."))
    return Receipt(number, address(number), now())
