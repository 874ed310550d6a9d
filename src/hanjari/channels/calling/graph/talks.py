"""Direct messages: Messenger's and Instagram's are one and the same in the Graph API.

Messenger Platform, Conversations API; Webhooks, `messages`, `message_echoes`, `message_edits`,
`message_reactions`; Instagram Messaging, Webhooks (`is_deleted`, story replies and mentions).
Only the 20 newest messages of a conversation can be read back. Pure but for `catches`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.graph.marks import Mark, Seen, is_new, raised
from hanjari.channels.calling.graph.paging import (
    Thing,
    ident,
    moment,
    moment_or_old,
    pages,
    part,
    rows,
    snapshot,
    things,
    words,
)
from hanjari.channels.contract import Access, Catch, Raw
from hanjari.channels.envelope import Envelope, Medium, Sender

WITH = "with:"
"""Before the other person's number: the root of a talk."""
FORM = "talks"
FIELDS = (
    "id,updated_time,messages.limit(20){id,created_time,from,to,message,"
    "attachments{id,mime_type,name,size,image_data,video_data,file_url},shares{link},story}"
)
PAGE = 20
MOST = 500
"""Conversations remembered; an older one that wakes up is read from its newest twenty again."""


def catches(graph: Graph, cursor: dict[str, Any], page: str, platform: str) -> Iterator[Catch]:
    """What is new, newest conversation first. Raises `BrokenError`.

    A walk ends where conversations were last changed before the newest change that the last finished
    walk saw (`goal`), so an end half-way is made good by the next.
    """
    goal = moment(cursor.get("talked"))
    newest = goal
    asked = {"platform": platform, "fields": FIELDS, "limit": PAGE}
    for answer in pages(graph, f"/{page}/conversations", asked):
        found = rows(answer.body)
        changed = [at for one in found if (at := moment(one.get("updated_time")))]
        newest = max([*changed, *([newest] if newest else [])], default=None)
        raw = _fresh(cursor, found, answer.content)
        if raw:
            yield Catch((raw,), snapshot(cursor))
        if not goal or (changed and min(changed) < goal):
            break
    if newest and newest != goal:
        cursor["talked"] = newest.isoformat()
        yield Catch((), snapshot(cursor))


def _fresh(cursor: dict[str, Any], found: list[Thing], content: bytes) -> Raw | None:
    """The page when it holds a message not seen yet, with the marks up to which each talk was read."""
    marks: dict[str, Mark] = dict(cursor.get("talks", {}))
    before: dict[str, Mark] = {}
    for talk in found:
        number = ident(talk.get("id"))
        seen = [one for message in _messages(talk) if (one := _seen(message))]
        if number and any(is_new(marks.get(number), one) for one in seen):
            before[number] = marks.get(number, [])
            marks[number] = raised(marks.get(number), seen)
    cursor["talks"] = dict(sorted(marks.items(), key=lambda one: _time(one[1]))[-MOST:])
    return Raw(content, {"form": FORM, "before": before}) if before else None


def read_page(access: Access, raw: Raw, body: Thing) -> Iterator[Envelope]:
    """The messages of a page of conversations that were new when it was read."""
    before = raw.hints.get("before")
    before = before if isinstance(before, dict) else {}
    for talk in rows(body):
        mark = before.get(ident(talk.get("id")))
        for message in _messages(talk) if isinstance(mark, list) else []:
            seen = _seen(message)
            if seen and is_new(mark, seen):
                yield _of_page(access, message, seen)


def read_event(access: Access, entry: Thing, event: Thing) -> Envelope | None:
    """A message that was pushed; None for what is none: delivered, read, reactions, typing."""
    message, edit = part(event, "message"), part(event, "message_edit")
    number = ident(message.get("mid") or edit.get("mid"))
    author, other = (
        ident(part(event, "sender").get("id")),
        ident(part(event, "recipient").get("id")),
    )
    if not number or not author:
        return None
    is_ours = message.get("is_echo") is True or author in access.own_ids
    text, media = words((message or edit).get("text")), tuple(_pushed_media(message))
    story = part(part(message, "reply_to"), "story")
    root = f"{WITH}{other if is_ours else author}"
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=moment_or_old(event.get("timestamp"), entry.get("time")),
        sender=Sender(_own(access) if is_ours else author),
        text=text,
        parent_id=ident(part(message, "reply_to").get("mid")),
        root_id=root,
        media=media,
        is_public=False,
        is_ours=is_ours,
        deletes=message.get("is_deleted") is True,
        edits=bool(edit),
        extra={
            "with": other if is_ours else author,
            **({"story": words(story.get("url"))} if story else {}),
        },
    )


def _of_page(access: Access, message: Thing, seen: Seen) -> Envelope:
    author, to = part(message, "from"), rows(part(message, "to"))
    name, number = words(author.get("name") or author.get("username")), ident(author.get("id"))
    is_ours = by_us(access, author)
    other = ident(to[0].get("id")) if is_ours and to else number
    handle = words(author.get("username"))
    return Envelope(
        account_id=access.account_id,
        external_id=seen[0],
        posted_at=seen[1],
        sender=Sender(_own(access) if is_ours else number, name[:200], handle[:100]),
        text=words(message.get("message")),
        root_id=f"{WITH}{other}",
        media=tuple(_listed_media(message)),
        is_public=False,
        is_ours=is_ours,
        extra={"with": other},
    )


def _messages(talk: Thing) -> list[Thing]:
    return rows(part(talk, "messages"))


def _seen(message: Thing) -> Seen | None:
    number, at = ident(message.get("id")), moment(message.get("created_time"))
    has_author = bool(ident(part(message, "from").get("id")))
    return (number, at) if number and at and has_author else None


def _pushed_media(message: Thing) -> Iterator[Medium]:
    for one in things(message.get("attachments")):
        kind, url = words(one.get("type")), words(part(one, "payload").get("url"))
        title = words(part(one, "payload").get("title"))
        if url.startswith("https://"):
            yield Medium((title or kind or "file")[:200], kind[:100], url=url)


def _listed_media(message: Thing) -> Iterator[Medium]:
    for one in rows(part(message, "attachments")):
        url = words(
            part(one, "image_data").get("url")
            or part(one, "video_data").get("url")
            or one.get("file_url")
        )
        size, kind = one.get("size"), words(one.get("mime_type"))
        if url.startswith("https://"):
            name = words(one.get("name")) or "file"
            yield Medium(name[:200], kind[:100], size if isinstance(size, int) else 0, url)


def _own(access: Access) -> str:
    return access.own_ids[0] if access.own_ids else "us"


def by_us(access: Access, author: Thing) -> bool:
    """By number, or by our name: Instagram numbers an account in two ways."""
    own, name = str(access.settings.get("username") or ""), words(author.get("username"))
    return ident(author.get("id")) in access.own_ids or bool(own and name == own)


def _time(mark: Mark) -> datetime:
    return moment_or_old(mark[0] if mark else "")
