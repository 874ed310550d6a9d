"""Payloads as envelopes (YouTube Data API: commentThreads, comments). Pure."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.youtube.api import items, part
from hanjari.channels.kinds.youtube.prose import plain

LOOKUP = "lookup"
"""Hint: comments that were asked for by id (`asked`); what does not come back is gone."""
_HELD = {"heldForReview", "likelySpam", "rejected"}
_LONG_AGO = datetime(2005, 2, 14, tzinfo=UTC)
"""YouTube's first day, for a comment that says no time."""


def read(access: Access, raw: Raw) -> list[Envelope]:
    """A page's comments, or what a lookup misses. Raises `UnreadableError`."""
    try:
        body = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if not isinstance(body, Mapping) or not ("items" in body or "kind" in body):
        raise UnreadableError("no list of YouTube's")
    if raw.hints.get("form") == LOOKUP:
        return list(_gone(access, raw, body))
    found = [one for item in items(body) for one in _comments(access, raw, item)]
    return list({one.external_id: one for one in found}.values())


def comments_of(thread: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The top comment of a thread and the replies that came along, or the comment itself."""
    top = part(part(thread, "snippet"), "topLevelComment")
    if not top:
        return [thread]
    replies = part(thread, "replies").get("comments")
    inside = replies if isinstance(replies, list) else []
    return [top, *(one for one in inside if isinstance(one, Mapping))]


def moment(told: Any) -> datetime | None:
    """A time of the API (RFC 3339)."""
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def address(video: str, comment: str) -> str:
    """Where a comment stands."""
    return f"https://www.youtube.com/watch?v={video}&lc={comment}" if video else ""


def _comments(access: Access, raw: Raw, item: Mapping[str, Any]) -> Iterator[Envelope]:
    fresh = raw.hints.get("fresh")
    if isinstance(fresh, list) and str(item.get("id")) not in fresh:
        return
    video = str(part(item, "snippet").get("videoId") or raw.hints.get("video") or "")
    for comment in comments_of(item):
        envelope = _comment(access, raw, comment, video)
        if envelope:
            yield envelope


def _comment(access: Access, raw: Raw, comment: Mapping[str, Any], video: str) -> Envelope | None:
    number, told = str(comment.get("id") or ""), part(comment, "snippet")
    if not number or len(number) > 300 or not told:
        return None
    parent = str(told.get("parentId") or "")
    author = str(part(told, "authorChannelId").get("value") or "")
    at, changed = moment(told.get("publishedAt")), moment(told.get("updatedAt"))
    titles = raw.hints.get("titles")
    title = titles.get(video, "") if isinstance(titles, dict) else ""
    status = str(told.get("moderationStatus") or "")
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=at or changed or _LONG_AGO,
        sender=_sender(author, told),
        subject=str(title)[:500],
        text=_text(raw, told),
        url=address(video, number),
        parent_id=parent,
        root_id=parent,
        is_ours=author in access.own_ids,
        edits=bool(at and changed and changed > at),
        edited_at=changed if at and changed and changed > at else None,
        extra={"moderation": status} if status in _HELD else {},
    )


def _sender(author: str, told: Mapping[str, Any]) -> Sender:
    """The author's channel; who has none any more is known by the name alone."""
    name = str(told.get("authorDisplayName") or "")
    url = str(told.get("authorChannelUrl") or "")
    handle = name.removeprefix("@") if name.startswith("@") else ""
    shown = url.replace("http://", "https://") if url.startswith("http") else ""
    return Sender(author or f"name:{name or '?'}"[:200], name[:200], handle[:100], shown[:500])


def _text(raw: Raw, told: Mapping[str, Any]) -> str:
    """`textDisplay` in the form that was asked for; html unless the payload says plain."""
    display = told.get("textDisplay")
    if isinstance(display, str):
        return display.strip() if raw.hints.get("text") == "plain" else plain(display)
    original = told.get("textOriginal")
    return original.strip() if isinstance(original, str) else ""


def _gone(access: Access, raw: Raw, body: Mapping[str, Any]) -> Iterator[Envelope]:
    there = {str(one.get("id")) for one in items(body)}
    asked = raw.hints.get("asked")
    for number in asked if isinstance(asked, list) else []:
        if str(number) not in there:
            yield Envelope(
                account_id=access.account_id,
                external_id=str(number),
                posted_at=moment(raw.hints.get("at")) or _LONG_AGO,
                sender=Sender("gone"),
                text="",
                deletes=True,
            )
