"""Clocks start, tighten and stop; breaches are announced once each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hanjari.channels.models import Account
from hanjari.conversations import clocks
from hanjari.conversations.models import Clock, Conversation
from hanjari.conversations.queries import calendar
from hanjari.conversations.rows import insert, update
from hanjari.conversations.standing import Change
from hanjari.conversations.substance import is_substantive
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.people.models import Member, Organisation
from hanjari.people.permissions import Permission

Aim = Clock.Aim
_FIRST = (Aim.FIRST_HUMAN, Aim.FIRST_SUBSTANTIVE)
_ANSWERING = (Aim.FIRST_HUMAN, Aim.FIRST_SUBSTANTIVE, Aim.NEXT_REPLY)
_COLUMNS = ("conversation", "aim", "started_at", "soon_at", "due_at", "is_business_time", "words")


def follow(account: Account, changes: Sequence[Change]) -> None:
    """After a batch: clocks begin for those who wait now, and stop where a colleague has answered."""
    live = [change for change in changes if change.is_live]
    touched = [change for change in live if change.answers and change.before]
    for change in touched:
        for said in change.answers:
            _stop(change.conversation_id, said.posted_at, said.text, has_promise=False)
    begun = [change for change in live if change.begins_waiting or _is_tighter(change)]
    start(account, begun)
    refresh([change.conversation_id for change in (*touched, *begun)])


def start(account: Account, changes: Sequence[Change]) -> None:
    """Begin the clocks of conversations in which somebody waits; running ones only get tighter."""
    if not changes:
        return
    targets = calendar.targets_of(account.organisation)
    hours = calendar.hours_of(account.organisation)
    rows: list[tuple[Any, ...]] = []
    for change in changes:
        target = clocks.fitting(targets, account.kind, change.after.intent, change.after.urgency)
        since = change.after.waiting_since
        if target is None or since is None:
            continue
        for aim, minutes in _aims(change, target):
            span = clocks.span(since, minutes, hours if target.is_business_time else None)
            times = (span.started_at, span.soon_at, span.due_at)
            rows.append((change.conversation_id, aim, *times, target.is_business_time, ""))
    _tighten(rows)
    insert(Clock, _COLUMNS, rows)


def answered(
    conversation: Conversation, *, at: datetime, text: str, promised_at: datetime | None = None
) -> None:
    """A member's answer stops what it answers; a holding reply without a time stops only the first clock.

    Promises have rules of their own (`actions.promises`). Whoever calls it refreshes the row.
    """
    _stop(conversation.pk, at, text, has_promise=promised_at is not None)


def settle(conversation: Conversation, *, at: datetime) -> None:
    """Resolved, closed or put aside: nothing runs on but promises, which are kept or broken."""
    running = running_of([conversation.pk]).exclude(aim=Aim.PROMISE)
    running.filter(aim=Aim.RESOLUTION).update(stopped_at=at)
    running.update(cancelled_at=at)
    refresh([conversation.pk])


def cancel(conversation: Conversation, *, at: datetime) -> None:
    """Spam, or nobody waiting any more: no clock was ever owed."""
    running_of([conversation.pk]).update(cancelled_at=at)
    refresh([conversation.pk])


def cancel_answers(conversation: Conversation, *, at: datetime) -> None:
    """Nobody waits here any more, without an answer of ours: what they waited for lies elsewhere."""
    running_of([conversation.pk]).filter(aim__in=_ANSWERING).update(cancelled_at=at)
    refresh([conversation.pk])


def refresh(conversation_ids: Iterable[int]) -> None:
    """Write the earliest running clock into each conversation's row."""
    ids = list(dict.fromkeys(conversation_ids))
    nearest: dict[int, tuple[Any, ...]] = {}
    for piece in pieces(ids):
        rows = running_of(piece).order_by("-due_at")
        for pk, *row in rows.values_list(
            "conversation_id", "due_at", "started_at", "soon_at", "aim"
        ):
            nearest[pk] = tuple(row)
    none = (None, None, None, "")
    columns = ("next_due_at", "next_due_started_at", "next_soon_at", "next_due_kind")
    update(Conversation, columns, [(*nearest.get(pk, none), pk) for pk in ids])


def _is_tighter(change: Change) -> bool:
    before = change.before
    return bool(
        before
        and before.waiting_since
        and change.after.waiting_since
        and change.after.urgency > before.urgency
    )


def _aims(change: Change, target: clocks.Aims) -> list[tuple[str, int]]:
    wanted = {
        Aim.FIRST_HUMAN: target.first_human,
        Aim.FIRST_SUBSTANTIVE: target.first_substantive,
        Aim.NEXT_REPLY: target.next_reply,
        Aim.RESOLUTION: target.resolution,
    }
    unfit = (Aim.NEXT_REPLY,) if change.after.first_human_at is None else _FIRST
    return [(aim, minutes) for aim, minutes in wanted.items() if minutes and aim not in unfit]


def _tighten(rows: Sequence[tuple[Any, ...]]) -> None:
    """Running clocks of the same aim get the earlier due time; never a later one."""
    sooner = {(row[0], row[1]): row for row in rows}
    for clock in running_of({row[0] for row in rows}):
        row = sooner.get((clock.conversation_id, clock.aim))
        if row and row[4] < clock.due_at:
            clock.soon_at, clock.due_at, clock.is_business_time = row[3], row[4], row[5]
            clock.save(update_fields=["soon_at", "due_at", "is_business_time"])


def _stop(conversation_id: int, at: datetime, text: str, *, has_promise: bool) -> None:
    stopped: tuple[str, ...] = (Aim.FIRST_HUMAN,)
    if is_substantive(text, has_promise=has_promise):
        stopped = _ANSWERING
        Conversation.objects.filter(pk=conversation_id, first_substantive_at=None).update(
            first_substantive_at=at
        )
    running_of([conversation_id]).filter(aim__in=stopped).update(stopped_at=at)


def running_of(conversation_ids: Iterable[int]) -> Any:
    """The clocks of these conversations that neither stopped nor were cancelled."""
    return Clock.objects.filter(
        conversation__in=list(conversation_ids), stopped_at=None, cancelled_at=None
    )


@transaction.atomic
def watch(limit: int = 200) -> int:
    """Announce clocks that entered their last quarter or ran over, once each; returns how many."""
    moment = now()
    running = Clock.objects.filter(stopped_at=None, cancelled_at=None).select_related(
        "conversation"
    )
    late = list(running.filter(soon_at__lte=moment, due_at__lte=moment, late_told_at=None)[:limit])
    soon = list(running.filter(soon_at__lte=moment, due_at__gt=moment, soon_told_at=None)[:limit])
    for clock in late:
        clock.soon_told_at, clock.late_told_at = clock.soon_told_at or moment, moment
        _tell("clock.late", clock)
    for clock in soon:
        clock.soon_told_at = moment
        _tell("clock.soon", clock)
    Clock.objects.bulk_update([*late, *soon], ["soon_told_at", "late_told_at"])
    return len(late) + len(soon)


def _tell(event: str, clock: Clock) -> None:
    conversation = clock.conversation
    journal.record(
        event,
        "conversation",
        conversation.pk,
        organisation=conversation.organisation_id,
        clock=clock.pk,
        aim=clock.aim,
        due_at=clock.due_at.isoformat(),
        tell=_who_must_know(clock, is_late=event == "clock.late"),
    )


def _who_must_know(clock: Clock, *, is_late: bool) -> list[int]:
    """The assignee and who promised; when late or nobody's, also those of the department who may approve."""
    conversation = clock.conversation
    told = [pk for pk in (conversation.assignee_id, clock.promised_by_id) if pk]
    if is_late or not told:
        told += leads_of(conversation.organisation, conversation.department_id)
    return list(dict.fromkeys(told))


def leads_of(organisation: Organisation, department_id: int | None) -> list[int]:
    """Who leads there: active members of the department who may approve, else all who may."""
    members = Member.objects.filter(organisation=organisation, is_active=True)
    leads = [member for member in members.select_related("role") if member.can(Permission.APPROVE)]
    near = Member.objects.filter(departments=department_id, pk__in=[lead.pk for lead in leads])
    return list(near.values_list("pk", flat=True)) or [lead.pk for lead in leads]
