"""Posts of API v2 (X API, Data dictionary: Post) as envelopes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from hanjari.channels.contract import Access
from hanjari.channels.envelope import Envelope, Medium, Sender
from hanjari.channels.kinds.x import ids
from hanjari.channels.kinds.x.words import plain

Thing = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """What came along with an answer (`includes`), by id."""

    users: dict[str, Thing] = field(default_factory=dict)
    posts: dict[str, Thing] = field(default_factory=dict)
    media: dict[str, Thing] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Any) -> "Beside":
        """Whatever is well-formed in it."""
        if not isinstance(told, Mapping):
            return cls()
        users = [one.get("data", one) for one in things(told.get("users"))]
        return cls(
            {str(one.get("id")): one for one in users if isinstance(one, Mapping)},
            {str(one.get("id")): one for one in things(told.get("tweets"))},
            {str(one.get("media_key")): one for one in things(told.get("media"))},
        )


def read(access: Access, page: Thing) -> Iterator[Envelope]:
    """A page's posts; what can't be read is passed over, its neighbours are not."""
    beside = Beside.of(page.get("includes"))
    found = page.get("data")
    for post in things(found if isinstance(found, list) else [found]):
        envelope = read_post(access, post, beside)
        if envelope:
            yield envelope


def read_post(access: Access, post: Thing, beside: Beside) -> Envelope | None:
    """One post; None for a repost, which says nothing of its own, and for what has no id or author."""
    linked = _references(post)
    author = str(post.get("author_id") or "")
    if not ids.number(post.get("id")) or not author or "retweeted" in linked:
        return None
    latest, first = str(post["id"]), ids.first_of(post)
    parent = linked.get("replied_to", "")
    talk = str(post.get("conversation_id") or "")
    sender = sender_of(author, beside.users.get(author))
    extra = {"quotes": linked["quoted"]} if "quoted" in linked else {}
    return Envelope(
        account_id=access.account_id,
        external_id=first,
        posted_at=time_of(post.get("created_at")) or ids.moment(latest),
        sender=sender,
        text=text_of(post),
        quoted=_quoted(parent or linked.get("quoted", ""), beside),
        url=f"https://x.com/{sender.handle or 'i'}/status/{latest}",
        parent_id=parent,
        root_id=talk if talk != first else "",
        media=tuple(_media(post, beside)),
        is_ours=author in access.own_ids,
        edits=latest != first,
        edited_at=time_of(post.get("created_at")) if latest != first else None,
        extra=extra,
    )


def text_of(post: Thing) -> str:
    """The whole text, also of a long post (`note_tweet`)."""
    note = post.get("note_tweet")
    whole = note if isinstance(note, Mapping) and isinstance(note.get("text"), str) else post
    entities = whole.get("entities") or post.get("entities")
    urls = things(entities.get("urls") if isinstance(entities, Mapping) else None)
    return plain(str(whole.get("text") or ""), urls)


def sender_of(author: str, user: Thing | None) -> Sender:
    """Who wrote, as far as X told; their id is enough."""
    if user is None:
        return Sender(author)
    handle = str(user.get("username") or "")
    counted = user.get("public_metrics")
    followers = counted.get("followers_count") if isinstance(counted, Mapping) else None
    return Sender(
        author,
        name=str(user.get("name") or handle)[:200],
        handle=handle[:100],
        url=f"https://x.com/{handle}" if handle else "",
        followers=followers if isinstance(followers, int) else None,
    )


def things(told: Any) -> list[Thing]:
    """The objects in a list that should hold only objects."""
    return [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []


def time_of(told: Any) -> datetime | None:
    """A time of the API (ISO 8601 in UTC)."""
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _references(post: Thing) -> dict[str, str]:
    found = things(post.get("referenced_tweets"))
    return {str(one.get("type")): str(one["id"]) for one in found if ids.number(one.get("id"))}


def _quoted(other: str, beside: Beside) -> str:
    """The post that was answered or quoted, folded away: who reads the answer sees what it is about."""
    post = beside.posts.get(other)
    if post is None:
        return ""
    user = beside.users.get(str(post.get("author_id")), {})
    handle = str(user.get("username") or "")
    return f"@{handle}: {text_of(post)}" if handle else text_of(post)


def _media(post: Thing, beside: Beside) -> Iterator[Medium]:
    attached = post.get("attachments")
    keys = attached.get("media_keys") if isinstance(attached, Mapping) else None
    for key in keys if isinstance(keys, list) else []:
        found = beside.media.get(str(key), {})
        url = str(found.get("url") or found.get("preview_image_url") or "")
        yield Medium(
            name=url.rsplit("/", 1)[-1][:200] or str(key)[:200],
            kind=str(found.get("type") or "photo")[:100],
            url=url if url.startswith("https://") else "",
            alt=str(found.get("alt_text") or "")[:1000],
        )
