"""Answering below a comment as the connected user.

WordPress refuses the same words below the same comment (409 `comment_duplicate`), and it stores for
each comment the program that wrote it (`author_user_agent`); there our key stands, so that an
answer whose confirmation got lost is found again exactly.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, Outgoing, Receipt, RefusedError, UnsureError
from hanjari.channels.kinds.wordpress import finding, moderating, posts, prose, sight, watch
from hanjari.channels.kinds.wordpress.api import COMMENTS, Site, is_number, speaker, surely
from hanjari.channels.kinds.wordpress.context import comment_of
from hanjari.channels.kinds.wordpress.sight import Sight


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """A reply, a comment of its own below `extra["post_id"]`, or a post. Raises `RefusedError` or `UnsureError`."""
    with speaker(access) as site:
        eyes = sight.known(access) or surely(lambda: sight.look(site))
        if outgoing.parent_id:
            return _reply(access, site, eyes, outgoing)
        if post := finding.post_of(outgoing):
            return _comment(site, eyes, outgoing, post, 0)
        return posts.publish(site, eyes, outgoing)


def _reply(access: Access, site: Site, eyes: Sight, outgoing: Outgoing) -> Receipt:
    if not outgoing.parent_id.isdecimal():
        words = _("It is not known below which comment this shall stand.")
        raise RefusedError("no_parent", words, can_retry=False)
    number = int(outgoing.parent_id)
    parent = surely(lambda: comment_of(site, eyes, number))
    status = str(parent.get("status") or "approved")
    if not is_number(parent.get("post")) or status in watch.GONE:
        words = _("The comment was deleted, so it can't be answered.")
        raise RefusedError("parent_gone", words, can_retry=False)
    if status == watch.HELD:
        _release(access, site, number)
    return _comment(site, eyes, outgoing, int(parent["post"]), number)


def _release(access: Access, site: Site, number: int) -> None:
    """An answer below a held comment would hang in the air: it is approved first, or not answered."""
    if not access.settings.get("approve"):
        words = _("The comment is still held. Approve it first, then answer.")
        raise RefusedError("held", words, can_retry=False)
    try:
        moderating.judge(site, number, "approved")
    except UnsureError as error:  # the answer itself has surely not gone out
        raise RefusedError("approving", str(error), can_retry=True) from error


def _comment(site: Site, eyes: Sight, outgoing: Outgoing, post: int, parent: int) -> Receipt:
    if outgoing.extra.get("media"):
        words = _("A comment at WordPress can't hold pictures.")
        raise RefusedError("no_media", words, can_retry=False)
    told = {
        "post": post,
        "parent": parent,
        "content": prose.escaped(outgoing.text),
        "author_user_agent": finding.mark(outgoing.key),
    }
    try:
        body = site.say("POST", COMMENTS, json=told).body
    except RefusedError as error:
        if error.code != "comment_duplicate":
            raise
        return _standing(site, eyes, outgoing, error)
    return receipt(body)


def _standing(site: Site, eyes: Sight, outgoing: Outgoing, refusal: RefusedError) -> Receipt:
    """Refused as a double: what stands there is our own, from a try that was lost, or it is an old one."""
    found = surely(lambda: finding.earlier(site, eyes, outgoing))
    if not found:
        raise refusal
    return found


def receipt(body: Any) -> Receipt:
    """What WordPress says of a comment that it took. Raises `UnsureError`."""
    if not isinstance(body, Mapping) or not is_number(body.get("id")):
        raise UnsureError(_("WordPress took it and did not say under which number."))
    return finding.receipt_of(body)
