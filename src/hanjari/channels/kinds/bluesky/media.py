"""Pictures of a post (lexicon `app.bsky.embed.images`): uploaded before anything is posted."""

from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Attachment, attachments
from hanjari.channels.contract import Outgoing, RefusedError, UnsureError
from hanjari.channels.kinds.bluesky.api import NO_POINTS, Api
from hanjari.channels.kinds.bluesky.shapes import part
from hanjari.channels.kinds.bluesky.sizes import size_of

MOST = 4
BIGGEST = 2_000_000
"""Bytes of a picture (lexicon `app.bsky.embed.images`: "up to 2 MB, formerly limited to 1 MB")."""
KINDS = ("image/jpeg", "image/png", "image/webp", "image/gif")
_LONGEST_ALT = 2000
"""Letters, as Bluesky's own app allows; the lexicon names no limit."""


def embed(bluesky: Api, outgoing: Outgoing) -> dict[str, Any]:
    """The pictures' part of the record; {} without. Raises `RefusedError`: nothing was posted."""
    wanted = attachments(outgoing)
    if len(wanted) > MOST:
        words = _("Bluesky takes at most %(most)s pictures in one post.") % {"most": MOST}
        raise RefusedError("too_many", words, can_retry=False)
    for one in wanted:
        _judge(one)
    images = [_uploaded(bluesky, one) for one in wanted]
    return {"$type": "app.bsky.embed.images", "images": images} if images else {}


def _judge(one: Attachment) -> None:
    if one.kind not in KINDS:
        words = _("Only JPEG, PNG, WebP and GIF pictures can be sent to Bluesky from here.")
        raise RefusedError("media_kind", words, can_retry=False)
    if not one.content or len(one.content) > BIGGEST:
        words = _("A picture for Bluesky has between 1 byte and 2 MB.")
        raise RefusedError("media_size", words, can_retry=False)


def _uploaded(bluesky: Api, one: Attachment) -> dict[str, Any]:
    """One picture; a lost answer leaves nothing behind, as servers drop what no record names."""
    headers = {"Content-Type": one.kind}
    try:
        name = "com.atproto.repo.uploadBlob"
        body = bluesky.say(name, NO_POINTS, content=one.content, headers=headers).body
    except UnsureError as error:
        raise RefusedError("media", str(error), can_retry=True) from error
    blob = part(body, "blob")
    if not blob:
        raise RefusedError("garbled", _("Bluesky sent something broken."), can_retry=True)
    image: dict[str, Any] = {"image": dict(blob), "alt": one.alt[:_LONGEST_ALT]}
    if size := size_of(one.content):
        image["aspectRatio"] = {"width": size[0], "height": size[1]}
    return image
