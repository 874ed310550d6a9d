"""Posts in the older form that Account Activity webhooks still push ("Tweet object" of v1.1)."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from hanjari.channels.contract import Access
from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.channels.kinds.x import ids
from hanjari.channels.kinds.x.posts import Thing, things
from hanjari.channels.kinds.x.words import plain

_WRITTEN = "%a %b %d %H:%M:%S %z %Y"
"""Mon May 19 14:01:46 +0000 2025"""


def read_status(access: Access, status: Thing) -> Envelope | None:
    """One post; None for a repost, and for what has no id or author. The same ids as from v2."""
    user = _part(status, "user")
    author, latest = str(user.get("id_str") or ""), str(status.get("id_str") or "")
    if not author or not ids.number(latest) or "retweeted_status" in status:
        return None
    first, handle = _first(status), str(user.get("screen_name") or "")
    quotes = str(status.get("quoted_status_id_str") or "")
    return Envelope(
        account_id=access.account_id,
        external_id=first,
        posted_at=_time(status.get("created_at")) or ids.moment(latest),
        sender=_sender(author, handle, user),
        text=_text(status),
        quoted=_quoted(status),
        url=f"https://x.com/{handle or 'i'}/status/{latest}",
        parent_id=str(status.get("in_reply_to_status_id_str") or ""),
        media=tuple(_media(status)),
        is_ours=author in access.own_ids,
        edits=latest != first,
        extra={"quotes": quotes} if quotes else {},
    )


def _first(status: Thing) -> str:
    history = _part(status, "edit_history")
    known = history.get("edit_tweet_ids")
    return ids.first_of({"id": status["id_str"], "edit_history_tweet_ids": known})


def _sender(author: str, handle: str, user: Thing) -> Sender:
    followers = user.get("followers_count")
    return Sender(
        author,
        name=str(user.get("name") or handle)[:200],
        handle=handle[:100],
        url=f"https://x.com/{handle}" if handle else "",
        followers=followers if isinstance(followers, int) else None,
    )


def _text(status: Thing) -> str:
    """The whole text: `extended_tweet` where the post is long (Account Activity, "longform")."""
    long = _part(status, "extended_tweet")
    whole = long if isinstance(long.get("full_text"), str) else status
    entities = _part(whole, "entities") or _part(status, "entities")
    links = frozenset(str(one.get("url")) for one in _pictures(status))
    urls = [*things(entities.get("urls")), *({"url": link} for link in links)]
    said = whole.get("full_text") or status.get("text")
    return plain(str(said or ""), urls, links)


def _quoted(status: Thing) -> str:
    other = _part(status, "quoted_status")
    handle = str(_part(other, "user").get("screen_name") or "")
    return f"@{handle}: {_text(other)}" if handle else ""


def _pictures(status: Thing) -> list[Thing]:
    long = _part(status, "extended_tweet")
    found = _part(long, "extended_entities") or _part(status, "extended_entities")
    return things(found.get("media"))


def _media(status: Thing) -> Iterator[Medium]:
    for one in _pictures(status):
        url = str(one.get("media_url_https") or "")
        yield Medium(
            name=url.rsplit("/", 1)[-1][:200] or "media",
            kind=str(one.get("type") or "photo")[:100],
            url=url if url.startswith("https://") else "",
            alt=str(one.get("ext_alt_text") or "")[:1000],
        )


def _part(thing: Thing, name: str) -> Thing:
    found = thing.get(name)
    return found if isinstance(found, Mapping) else {}


def _time(told: Any) -> datetime | None:
    try:
        return datetime.strptime(str(told), _WRITTEN).astimezone(UTC)
    except ValueError:
        return None
