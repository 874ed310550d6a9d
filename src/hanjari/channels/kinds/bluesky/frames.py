"""Frames: Jetstream's lines made light, many at once; what no query wants is parsed and nothing more.

The line itself is the frame's body, which `reading` opens where a query fits.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hanjari.channels.contract import Frame
from hanjari.channels.kinds.bluesky import events, uris
from hanjari.channels.kinds.bluesky.jetstream import event_of
from hanjari.channels.kinds.bluesky.posts import text_of
from hanjari.kit.collector import held_off

_MICRO = 1e-6
_TEXT = '"text":"'
_HEAD = re.compile(
    r'\{"did":"([^"\\]+)","time_us":(\d{1,17}),"kind":"commit","commit":\{"rev":"[^"\\]*",'
    r'"operation":"create","collection":"app\.bsky\.feed\.post","rkey":"([^"\\]+)","record":\{'
).match


def frames_of(lines: Sequence[str]) -> list[Frame]:
    """Posts said, changed or deleted, and accounts that are gone; what can't be read is passed over.

    A plain new post is not even parsed before a query wants it: whoever opens it sees what is wrong.
    """
    with held_off():
        found: list[Frame | None] = [*map(_plain_post, lines)]
        rest = [place for place, frame in enumerate(found) if frame is None]
        for place, told in zip(rest, _told([lines[place] for place in rest]), strict=True):
            found[place] = _new_post(told, lines[place]) or _anything(told, lines[place])
    return [frame for frame in found if frame]


def _plain_post(line: str) -> Frame | None:
    """A new post of words alone, in the spelling that Jetstream uses; None for all else.

    Inside a JSON string a quotation mark has a backslash before it, so the key can't stand there.
    """
    head = _HEAD(line)
    if head is None or line.count(_TEXT) != 1 or '"facets"' in line or '"embed"' in line:
        return None
    start = line.index(_TEXT) + len(_TEXT)
    text = line[start : line.find('"', start)]
    if "\\" in text:
        return None
    did, at, rkey = head.groups()
    return Frame(uris.uri(did, rkey), did, text, line, int(at) * _MICRO, (did,))


def _told(lines: Sequence[str]) -> list[Any]:
    """The lines read, all at once where they are all JSON; None for one that is none."""
    try:
        told = json.loads(f"[{','.join(lines)}]")
        if len(told) == len(lines):
            return list(told)
    except (ValueError, RecursionError):
        pass
    return [_one(line) for line in lines]


def _one(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _new_post(told: Any, line: str) -> Frame | None:
    """What nearly every line is; None for all else."""
    try:
        commit, did = told["commit"], told["did"]
        if commit["operation"] != events.CREATE or commit["collection"] != uris.POST:
            return None
        record, rkey = commit["record"], commit["rkey"]
        text = record["text"]
        if "facets" in record or "embed" in record:
            text = text_of(record)
        at = told["time_us"] * _MICRO
        return Frame(uris.uri(did, rkey), did, text + "", line, at, (did + "",))
    except (KeyError, TypeError, IndexError):
        return None


def _anything(told: Any, line: str) -> Frame | None:
    if not isinstance(told, Mapping):
        return None
    event = event_of(told)
    at = event.at * _MICRO if event.at else 0.0
    if event.kind in {events.DELETE, events.CLOSED}:
        return Frame(event.name, event.did, at=at, is_gone=True)
    if event.kind not in {events.CREATE, events.UPDATE}:
        return None
    text, is_edit = text_of(event.record), event.kind == events.UPDATE
    return Frame(event.name, event.did, text, line, at, (event.did,), is_edit=is_edit)


def views_of(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The post that a line tells, as the AppView would show it."""
    event = event_of(told)
    if event.kind in {events.CREATE, events.UPDATE}:
        yield event.view(None)
