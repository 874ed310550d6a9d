"""Packing: a hundred and more frames in one message, so that the carrying costs next to nothing.

A pack is a line of JSON, the account's id and a row a frame, and behind it all bodies as they are:
only the few that are kept are ever read. Packs of one author go to one subject, and what
changes earlier posts (edits, deletions) to a queue of its own that waits for them (`hands.py`).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from hanjari.channels.contract import Frame, UnreadableError
from hanjari.kit.bus import Pack

STREAM = "HANJARI"
POSTS, CHANGES = "posts", "changes"
QUEUES = {POSTS: "hanjari.posts.*", CHANGES: "hanjari.changes.*"}
PARTITIONS = 8
MOST, LARGEST = 1_000, 700_000
"""Frames and bytes of a pack; NATS takes a megabyte unless told otherwise."""
_GONE, _EDIT = 1, 2
_SUBJECTS = {
    queue: [subjects.replace("*", str(share)) for share in range(PARTITIONS)]
    for queue, subjects in QUEUES.items()
}
_WRITTEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed(account_id: int, frames: Iterable[Frame]) -> Iterator[Pack]:
    """The packs of some frames, in each subject in their order. A frame too large for any is left out."""
    loads: defaultdict[str, _Load] = defaultdict(_Load)
    for frame in frames:
        row, body, subject = _row(frame), frame.body.encode(errors="replace"), subject_of(frame)
        size = len(row) + len(body) + 1
        if size > LARGEST:
            continue
        if not loads[subject].has_room_for(size):
            yield loads.pop(subject).pack(subject, account_id)
        loads[subject].add(row, body)
    for subject, load in loads.items():
        yield load.pack(subject, account_id)


def subject_of(frame: Frame) -> str:
    """Where it goes: by its author, and by whether it changes what was said before."""
    queue = CHANGES if frame.is_gone or frame.is_edit else POSTS
    return _SUBJECTS[queue][crc32(frame.author.encode(errors="replace")) % PARTITIONS]


def unpacked(pack: bytes) -> tuple[int, list[Frame]]:
    """The account's id and the frames. Raises `UnreadableError` for what is no pack."""
    head, _line_end, rest = pack.partition(b"\n")
    try:
        told, bodies = json.loads(head), rest.decode()
        return int(told["a"]), list(_frames(told["f"], bodies))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableError(f"no pack of frames: {error}") from error


@dataclass(slots=True)
class _Load:
    """What goes into one pack."""

    rows: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    size: int = 0

    def has_room_for(self, size: int) -> bool:
        return len(self.rows) < MOST and self.size + size <= LARGEST

    def add(self, row: bytes, body: bytes) -> None:
        self.rows.append(row)
        self.bodies.append(body)
        self.size += len(row) + len(body) + 1

    def pack(self, subject: str, account_id: int) -> Pack:
        rows, bodies = b",".join(self.rows), b"".join(self.bodies)
        return Pack(subject, b'{"a":%d,"f":[%b]}\n%b' % (account_id, rows, bodies))


def _row(frame: Frame) -> bytes:
    """The frame without its body, of which the length is told."""
    name, author, text, body, at, names, links, is_gone, is_edit = frame
    marks = _GONE * is_gone + _EDIT * is_edit
    return _WRITTEN([name, author, text, len(body), at, names, links, marks]).encode(
        errors="replace"
    )


def _frames(rows: Iterable[list[Any]], bodies: str) -> Iterator[Frame]:
    begin = 0
    for name, author, text, length, at, names, links, marks in rows:
        body = bodies[begin : begin + length]
        begin += length
        gone, edit = bool(marks & _GONE), bool(marks & _EDIT)
        yield Frame(name, author, text, body, at, tuple(names), tuple(links), gone, edit)
