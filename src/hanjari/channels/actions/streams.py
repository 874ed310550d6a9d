"""Listening to a whole network: asked for by a person, held by one reader, told how it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, F, Q, Value
from django.db.models.functions import Coalesce

from hanjari.channels import registry
from hanjari.channels.contract import BrokenError, SpentError, Streams
from hanjari.channels.models import Account, Hand, Stream, Unheard
from hanjari.channels.queries.unheard import LONGEST_PAUSE, why_down
from hanjari.journal import actions as journal
from hanjari.kit import presence
from hanjari.kit.clock import now
from hanjari.people.models import Member

LEASE = timedelta(seconds=12)
"""After so long without a word a reader that can't be asked (another machine's) has lost its stream."""
LONGEST_SILENCE = timedelta(seconds=30)
"""A hand that has said nothing for so long is taken off the list."""


class LostError(Exception):
    """The stream is not ours any more: stopped by a person, or another reader's."""


@dataclass(slots=True)
class Progress:
    """What a reader has done since it last said so."""

    frame_count: int = 0
    kept_count: int = 0
    refused_count: int = 0
    break_count: int = 0
    gap_count: int = 0
    rate: float = 0.0
    told_at: float = 0.0
    heard_at: datetime | None = None
    double_count: int = 0
    """Known already; told to whoever asked, and kept nowhere."""
    is_open: bool = False
    """The line stands, whether anything comes or not."""
    place: Mapping[str, Any] | None = field(default=None)
    """None: the place has not moved."""


@transaction.atomic
def ask_stream(account: Account, *, by: Member) -> bool:
    """Hear the account's whole network from now on; False where that can't be, or is so already."""
    if not isinstance(registry.kind(account.kind), Streams):
        return False
    fresh = {"by": by, "asked_at": now(), "stopped_at": None, "place": {}, "failure": {}}
    fresh |= {"failing_since": None}
    row, is_new = Stream.objects.get_or_create(account=account, defaults=fresh)
    if not is_new and row.stopped_at is None:
        return False
    Stream.objects.filter(pk=row.pk).update(**fresh)
    _record("account.stream_asked", account, by)
    return True


@transaction.atomic
def stop_stream(account: Account, *, by: Member) -> bool:
    """Hear it no more; what was kept stays. False when it was not heard."""
    if not Stream.objects.filter(account=account, stopped_at=None).update(stopped_at=now()):
        return False
    _record("account.stream_stopped", account, by)
    return True


def hold_stream(stream: Stream) -> bool:
    """Become its reader; False when somebody else was faster."""
    free = Q(held_by="") | Q(held_until__lt=now()) | Q(held_by=presence.my_token())
    held = Stream.objects.filter(free, pk=stream.pk, stopped_at=None)
    token = presence.my_token()
    return bool(held.update(held_by=token, held_until=now() + LEASE, opened_at=None))


def note_progress(stream: Stream, done: Progress) -> None:
    """Say how far it is, in the transaction that kept it; holds the stream on. Raises `LostError`."""
    counts = ("frame_count", "kept_count", "refused_count", "break_count", "gap_count")
    changes: dict[str, Any] = {
        name: F(name) + getattr(done, name) for name in counts if getattr(done, name)
    }
    changes |= {"held_until": now() + LEASE, "rate": round(done.rate, 1)}
    if done.place is not None:
        changes["place"] = dict(done.place)
    if done.told_at:
        changes["told_at"] = datetime.fromtimestamp(done.told_at, UTC)
    if done.heard_at:
        changes["heard_at"] = done.heard_at
    if done.is_open:
        opened_at = Coalesce("opened_at", Value(now(), DateTimeField()))
        changes |= {"opened_at": opened_at, "failing_since": None, "failure": {}, "stood_at": now()}
    mine = Stream.objects.filter(pk=stream.pk, held_by=presence.my_token(), stopped_at=None)
    row = mine.filter(account__paused_at=None, account__removed_at=None).first()
    if row is None:
        raise LostError
    if done.is_open:
        _note_pause(row, done)
    if not mine.update(**changes):
        raise LostError
    if _replaces_pull(stream.account):
        every = registry.kind(stream.account.kind).capabilities.pull_every
        due = now() + timedelta(seconds=every)
        Account.objects.filter(pk=stream.account_id).update(last_success_at=now(), next_pull_at=due)


def _note_pause(row: Stream, done: Progress) -> None:
    """Write down that the line was down; not where the network tells from its place on what was said meanwhile."""
    is_told_again = row.place and not done.gap_count
    if row.stood_at and now() - row.stood_at > LONGEST_PAUSE and not is_told_again:
        Unheard.objects.create(
            account_id=row.account_id, since=row.stood_at, until=now(), why=why_down(row)
        )


def note_break(stream: Stream, error: BrokenError | SpentError) -> None:
    """The line broke or could not be opened; it is tried again by itself."""
    row = Stream.objects.filter(pk=stream.pk, held_by=presence.my_token())
    failure = {"code": error.code, "words": error.words}
    row.update(failure=failure, held_until=now() + LEASE, opened_at=None)
    row.filter(failing_since=None).update(failing_since=now())


def let_go_stream(stream: Stream) -> None:
    """Somebody else may read it at once."""
    mine = Stream.objects.filter(pk=stream.pk, held_by=presence.my_token())
    mine.update(held_by="", held_until=None)


def free_dead_streams(running: frozenset[int] = frozenset()) -> None:
    """Streams whose reader was killed on this machine are free at once; `running` are our own."""
    for pk, holder in Stream.objects.exclude(held_by="").values_list("pk", "held_by"):
        is_mine = holder == presence.my_token()
        if pk not in running if is_mine else presence.is_gone(holder):
            Stream.objects.filter(pk=pk, held_by=holder).update(held_by="", held_until=None)


def note_hand(done: Mapping[str, Any], *, failure: str = "") -> None:
    """What a hand did since it last said so: `taken_count`, `kept_count`; and `rate`, `waiting_count`."""
    token = presence.my_token()
    counts = {name: F(name) + done[name] for name in ("taken_count", "kept_count")}
    told = {"rate": round(done["rate"], 1), "waiting_count": done["waiting_count"]}
    told |= {"seen_at": now(), "failure": failure[:500]}
    if not Hand.objects.filter(token=token).update(**counts, **told):
        Hand.objects.create(token=token, **{name: done[name] for name in counts}, **told)
    Hand.objects.filter(seen_at__lt=now() - LONGEST_SILENCE).delete()


def drop_hand() -> None:
    """A hand that ends cleanly is not missed."""
    Hand.objects.filter(token=presence.my_token()).delete()


def _replaces_pull(account: Account) -> bool:
    kind = registry.kind(account.kind)
    return isinstance(kind, Streams) and kind.stream_replaces_pull


def _record(event: str, account: Account, by: Member | None) -> None:
    journal.record(
        event, "account", account.pk, organisation=account.organisation_id, by=by, name=account.name
    )
