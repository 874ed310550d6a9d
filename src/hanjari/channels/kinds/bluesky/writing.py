"""Our own posts as records (lexicon `app.bsky.feed.post`): key, text, facets, thread, pictures, language."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import BrokenError, Outgoing, RefusedError
from hanjari.channels.kinds.bluesky import media, uris
from hanjari.channels.kinds.bluesky.api import Api
from hanjari.channels.kinds.bluesky.graphemes import LIMIT, MOST_BYTES, count
from hanjari.channels.kinds.bluesky.manners import MISSING
from hanjari.channels.kinds.bluesky.marking import marked
from hanjari.channels.kinds.bluesky.shapes import Thing, part, word
from hanjari.kit.clock import now

_BEGINNING = datetime(2023, 4, 1, tzinfo=UTC)
_SPAN = 2**46
"""Microseconds, about two years: where the keys of our posts lie, always in the past."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def rkey(did: str, outgoing: Outgoing) -> str:
    """The post's key, the same at every attempt, so that it can lie there once only.

    A TID, as the lexicon wants it. It is made of who says what to which post for which of our
    keys: a desk that was set up anew begins to count again, and must not take an old post for its own.
    """
    told = "\n".join((did, outgoing.key, outgoing.parent_id, outgoing.text))
    number = int.from_bytes(sha256(told.encode(errors="replace")).digest()[:8], "big")
    start = int(_BEGINNING.timestamp()) * 1_000_000
    return uris.tid(start + (number >> 10) % _SPAN, number & 1023)


def record(bluesky: Api, outgoing: Outgoing) -> dict[str, Any]:
    """The whole record; pictures are uploaded on the way. Raises `RefusedError`: nothing was posted."""
    judge_length(outgoing.text)
    try:
        told: dict[str, Any] = {
            "$type": uris.POST,
            "text": outgoing.text,
            "createdAt": now()
            .astimezone(UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
        }
        if found := marked(bluesky, outgoing.text):
            told["facets"] = found
        if outgoing.parent_id:
            told["reply"] = thread(bluesky, outgoing)
        if _LANGUAGE.fullmatch(outgoing.language):
            told["langs"] = [outgoing.language]
        if embed := media.embed(bluesky, outgoing):
            told["embed"] = embed
    except BrokenError as error:
        raise RefusedError(
            error.code, error.words, can_retry=not error.needs_person, retry_after=error.retry_after
        ) from (error.__cause__ or error)
    return told


def judge_length(text: str) -> None:
    """Both limits of the lexicon. Raises `RefusedError`."""
    if count(text) > LIMIT or len(text.encode(errors="replace")) > MOST_BYTES:
        words = _("A post on Bluesky has at most %(most)s letters (and 3,000 bytes).")
        raise RefusedError("too_long", words % {"most": LIMIT}, can_retry=False)


def thread(bluesky: Api, outgoing: Outgoing) -> dict[str, Any]:
    """Which post is answered and which began the thread, both with their content's mark (`cid`)."""
    parent = {"uri": outgoing.parent_id, "cid": str(outgoing.extra.get("cid") or "")}
    is_known = outgoing.extra.get("uri") == outgoing.parent_id and parent["cid"]
    root: Thing = part(outgoing.extra, "root")
    is_first = outgoing.root_id in ("", outgoing.parent_id)
    if not is_known or not (is_first or word(root, "cid")):
        parent, root = _asked(bluesky, outgoing.parent_id)
    is_root_known = uris.split(root.get("uri")) and word(root, "cid")
    top = {"uri": root["uri"], "cid": root["cid"]} if is_root_known else parent
    return {"root": top, "parent": parent}


def _asked(bluesky: Api, name: str) -> tuple[dict[str, str], Thing]:
    """The answered post as its repository has it. Raises `RefusedError` when it is gone."""
    found = uris.split(name)
    gone = RefusedError("gone", _("The post that you answer is no longer there."), can_retry=False)
    if found is None:
        raise gone
    asked = {"repo": found[0], "collection": uris.POST, "rkey": found[1]}
    try:
        body = bluesky.ask("com.atproto.repo.getRecord", **asked).body
    except BrokenError as error:
        if error.code == MISSING:
            raise gone from error
        raise
    parent = {"uri": name, "cid": word(body, "cid")}
    return parent, part(part(part(body, "value"), "reply"), "root")
