"""Plain posts: a line of Jetstream with words alone becomes an envelope without the detour over a view.

Most of the network's lines are such. Whatever has more (links, pictures, quotes, labels), is an
edit or looks odd in any way, `posts` reads with care; what this says of a line, `posts` says too.
"""

from datetime import UTC, datetime
from typing import Any

from msgspec import DecodeError, Raw, Struct, ValidationError, field
from msgspec.json import Decoder

from hanjari.channels.contract import Access
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.kinds.bluesky import events, uris
from hanjari.channels.kinds.bluesky.shapes import time_of

BEGINS = b'{"did"'
"""How a line of Jetstream begins; nothing else that is kept for Bluesky does."""
_FAULTS = (DecodeError, ValidationError, UnicodeError, RecursionError)


class _Name(Struct, gc=False):
    uri: str
    cid: str


class _Reply(Struct, gc=False):
    root: _Name
    parent: _Name


class _Record(Struct, gc=False):
    text: str
    kind: str = field(name="$type", default=uris.POST)
    written: str = field(name="createdAt", default="")
    langs: list[str] = field(default_factory=list)
    reply: _Reply | None = None
    facets: Raw = Raw()
    embed: Raw = Raw()
    labels: Raw = Raw()


class _Commit(Struct, gc=False):
    operation: str
    collection: str
    rkey: str
    record: _Record
    cid: str = ""


class _Line(Struct, gc=False):
    did: str
    time_us: int
    kind: str
    commit: _Commit


_line = Decoder(_Line).decode


def plain_post(access: Access, body: bytes) -> Envelope | None:
    """The post that a line tells; None for what asks for a careful look."""
    if not body.startswith(BEGINS):
        return None
    try:
        told = _line(body)
        seen = datetime.fromtimestamp(told.time_us / 1_000_000, UTC) if told.time_us else None
    except (*_FAULTS, ValueError, OverflowError, OSError):
        return None
    commit, did = told.commit, told.did
    name = uris.uri(did, commit.rkey)
    if not _is_plain(told) or uris.split(name) is None:
        return None
    reply = commit.record.reply
    return Envelope(
        access.account_id,
        name,
        _posted_at(commit.record.written, seen, name),
        Sender(did, url=f"https://bsky.app/profile/{did}"),
        commit.record.text,
        url=f"https://bsky.app/profile/{did}/post/{commit.rkey}",
        parent_id=_post(reply.parent) if reply else "",
        root_id=_post(reply.root) if reply else "",
        is_ours=did in access.own_ids,
        extra=_extra(name, commit),
    )


def _is_plain(told: _Line) -> bool:
    commit, record = told.commit, told.commit.record
    return (
        told.kind == "commit"
        and commit.operation == events.CREATE
        and commit.collection == record.kind == uris.POST
        and not (record.facets or record.embed or record.labels)
    )


def _posted_at(written: str, seen: datetime | None, name: str) -> datetime:
    """By its author's clock, but never after it was first seen (as `posts.posted_at`)."""
    known = [one for one in (time_of(written) if written else None, seen) if one]
    return min(known) if known else uris.moment(name)


def _post(name: _Name) -> str:
    return name.uri if uris.split(name.uri) else ""


def _extra(name: str, commit: _Commit) -> dict[str, Any]:
    record = commit.record
    extra: dict[str, Any] = {"uri": name}
    if commit.cid:
        extra["cid"] = commit.cid
    if record.reply:
        extra["root"] = {"uri": record.reply.root.uri, "cid": record.reply.root.cid}
    if record.langs:
        extra["langs"] = record.langs[:3]
    return extra
