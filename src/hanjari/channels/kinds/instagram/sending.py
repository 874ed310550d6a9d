"""Answering comments, mentions and messages; hiding and deleting comments (IG Comment; IG User mentions)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph import messaging
from hanjari.channels.calling.graph.api import Graph, known, speaker
from hanjari.channels.calling.graph.paging import ident
from hanjari.channels.contract import (
    Access,
    BrokenError,
    Outgoing,
    Receipt,
    RefusedError,
    UnsureError,
)
from hanjari.channels.kinds.instagram import ids, publishing
from hanjari.kit.clock import now

LIMIT = 2200
"""Letters of a caption (Content publishing) and of a comment."""
MESSAGE_BYTES = 1000
"""Instagram Messaging, Send messages: UTF-8, less than 1000 bytes are sure to be taken."""
ACTS = ("approve", "hold", "trash")
_VISIT = 180.0


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """A reply, a message or a post. Raises `RefusedError` or `UnsureError`."""
    if outgoing.is_automatic:
        words = _("Answers by a machine are switched off for Instagram; a person has to write.")
        raise RefusedError("automatic", words, can_retry=False)
    with speaker(access, _VISIT) as graph:
        own, page = number_of(access, "ig_id"), number_of(access, "page_id")
        if messaging.is_private(outgoing):
            return messaging.send(graph, page, _below_comment(outgoing), MESSAGE_BYTES)
        if not outgoing.parent_id:
            return publishing.publish(graph, own, page, outgoing)
        if outgoing.extra.get("media"):
            words = _("A comment on Instagram can't hold pictures.")
            raise RefusedError("no_media", words, can_retry=False)
        return _reply(graph, own, outgoing)


def take_back(access: Access, external_id: str) -> None:
    """Delete a comment of ours; gone already is well. Raises `RefusedError` or `UnsureError`."""
    with speaker(access) as graph:
        _delete(graph, _comment(external_id))


def moderate(access: Access, external_id: str, act: str) -> None:
    """Hide, show again, or delete a comment. Raises `RefusedError` or `UnsureError`."""
    if act not in ACTS:
        words = _("Here a comment can be hidden, shown again, or deleted.")
        raise RefusedError("act", words, can_retry=False)
    with speaker(access) as graph:
        if act == "trash":
            _delete(graph, _comment(external_id))
        else:
            told = {"hide": "true" if act == "hold" else "false"}
            graph.say("POST", f"/{_comment(external_id)}", data=told)


def target(outgoing: Outgoing) -> str:
    """The top comment of a line: Instagram has two storeys, and replies hang below the first."""
    line = [ids.number(one) for one in (*outgoing.references, outgoing.root_id, outgoing.parent_id)]
    return next((one for one in line if one), "")


def number_of(access: Access, name: str) -> str:
    """A number of ours. Raises `RefusedError` before consent."""
    try:
        return known(access, name)
    except BrokenError as error:
        raise RefusedError(error.code, error.words, can_retry=True) from error


def receipt(body: Any) -> Receipt:
    """The new number. Raises `UnsureError`: Meta said yes, and not to what."""
    number = ident(body.get("id")) if isinstance(body, Mapping) else ""
    if not number:
        raise UnsureError(_("Meta took it and did not say under which number."))
    return Receipt(number, "", now())


def _reply(graph: Graph, own: str, outgoing: Outgoing) -> Receipt:
    mention = ids.mentioned(outgoing.root_id) or ids.mentioned(outgoing.parent_id)
    if mention:
        media, comment = mention
        told = {"media_id": media, "message": outgoing.text}
        told |= {"comment_id": comment} if comment else {}
        return receipt(graph.say("POST", f"/{own}/mentions", data=told).body)
    if not target(outgoing):
        words = _("Instagram lets us answer below our own posts, and where we are named with @.")
        raise RefusedError("no_parent", words, can_retry=False)
    path = f"/{target(outgoing)}/replies"
    return receipt(graph.say("POST", path, data={"message": outgoing.text}).body)


def _below_comment(outgoing: Outgoing) -> Outgoing:
    """A private answer goes to a comment below our own posts. Raises `RefusedError` for all else."""
    if messaging.other(outgoing) or ids.number(outgoing.parent_id):
        return outgoing
    words = _("Instagram lets us answer privately only who commented below our own posts.")
    raise RefusedError("no_private", words, can_retry=False)


def _delete(graph: Graph, number: str) -> None:
    try:
        graph.say("DELETE", f"/{number}")
    except RefusedError as error:
        if error.code != "gone":
            raise


def _comment(external_id: str) -> str:
    """Raises `RefusedError` for what is no comment."""
    if not ids.number(external_id):
        words = _(
            "Only comments can be hidden or deleted from here; the rest is done at Instagram."
        )
        raise RefusedError("no_comment", words, can_retry=False)
    return external_id
