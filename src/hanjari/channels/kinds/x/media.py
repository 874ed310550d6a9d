"""Pictures for a post (X API, Media: upload and metadata): uploaded and described before anything is posted."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from hanjari.channels.calling import Attachment, attachments
from hanjari.channels.contract import BrokenError, Outgoing, RefusedError
from hanjari.channels.kinds.x import prices
from hanjari.channels.kinds.x.api import Api

MOST = 4
"""Pictures of one post (X API, Media best practices)."""
BIGGEST = 5_000_000
"""Bytes of a picture (X API, Media best practices)."""
KINDS = ("image/jpeg", "image/png", "image/webp")
_LONGEST_ALT = 1000


def upload(x: Api, outgoing: Outgoing) -> list[str]:
    """The media ids for the post. Raises `RefusedError`: whatever goes wrong here, nothing was posted."""
    wanted = attachments(outgoing)
    if len(wanted) > MOST:
        words = _("X takes at most %(most)s pictures in one post.") % {"most": MOST}
        raise RefusedError("too_many", words, can_retry=False)
    for one in wanted:
        _judge(one)
    try:
        return [_uploaded(x, one) for one in wanted]
    except BrokenError as error:
        raise RefusedError(
            error.code, error.words, can_retry=not error.needs_person, retry_after=error.retry_after
        ) from (error.__cause__ or error)


def _judge(one: Attachment) -> None:
    if one.kind not in KINDS:
        words = _("Only JPEG, PNG and WebP pictures can be sent to X from here.")
        raise RefusedError("media_kind", words, can_retry=False)
    if not one.content or len(one.content) > BIGGEST:
        words = _("A picture for X has between 1 byte and 5 MB.")
        raise RefusedError("media_size", words, can_retry=False)


def _uploaded(x: Api, one: Attachment) -> str:
    body = x.ask(
        "media",
        "POST",
        "/2/media/upload",
        files={"media": (one.name or "picture", one.content, one.kind)},
        data={"media_category": "tweet_image", "media_type": one.kind},
    ).body
    inner = body.get("data") if isinstance(body, Mapping) else None
    media_id = str(inner.get("id") or "") if isinstance(inner, Mapping) else ""
    if not media_id:
        raise BrokenError("garbled", _("X sent something broken."))
    if alt := one.alt[:_LONGEST_ALT]:
        told = {"id": media_id, "metadata": {"alt_text": {"text": alt}}}
        x.ask("media", "POST", "/2/media/metadata", json=told, microcents=prices.MANAGED)
    return media_id
