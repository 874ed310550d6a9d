"""Pictures of a post: uploaded once into the media library, described, and set below the words."""

from collections.abc import Mapping
from hashlib import sha256
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Attachment, attachments
from hanjari.channels.contract import Outgoing, RefusedError, UnsureError
from hanjari.channels.kinds.wordpress.api import MEDIA, Site, is_number, part, rows, surely

ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
}
"""Kinds that WordPress takes without being told (wp_get_mime_types), and their names' endings."""
FIGURE = '<figure class="wp-block-image">'
"""How a picture begins, as WordPress's own editor writes it."""
MOST, BIGGEST = 10, 20_000_000
_LONGEST_ALT = 1000


def figures(site: Site, outgoing: Outgoing) -> str:
    """The pictures as html, '' when there are none. Raises `RefusedError`: no post was written yet."""
    wanted = attachments(outgoing)
    if len(wanted) > MOST:
        words = _("At most %(most)s pictures go into one post.") % {"most": MOST}
        raise RefusedError("too_many", words, can_retry=False)
    for one in wanted:
        _judge(one)
    try:
        return "".join(_figure(site, one) for one in wanted)
    except UnsureError as error:  # a picture that nobody sees yet, found again by its slug
        raise RefusedError("media", str(error), can_retry=True) from error


def _judge(one: Attachment) -> None:
    if one.kind not in ENDINGS:
        words = _("Only JPEG, PNG, GIF and WebP pictures can go into a post from here.")
        raise RefusedError("media_kind", words, can_retry=False)
    if not one.content or len(one.content) > BIGGEST:
        words = _("A picture for WordPress has between 1 byte and 20 MB.")
        raise RefusedError("media_size", words, can_retry=False)


def _figure(site: Site, one: Attachment) -> str:
    alt = one.alt[:_LONGEST_ALT]
    slug = f"hanjari-{sha256(one.content).hexdigest()[:20]}"
    found = surely(lambda: rows(site.ask(MEDIA, slug=slug, context="edit").body))
    told: Mapping[str, Any] = found[0] if found else _uploaded(site, one, slug)
    if str(told.get("alt_text") or "") != alt:
        told = site.say("POST", f"{MEDIA}/{told['id']}", json={"alt_text": alt}).body
    address = escape(str(told.get("source_url") or ""))
    return (
        f'\n{FIGURE}<img src="{address}" alt="{escape(alt)}"'
        f' class="wp-image-{int(told["id"])}"/></figure>\n'
    )


def _uploaded(site: Site, one: Attachment, slug: str) -> Mapping[str, Any]:
    body = site.say(
        "POST",
        MEDIA,
        files={"file": (f"{slug}.{ENDINGS[one.kind]}", one.content, one.kind)},
        data={"title": one.name or slug, "slug": slug},
    ).body
    if not is_number(part({"it": body}, "it").get("id")):
        raise UnsureError(_("WordPress took it and did not say under which number."))
    return dict(body)
