"""Posts and comments as the Graph API shows them (Page post; Comment). Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hanjari.channels.calling.graph.paging import (
    Thing,
    ident,
    moment_or_old,
    part,
    rows,
    words,
)
from hanjari.channels.contract import Access
from hanjari.channels.envelope import Envelope, Medium, Sender

_LONGEST_SUBJECT = 80


@dataclass(frozen=True, slots=True)
class About:
    """Below which post a comment stands.

    Below a visitor's, all is one conversation with that post; below our own, each comment begins one.
    """

    post: str
    is_visitors: bool = False
    subject: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "About":
        """As a payload's hints say it."""
        return cls(
            ident(told.get("post")), told.get("visitors") is True, words(told.get("subject"))
        )


def post(access: Access, one: Thing, *, is_edit: bool = False) -> Envelope | None:
    """A post; None for what has no number."""
    number, author = ident(one.get("id")), part(one, "from")
    if not number:
        return None
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=moment_or_old(one.get("created_time"), one.get("updated_time")),
        sender=sender(author, number),
        text=words(one.get("message") or one.get("story")),
        url=address(one, number),
        media=tuple(_attached(one)),
        is_ours=ident(author.get("id")) in access.own_ids,
        edits=is_edit,
        extra={"post_id": number},
    )


def comment(access: Access, one: Thing, about: About) -> Envelope | None:
    """A comment or a reply to one; None for what has no number."""
    number, author = ident(one.get("id")), part(one, "from")
    if not number:
        return None
    above = ident(part(one, "parent").get("id"))
    media = _medium(part(one, "attachment"))
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=moment_or_old(one.get("created_time")),
        sender=sender(author, number),
        subject=about.subject,
        text=words(one.get("message")),
        url=address(one, number),
        **threaded(about, above),
        media=(media,) if media else (),
        is_ours=ident(author.get("id")) in access.own_ids,
        extra={"post_id": about.post, **({"hidden": True} if one.get("is_hidden") is True else {})},
    )


def threaded(about: About, above: str) -> dict[str, Any]:
    """Where a comment hangs: below the comment `above`, or below a visitor's post, or nowhere."""
    if above:
        root = about.post if about.is_visitors else above
        return {"parent_id": above, "root_id": root, "references": (above,)}
    root = about.post if about.is_visitors else ""
    return {"parent_id": root, "root_id": root}


def sender(author: Thing, number: str) -> Sender:
    """Who wrote; Meta leaves out whom it may not show, and then each is a stranger of their own."""
    name = words(author.get("name"))
    return Sender(ident(author.get("id")) or f"unknown:{number}", name[:200])


def address(one: Thing, number: str) -> str:
    """Where it stands."""
    told = words(one.get("permalink_url"))
    return told if told.startswith("https://") else f"https://www.facebook.com/{number}"


def subject_of(one: Thing) -> str:
    """The first line of a post, as the subject of its comments."""
    lines = words(one.get("message")).strip().splitlines()
    first = lines[0].strip() if lines else ""
    return first if len(first) <= _LONGEST_SUBJECT else first[: _LONGEST_SUBJECT - 1] + "…"


def _attached(one: Thing) -> Iterator[Medium]:
    for attachment in rows(part(one, "attachments")):
        inner = rows(part(attachment, "subattachments"))
        for each in inner or [attachment]:
            if medium := _medium(each):
                yield medium


def _medium(attachment: Thing) -> Medium | None:
    kind = words(attachment.get("media_type") or attachment.get("type"))
    source = words(part(part(attachment, "media"), "image").get("src"))
    url = source or words(attachment.get("url"))
    if not url.startswith("https://"):
        return None
    name = words(attachment.get("title")) or kind or "attachment"
    alt = words(attachment.get("description"))
    return Medium(name[:200], kind[:100], url=url, alt=alt[:1000])
