"""Finding: of many frames the few that standing queries want, as arrivals; the rest is never opened."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hanjari.channels.contract import Frame, UnreadableError
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.channels.registry import kind
from hanjari.kit.collector import held_off
from hanjari.listening.ingest.arrival import Arrival, Place
from hanjari.listening.ingest.bounding import bounded, external_id
from hanjari.listening.ingest.lookups import known_messages
from hanjari.listening.ingest.matching import compiled
from hanjari.listening.ingest.opening import access_of
from hanjari.listening.ingest.understanding import masked, understood, worked_out
from hanjari.listening.models import Message

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Findings:
    """What is to be kept, and how many frames could not be read."""

    arrivals: list[Arrival] = field(default_factory=list)
    refused_count: int = 0


def found(account: Account, frames: Sequence[Frame], arrived_at: datetime) -> Findings:
    """Match, open what fits, mask and understand it; in the order in which it came."""
    with held_off():
        return _found(account, frames, arrived_at)


def _found(account: Account, frames: Sequence[Frame], arrived_at: datetime) -> Findings:
    findings = Findings()
    hits = _hits(account, frames)
    ours = _kept(account, frames)
    mine = {frame.id for frame, ids in zip(frames, hits, strict=True) if ids}
    place = Place.of(account)
    for frame, ids in zip(frames, hits, strict=True):
        if frame.is_gone:
            names = _gone(account, frame, ours | mine)
            findings.arrivals += [_deletion(account, place, one, arrived_at) for one in names]
        elif ids or frame.id in ours:
            try:
                findings.arrivals += _opened(account, place, frame, ids, arrived_at)
            except UnreadableError:
                findings.refused_count += 1
    findings.arrivals = worked_out(understood(masked(findings.arrivals)))
    return findings


def _hits(account: Account, frames: Sequence[Frame]) -> list[tuple[int, ...]]:
    """The queries that want each frame; what is gone says nothing."""
    queries = compiled(account.organisation_id)
    said = [one for one in frames if not one.is_gone]
    wanted = iter(queries.match_frames(said, account.kind))
    return [() if one.is_gone else next(wanted, ()) for one in frames]


def _kept(account: Account, frames: Sequence[Frame]) -> set[str]:
    """Of what was edited or deleted, the ids of messages that we keep."""
    names = {(account.pk, external_id(one.id)) for one in frames if one.is_gone or one.is_edit}
    return {name for _account, name in known_messages(names - {(account.pk, "")})}


def _gone(account: Account, frame: Frame, ours: set[str]) -> list[str]:
    """Of a message its name; of a whole account all that it ever said, however much: nothing may stay."""
    if frame.id:
        return [frame.id] if frame.id in ours else []
    rows = Message.objects.filter(
        account=account, author__external_id=frame.author, erased_at=None, is_ours=False
    )
    return list(rows.values_list("external_id", flat=True)) if frame.author else []


def _deletion(account: Account, place: Place, name: str, moment: datetime) -> Arrival:
    gone = Envelope(account.pk, name, moment, Sender("gone"), "", deletes=True)
    return bounded(gone, place, moment, None)


def _opened(
    account: Account, place: Place, frame: Frame, ids: tuple[int, ...], moment: datetime
) -> list[Arrival]:
    try:
        envelopes = kind(account.kind).read(access_of(account), frame.raw)
    except UnreadableError:
        raise
    except Exception as error:
        log.exception("a frame of account %s", account.pk)
        raise UnreadableError(type(error).__name__) from error
    arrivals = [bounded(one, place, moment, None) for one in envelopes]
    told_at = datetime.fromtimestamp(frame.at, UTC) if frame.at else None
    for one in arrivals:
        one.is_overheard, one.query_ids = True, ids
        if one.edits and one.edited_at is None and told_at:
            one.edited_at = min(told_at, moment)  # what is repeated must not undo a later edit
    return arrivals
