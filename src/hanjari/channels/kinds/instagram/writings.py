"""Comments and media as the Instagram API shows them (IG Comment; IG Media). Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from hanjari.channels.calling.graph.paging import Thing, ident, moment_or_old, part, rows, words
from hanjari.channels.contract import Access
from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.channels.kinds.instagram import ids

_LONGEST_SUBJECT = 80
COMMENT_FIELDS = "id,text,timestamp,username,from,hidden"


def comment(
    access: Access, one: Thing, hints: Mapping[str, Any], above: str = ""
) -> Envelope | None:
    """A comment below a post of ours, or a reply to one; None for what has no number."""
    number = ident(one.get("id"))
    if not number:
        return None
    media = ident(hints.get("media"))
    return Envelope(
        account_id=access.account_id,
        external_id=number,
        posted_at=moment_or_old(one.get("timestamp")),
        sender=sender(one, number),
        subject=words(hints.get("subject")),
        text=words(one.get("text")),
        url=words(hints.get("url")),
        parent_id=above,
        root_id=above,
        references=(above,) if above else (),
        is_ours=is_ours(access, one),
        extra={"media_id": media, **({"hidden": True} if one.get("hidden") is True else {})},
    )


def media(access: Access, one: Thing, name: str, extra: Mapping[str, Any]) -> Envelope | None:
    """A post of another account; `name` says what it is to us."""
    number = ident(one.get("id"))
    if not number:
        return None
    return Envelope(
        account_id=access.account_id,
        external_id=name,
        posted_at=moment_or_old(one.get("timestamp")),
        sender=sender(one, number),
        text=words(one.get("caption")),
        url=words(one.get("permalink")),
        media=tuple(pictures(one)),
        is_ours=is_ours(access, one),
        extra={"media_id": number, **extra},
    )


def sender(one: Thing, number: str) -> Sender:
    """Who wrote: the number where Instagram shows it, else the name, which it shows of everybody."""
    author = part(one, "from") or part(one, "owner")
    handle = words(author.get("username") or one.get("username"))
    known = ident(author.get("id")) or (f"@{handle}" if handle else f"unknown:{number}")
    url = f"https://www.instagram.com/{handle}/" if handle else ""
    return Sender(known, handle[:200], handle[:100], url)


def is_ours(access: Access, one: Thing) -> bool:
    """By number, or by our own name: Instagram numbers us in two ways."""
    author = part(one, "from") or part(one, "owner")
    handle = words(author.get("username") or one.get("username")).lower()
    own = str(access.settings.get("username") or "").lower()
    return ident(author.get("id")) in access.own_ids or bool(own and handle == own)


def subject_of(one: Thing) -> str:
    """The first line of a caption, as the subject of its comments."""
    lines = words(one.get("caption")).strip().splitlines()
    first = lines[0].strip() if lines else ""
    return first if len(first) <= _LONGEST_SUBJECT else first[: _LONGEST_SUBJECT - 1] + "…"


def replies(one: Thing) -> list[Thing]:
    """The replies that came along with a comment."""
    return rows(part(one, "replies"))


def pictures(one: Thing) -> Iterator[Medium]:
    """What is to be seen in a post."""
    url, kind = words(one.get("media_url")), words(one.get("media_type"))
    if url.startswith("https://"):
        name = url.partition("?")[0].rsplit("/", 1)[-1] or "media"
        yield Medium(name[:200], kind[:100], url=url, alt=words(one.get("alt_text"))[:1000])


def other(access: Access, one: Thing) -> Envelope | None:
    """A post that an account we listen to has published (Business Discovery)."""
    return media(access, one, f"{ids.SEEN}{ident(one.get('id'))}", {"source": "discovery"})


def tagged(access: Access, one: Thing) -> Envelope | None:
    """A post in whose picture we are tagged."""
    return media(access, one, f"{ids.TAG}{ident(one.get('id'))}", {"source": "tag"})
