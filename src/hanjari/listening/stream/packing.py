"""Packing: a hundred and more frames in one message, so that the carrying costs next to nothing.

A pack is the account's id and its frames in MessagePack, compressed: a quarter of the bytes, so what
NATS may hold lasts four times as long. Packs of one author go to one subject, and what changes
earlier posts (edits, deletions) to a queue of its own that waits for them (`hands.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zlib import Z_BEST_SPEED, compress, crc32, decompressobj
from zlib import error as ZlibError  # noqa: N812 (an error class with a small letter)

import msgspec

from hanjari.channels.contract import Frame, UnreadableError
from hanjari.kit.bus import Pack

STREAM = "HANJARI"
POSTS, CHANGES = "posts", "changes"
QUEUES = {POSTS: "hanjari.posts.*", CHANGES: "hanjari.changes.*"}
PARTITIONS = 8
MOST, LARGEST = 1_000, 700_000
"""Frames of a pack and its bytes before they are compressed; NATS takes a megabyte unless told otherwise."""
_HEAD = 16
"""Bytes before the rows, at most: two lists' beginnings and a number."""
_SUBJECTS = {
    queue: [subjects.replace("*", str(share)) for share in range(PARTITIONS)]
    for queue, subjects in QUEUES.items()
}
_written = msgspec.msgpack.Encoder().encode
_read = msgspec.msgpack.Decoder(tuple[int, list[Frame]]).decode


def packed(account_id: int, frames: Iterable[Frame]) -> Iterator[Pack]:
    """The packs of some frames, in each subject in their order. A frame too large for any is left out."""
    loads: defaultdict[str, _Load] = defaultdict(_Load)
    for frame in frames:
        row, subject = _row(frame), subject_of(frame)
        if len(row) > LARGEST:
            continue
        if not loads[subject].has_room_for(row):
            yield loads.pop(subject).pack(subject, account_id)
        loads[subject].add(row)
    for subject, load in loads.items():
        yield load.pack(subject, account_id)


def subject_of(frame: Frame) -> str:
    """Where it goes: by its author, and by whether it changes what was said before."""
    queue = CHANGES if frame.is_gone or frame.is_edit else POSTS
    return _SUBJECTS[queue][crc32(frame.author.encode(errors="replace")) % PARTITIONS]


def unpacked(pack: bytes) -> tuple[int, list[Frame]]:
    """The account's id and the frames. Raises `UnreadableError` for what is no pack."""
    try:
        return _read(_decompressed(pack))
    except (ZlibError, ValueError, msgspec.DecodeError) as error:
        raise UnreadableError(f"no pack of frames: {error}") from error


def _decompressed(pack: bytes) -> bytes:
    """Its bytes, no more than a pack may have. Raises `ZlibError`, and `ValueError` for more or less."""
    opener = decompressobj()
    found = opener.decompress(pack, LARGEST + _HEAD)
    if not opener.eof:
        raise ValueError("cut off, or larger than any pack")
    return found


@dataclass(slots=True)
class _Load:
    """What goes into one pack."""

    rows: list[msgspec.Raw] = field(default_factory=list)
    size: int = 0

    def has_room_for(self, row: bytes) -> bool:
        return len(self.rows) < MOST and self.size + len(row) <= LARGEST

    def add(self, row: bytes) -> None:
        self.rows.append(msgspec.Raw(row))
        self.size += len(row)

    def pack(self, subject: str, account_id: int) -> Pack:
        return Pack(subject, compress(_written((account_id, self.rows)), Z_BEST_SPEED))


def _row(frame: Frame) -> bytes:
    try:
        return _written(frame)
    except UnicodeEncodeError:
        return _written(Frame._make(map(_sayable, frame)))


def _sayable(value: object) -> object:
    """The same with a question mark for half a character, which UTF-8 has no bytes for."""
    if isinstance(value, tuple):
        return tuple(map(_sayable, value))
    return value.encode(errors="replace").decode() if isinstance(value, str) else value
