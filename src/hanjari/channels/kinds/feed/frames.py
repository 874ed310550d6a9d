"""Entries as frames of a stream: each carries all that its envelope needs, and no document with it."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from hanjari.channels.contract import Access, Flow, Frame, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.feed.entries import Document, Entry
from hanjari.channels.kinds.feed.envelopes import envelope_of
from hanjari.channels.kinds.feed.identity import Found
from hanjari.channels.kinds.feed.news import News, fresh
from hanjari.kit.clock import now

SIGN_OF_LIFE = 1.0


def flows(access: Access, place: Mapping[str, Any], every: float) -> Iterator[Flow]:
    """Ask, hand over what is new, and wait; again and again. Raises `BrokenError`."""
    place = dict(place)
    while True:
        news = fresh(access, place)
        if news is not None:
            place = news.cursor
            yield Flow(tuple(_frames(access, news)), place)
        end = time.monotonic() + every
        while (left := end - time.monotonic()) > 0:
            yield Flow((), place)
            time.sleep(min(left, SIGN_OF_LIFE))


def entry_in(access: Access, raw: Raw) -> Envelope:
    """The envelope of one frame's body. Raises `UnreadableError`."""
    try:
        told = json.loads(raw.body)
        entry = told["entry"]
        published = entry["published"] and datetime.fromisoformat(entry["published"])
        pictures = tuple((str(url), str(kind), int(size)) for url, kind, size in entry["pictures"])
        one = Entry(**{**entry, "published": published, "pictures": pictures})
        found = Found(0, str(told["id"]), bool(told["edited"]))
        document = Document(str(told["title"]), str(told["link"]))
        seen = datetime.fromisoformat(told["seen"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableError(f"no entry of a feed: {error}") from error
    return envelope_of(access, document, one, found, seen)


def _frames(access: Access, news: News) -> Iterator[Frame]:
    seen, document = now(), news.document
    for found in news.found:
        entry = document.entries[found.index]
        said = envelope_of(access, document, entry, replace(found, index=0), seen)
        published = entry.published.isoformat() if entry.published else None
        told = {
            "entry": {**asdict(entry), "published": published},
            "title": document.title,
            "link": document.link,
            "id": found.id,
            "edited": found.is_edited,
            "seen": seen.isoformat(),
        }
        yield Frame(
            said.external_id,
            said.sender.external_id,
            f"{said.subject}\n{said.text}",
            json.dumps(told, ensure_ascii=False),
            seen.timestamp(),
            (said.sender.name,),
            (said.url,) if said.url else (),
            is_edit=said.edits,
        )
