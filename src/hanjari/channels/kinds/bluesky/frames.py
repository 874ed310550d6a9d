"""Frames: Jetstream's lines made light, many at once; what no query wants is looked at and never opened.

The line itself is the frame's body, which `reading` opens where a query fits.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import DecodeError, Raw, Struct, ValidationError
from msgspec.json import Decoder

from hanjari.channels.contract import Frame
from hanjari.channels.kinds.bluesky import events, uris
from hanjari.channels.kinds.bluesky.jetstream import event_of
from hanjari.channels.kinds.bluesky.posts import text_of
from hanjari.kit.collector import held_off

_MICRO = 1e-6
_LATEST = 10**17
"""Microseconds since 1970: in the year 5138. What claims to be later tells no time."""
_FAULTS = (DecodeError, ValidationError, UnicodeError, RecursionError)


class _Record(Struct, gc=False):
    text: str
    facets: Raw = Raw()
    embed: Raw = Raw()


class _Commit(Struct, gc=False):
    operation: str
    collection: str
    rkey: str
    record: _Record


class _Line(Struct, gc=False):
    """A post said or changed, as Jetstream writes one; all else of the line is skipped unread."""

    did: str
    time_us: int
    commit: _Commit


_line = Decoder(_Line).decode


def frames_of(lines: Sequence[str | bytes]) -> list[Frame]:
    """Posts said, changed or deleted, and accounts that are gone; what can't be read is passed over."""
    with held_off():
        found = [_plain_post(line) or _anything(line) for line in lines]
    return [frame for frame in found if frame]


def _plain_post(line: str | bytes) -> Frame | None:
    """A new post of words alone, which nearly every line is; None for all else."""
    try:
        told = _line(line)
    except _FAULTS:
        return None
    commit, did = told.commit, told.did
    record = commit.record
    if (
        commit.operation != events.CREATE
        or commit.collection != uris.POST
        or record.facets
        or record.embed
    ):
        return None
    return Frame(uris.uri(did, commit.rkey), did, record.text, _body(line), _at(told.time_us))


def _anything(line: str | bytes) -> Frame | None:
    """What asks for a careful look: links to write out, edits, deletions, older spellings, nonsense."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, Mapping):
        return None
    event = event_of(told)
    at = _at(event.at or 0)
    if event.kind in {events.DELETE, events.CLOSED}:
        return Frame(event.name, event.did, at=at, is_gone=True)
    if event.kind not in {events.CREATE, events.UPDATE}:
        return None
    is_edit = event.kind == events.UPDATE
    return Frame(event.name, event.did, text_of(event.record), _body(line), at, is_edit=is_edit)


def _at(microseconds: int) -> float:
    return microseconds * _MICRO if 0 < microseconds < _LATEST else 0.0


def _body(line: str | bytes) -> str:
    return line if isinstance(line, str) else line.decode(errors="replace")


def views_of(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The post that a line tells, as the AppView would show it."""
    event = event_of(told)
    if event.kind in {events.CREATE, events.UPDATE}:
        yield event.view(None)
