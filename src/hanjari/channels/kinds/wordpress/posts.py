"""Publishing a post: Markdown to html, laid down as a draft that bears our key, then published.

WordPress takes no key and publishes the same words twice. So a post begins as a draft whose slug is
made from our key: a repeated try finds that draft, and publishing a draft twice changes nothing.
When it is published, WordPress makes the slug that readers see from the title.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import blake2s
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from hanjari.channels.contract import Outgoing, Receipt, RefusedError, UnsureError
from hanjari.channels.kinds.wordpress import media, prose
from hanjari.channels.kinds.wordpress.api import POSTS, Site, is_number, part, rows, surely
from hanjari.channels.kinds.wordpress.reading import link_of, moment
from hanjari.channels.kinds.wordpress.sight import PUBLISH, WRITE, Sight
from hanjari.kit.clock import now

PREFIX = "post-"
"""Posts and comments are numbered apart; a post's external id begins so."""
PATIENCE = timedelta(minutes=11)
"""`since` lies ten minutes before the try; one more for a request that is still on its way."""
_STATUSES = "publish,draft,pending,private,future"
_LOOKED_AT = 50
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def publish(site: Site, eyes: Sight, outgoing: Outgoing) -> Receipt:
    """A new post, or with `extra["status"]` "draft" a draft. Raises `RefusedError` or `UnsureError`."""
    if not outgoing.subject.strip():
        words = _("A post needs a title; an answer needs a comment to stand below.")
        raise RefusedError("no_title", words, can_retry=False)
    wanted = "draft" if outgoing.extra.get("status") == "draft" else "publish"
    if (PUBLISH if wanted == "publish" else WRITE) not in eyes.may:
        words = _("This WordPress user may not do this. Its role must be at least Editor.")
        raise RefusedError("rights", words, can_retry=False)
    told = {
        "title": escape(outgoing.subject.strip(), quote=False),
        "content": markup(outgoing.text) + media.figures(site, outgoing),
    }
    try:
        number = _draft(site, eyes, outgoing, told)
    except UnsureError as error:  # nobody sees a draft, and the next try finds it
        raise RefusedError("draft", str(error), can_retry=True) from error
    body = site.say("POST", f"{POSTS}/{number}", json={**told, "status": wanted, "slug": ""}).body
    return receipt_of(body)


def find(site: Site, eyes: Sight, outgoing: Outgoing, since: datetime) -> Receipt | None:
    """Our post with this title and these words; a draft that still bears the key does not count. Raises `BrokenError`."""
    asked = {
        "author": eyes.me,
        "orderby": "id",
        "per_page": _LOOKED_AT,
        "status": _STATUSES,
        "context": "edit",
    }
    found = [
        one
        for one in rows(site.ask(POSTS, **asked).body)
        if not str(one.get("slug") or "").startswith(slug_of(outgoing.key))
        and (moment(one.get("modified_gmt")) or since) >= since
        and _is_it(one, outgoing)
    ]
    if len(found) > 1:
        raise UnsureError(_("Several posts of ours look like this one."))
    if not found and now() - since < PATIENCE:
        raise UnsureError(_("It is not there yet; it may still be on its way."))
    return receipt_of(found[0]) if found else None


def markup(text: str) -> str:
    """Markdown as html; html in it stays text."""
    return str(_MARKDOWN.render(text)).strip()


def corrected(site: Site, number: int, text: str) -> str:
    """Other words for a post; the pictures below stay. Raises `BrokenError`."""
    body = site.ask(f"{POSTS}/{number}", context="edit", _fields="content").body
    before = str(part(body, "content").get("raw") or "")
    _words, figure, pictures = before.partition(media.FIGURE)
    return markup(text) + (f"\n{figure}{pictures}" if figure else "")


def slug_of(key: str) -> str:
    """The slug by which our draft is known."""
    return f"hanjari-{blake2s(key.encode(), digest_size=8).hexdigest()}"


def receipt_of(body: Any) -> Receipt:
    """What WordPress says of a post that it took. Raises `UnsureError`."""
    if not isinstance(body, Mapping) or not is_number(body.get("id")):
        raise UnsureError(_("WordPress took it and did not say under which number."))
    return Receipt(f"{PREFIX}{body['id']}", link_of(body), moment(body.get("modified_gmt")))


def _draft(site: Site, eyes: Sight, outgoing: Outgoing, told: Mapping[str, str]) -> int:
    """The draft that bears our key; where a line doubled it, the first, and the others are taken away."""
    slug = slug_of(outgoing.key)
    found = surely(lambda: _drafts(site, eyes, slug))
    if not found:
        site.say("POST", POSTS, json={**told, "status": "draft", "slug": slug})
        found = surely(lambda: _drafts(site, eyes, slug))
    for twin in found[1:]:
        with suppress(RefusedError, UnsureError):  # a draft that stays is seen by nobody
            site.say("DELETE", f"{POSTS}/{twin}")
    if not found:
        raise UnsureError(_("WordPress took it and did not say under which number."))
    return found[0]


def _drafts(site: Site, eyes: Sight, slug: str) -> list[int]:
    """By number; WordPress tells doubled slugs apart by -2, -3 (wp_unique_post_slug)."""
    slugs = f"{slug},{slug}-2,{slug}-3"
    asked = {"slug": slugs, "status": "draft", "author": eyes.me, "_fields": "id"}
    return sorted(int(one["id"]) for one in rows(site.ask(POSTS, **asked).body))


def _is_it(post: Mapping[str, Any], outgoing: Outgoing) -> bool:
    title, content = part(post, "title").get("raw"), part(post, "content").get("raw")
    return prose.same(prose.line(str(title or "")), outgoing.subject) and prose.same(
        prose.words(str(content or "")), prose.words(markup(outgoing.text))
    )
