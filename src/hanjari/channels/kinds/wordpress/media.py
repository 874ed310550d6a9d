"""Pictures of a post: uploaded once into the media library, described, and set below the words."""

from base64 import b64decode
from binascii import Error as NoBase64Error
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from typing import Any

from django.utils.translation import gettext as _

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
    wanted = outgoing.extra.get("media") or []
    if len(wanted) > MOST:
        words = _("At most %(most)s pictures go into one post.") % {"most": MOST}
        raise RefusedError("too_many", words, can_retry=False)
    pictures = [(one, _content(one)) for one in wanted]
    try:
        return "".join(_figure(site, one, content) for one, content in pictures)
    except UnsureError as error:  # a picture that nobody sees yet, found again by its slug
        raise RefusedError("media", str(error), can_retry=True) from error


def _content(one: Any) -> bytes:
    if not isinstance(one, Mapping) or one.get("kind") not in ENDINGS:
        words = _("Only JPEG, PNG, GIF and WebP pictures can go into a post from here.")
        raise RefusedError("media_kind", words, can_retry=False)
    try:
        content = b64decode(str(one.get("body") or one.get("content") or ""), validate=True)
    except (NoBase64Error, ValueError):
        content = b""
    if not content or len(content) > BIGGEST:
        words = _("A picture for WordPress has between 1 byte and 20 MB.")
        raise RefusedError("media_size", words, can_retry=False)
    return content


def _figure(site: Site, one: Mapping[str, Any], content: bytes) -> str:
    alt = str(one.get("alt") or "")[:_LONGEST_ALT]
    slug = f"hanjari-{sha256(content).hexdigest()[:20]}"
    found = surely(lambda: rows(site.ask(MEDIA, slug=slug, context="edit").body))
    told: Mapping[str, Any] = found[0] if found else _uploaded(site, one, content, slug)
    if str(told.get("alt_text") or "") != alt:
        told = site.say("POST", f"{MEDIA}/{told['id']}", json={"alt_text": alt}).body
    address = escape(str(told.get("source_url") or ""))
    return (
        f'\n{FIGURE}<img src="{address}" alt="{escape(alt)}"'
        f' class="wp-image-{int(told["id"])}"/></figure>\n'
    )


def _uploaded(site: Site, one: Mapping[str, Any], content: bytes, slug: str) -> Mapping[str, Any]:
    kind = str(one["kind"])
    body = site.say(
        "POST",
        MEDIA,
        files={"file": (f"{slug}.{ENDINGS[kind]}", content, kind)},
        data={"title": str(one.get("name") or slug)[:200], "slug": slug},
    ).body
    if not is_number(part({"it": body}, "it").get("id")):
        raise UnsureError(_("WordPress took it and did not say under which number."))
    return dict(body)
