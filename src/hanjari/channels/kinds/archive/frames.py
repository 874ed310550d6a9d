"""Lines of JSON as frames of a stream: each by itself, under the names that an import knows.

The body is the row under those names, so any process can read it without the file's plan.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import BinaryIO

from hanjari.channels.contract import Access, Flow, Frame, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.archive.envelopes import envelope
from hanjari.channels.kinds.archive.plan import TARGETS, Plan
from hanjari.channels.kinds.archive.readers.lines import row_of
from hanjari.channels.kinds.archive.readers.row import Row, bounded_line

LINES = 1_000
"""Lines of one flow."""
_PLAN = Plan(form="jsonl", columns={target: target for target in TARGETS})


def flows(file: BinaryIO, plan: Plan, begin: int = 0) -> Iterator[Flow]:
    """A file, or a pipe, to its end; the place is the byte behind the last line (`at`)."""
    frames: list[Frame] = []
    at = begin
    while True:
        line, is_cut = bounded_line(file)
        at = file.tell() if file.seekable() else at + len(line)
        if line.strip():
            frame = None if is_cut else frame_of(plan, line)
            frames.append(frame or Frame("", ""))
        if len(frames) >= LINES or (not line and frames):
            yield Flow(tuple(frames), {"at": at})
            frames = []
        if not line:
            return


def frame_of(plan: Plan, line: bytes) -> Frame | None:
    """One line; None for what says nothing, or can't be read."""
    values = row_of(plan, 0, 0, line).values
    if not isinstance(values, Mapping):
        return None
    told = {target: values.get(header, "").strip() for target, header in plan.columns.items()}
    text = "\n".join(filter(None, [told.get("subject", ""), told.get("text", "")]))
    if not text:
        return None
    told["id"] = told.get("id") or f"line:{blake2b(line, digest_size=12).hexdigest()}"
    author, name = told.get("author", ""), told.get("name", "")
    body = json.dumps(told, ensure_ascii=False)
    links = (told["url"],) if told.get("url") else ()
    return Frame(told["id"], author or name, text, body, 0.0, tuple(filter(None, (name,))), links)


def row_in(access: Access, raw: Raw) -> Envelope:
    """The envelope of one frame's body. Raises `UnreadableError`."""
    try:
        values = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("no_json") from error
    if not isinstance(values, dict) or not all(isinstance(one, str) for one in values.values()):
        raise UnreadableError("no_object")
    return envelope(access, _PLAN, Row(0, 0, values))
