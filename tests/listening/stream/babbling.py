"""A network that babbles: it says what a test lays down, and breaks when told."""

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

from tests.channels.pretend import Pretend

from hanjari.channels.contract import Access, BrokenError, Flow, Frame, Raw, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.kit.clock import now


def said(number: int, text: str, author: str = "", *, at: float = 0.0, **more: Any) -> Frame:
    """A post as a frame; its body is what `read` opens."""
    author = author or f"a{number % 7}"
    body = json.dumps({"id": f"p{number}", "author": author, "text": text, "at": at, **more})
    is_edit = bool(more.get("edits"))
    return Frame(f"p{number}", author, text, body, at or time.time(), is_edit=is_edit)


def gone(number: int, author: str = "") -> Frame:
    return Frame(f"p{number}", author or f"a{number % 7}", at=time.time(), is_gone=True)


class Babbling(Pretend):
    """`flows` are said in order from the place on, each the place behind it; then signs of life."""

    slug, name = "babbling", "Babbling"
    stream_replaces_pull = False

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[list[Frame]] = []
        self.breaks_at: set[int] = set()
        self.opened_at: list[int] = []

    def stream(self, access: Access, place: Mapping[str, Any]) -> Iterator[Flow]:
        at = int(place.get("at", 0))
        self.opened_at.append(at)
        while True:
            if at in self.breaks_at:
                self.breaks_at.discard(at)
                raise BrokenError("cut", "The line was cut.")
            if at < len(self.frames):
                at += 1
                yield Flow(tuple(self.frames[at - 1]), {"at": at})
            else:
                yield Flow((), {"at": at})
                time.sleep(0.02)

    def read(self, access: Access, raw: Raw) -> list[Envelope]:
        try:
            told = json.loads(raw.body)
            sender = Sender(told["author"], told["author"])
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableError("no babble") from error
        return [
            Envelope(
                access.account_id,
                told["id"],
                now(),
                sender,
                told["text"],
                edits=bool(told.get("edits")),
            )
        ]
