"""Payloads as envelopes. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.wordpress import prose, watch
from hanjari.channels.kinds.wordpress.api import is_number, part

PINGS = {"pingback", "trackback"}
"""Written by other sites' machines when they link to a post."""
_KEY = re.compile(r"^Hanjari/\S+ \(([^()]+)\)$")
"""Our mark (see `finding.mark`), believed of our own comments only."""
_LONG_AGO = datetime(2003, 5, 27, tzinfo=UTC)
"""WordPress's first day, for a comment that says no time."""


def read(access: Access, raw: Raw) -> list[Envelope]:
    """One comment, or those that are gone. Raises `UnreadableError`."""
    try:
        body = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if isinstance(body, Mapping) and isinstance(body.get("gone"), list):
        return list(_gone(access, body))
    comment = body.get("comment") if isinstance(body, Mapping) else None
    if not isinstance(comment, Mapping) or not is_number(comment.get("id")):
        raise UnreadableError("no comment of WordPress's")
    return [_comment(access, body, comment)]


def moment(told: Any) -> datetime | None:
    """A time of the API: `date_gmt`, in UTC and without saying so."""
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def text_of(comment: Mapping[str, Any]) -> str:
    """The words: as typed where we may see that, else as the site shows them."""
    content = part(comment, "content")
    raw = content.get("raw")
    if isinstance(raw, str):
        return prose.words(raw)
    return prose.shown(str(content.get("rendered") or ""))


def link_of(thing: Mapping[str, Any]) -> str:
    """Where it stands, when that is an address of the web."""
    link = thing.get("link")
    is_web = isinstance(link, str) and link.startswith(("http://", "https://"))
    return str(link)[:1000] if is_web else ""


def _comment(access: Access, body: Mapping[str, Any], comment: Mapping[str, Any]) -> Envelope:
    number, parent = comment["id"], comment.get("parent")
    root, turn, author = body.get("root"), body.get("turn"), comment.get("author")
    status, kind = str(comment.get("status") or ""), str(comment.get("type") or "comment")
    is_ours = is_number(author) and (author == body.get("me") or f"user:{author}" in access.own_ids)
    extra: dict[str, Any] = {"post_id": comment["post"]} if is_number(comment.get("post")) else {}
    if status == watch.HELD:
        extra["moderation"] = status
    if is_ours and (key := _KEY.search(str(comment.get("author_user_agent") or ""))):
        extra["key"] = key[1]
    if kind != "comment":
        extra["type"] = kind[:40]
    return Envelope(
        account_id=access.account_id,
        external_id=str(number),
        posted_at=moment(comment.get("date_gmt")) or _LONG_AGO,
        sender=_sender(comment, kind),
        subject=str(body.get("title") or "")[:500],
        text=text_of(comment),
        html=_markup(comment),
        url=link_of(comment),
        parent_id=str(parent) if is_number(parent) else "",
        root_id=str(root) if is_number(root) else "",
        is_ours=is_ours,
        is_automatic=kind in PINGS,
        edits=isinstance(turn, int) and turn > 0,
        deletes=status in watch.GONE,
        extra=extra,
    )


def _sender(comment: Mapping[str, Any], kind: str) -> Sender:
    """A user by number, a guest by the address given in confidence (as a hash), else by the name."""
    name = prose.line(str(comment.get("author_name") or ""))[:200]
    told = str(comment.get("author_url") or "")
    url = told[:500] if told.startswith(("http://", "https://")) else ""
    author, mail = comment.get("author"), str(comment.get("author_email") or "").strip().lower()
    if kind in PINGS:
        return Sender(f"site:{_host(url) or name or '?'}"[:200], name, "", url)
    if is_number(author):
        return Sender(f"user:{author}", name, "", url)
    if mail:
        return Sender(f"guest:{sha256(mail.encode()).hexdigest()[:32]}", name, "", url)
    return Sender(f"name:{name or '?'}"[:200], name, "", url)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _markup(comment: Mapping[str, Any]) -> str:
    """The html, only where it holds more than paragraphs: links, lists, quotes."""
    rendered = part(comment, "content").get("rendered")
    has_more = isinstance(rendered, str) and any(
        tag in rendered for tag in ("<a ", "<ul", "<ol", "<blockquote", "<pre", "<code")
    )
    return str(rendered) if has_more else ""


def _gone(access: Access, body: Mapping[str, Any]) -> Iterator[Envelope]:
    at = moment(body.get("at")) or _LONG_AGO
    for number in body["gone"]:
        if is_number(number):
            yield Envelope(
                account_id=access.account_id,
                external_id=str(number),
                posted_at=at,
                sender=Sender("gone"),
                text="",
                deletes=True,
            )
