"""Two conversations become one: turns, notes, replies, labels and clocks move; the source keeps its passages."""

from typing import Any

from django.db import models

from hanjari.conversations.actions.rechecking import hold_regrouped
from hanjari.conversations.models import (
    Clock,
    Conversation,
    Draft,
    Note,
    Passage,
    Regrouping,
    Reply,
    Tie,
    Turn,
)
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member

Status = Conversation.Status

_MOVED: dict[str, type[models.Model]] = {
    "turns": Turn,
    "notes": Note,
    "replies": Reply,
}


def join(
    target: Conversation, source: Conversation, *, by: Member | None, reason: str
) -> Regrouping:
    """Move everything of `source` into `target`; the journal and the passage say who and why."""
    hold_regrouped([source.pk, target.pk] if source.heard_id else [source.pk])
    moved = _move(target, source)
    _settle(target, source)
    before = source.status
    Conversation.objects.filter(pk=source.pk).update(
        status=Status.MERGED,
        shelf=Conversation.Shelf.MERGED,
        merged_into=target,
        waiting_since=None,
        waiting_count=0,
        next_due_at=None,
        next_soon_at=None,
        next_due_started_at=None,
        next_due_kind="",
        snoozed_until=None,
    )
    Passage.objects.create(
        conversation=source, by=by, before=before, after=Status.MERGED, reason=reason
    )
    row = Regrouping.objects.create(
        way=Regrouping.Way.MERGE, source=source, target=target, by=by, reason=reason, moved=moved
    )
    journal.record(
        "conversation.merged",
        "conversation",
        target.pk,
        organisation=target.organisation_id,
        by=by,
        source=source.pk,
        reason=reason,
    )
    return row


def _move(target: Conversation, source: Conversation) -> dict[str, Any]:
    moved: dict[str, Any] = {"status": source.status}
    for name, model in _MOVED.items():
        rows = model._default_manager.filter(conversation=source)  # noqa: SLF001 (Django's documented model API)
        moved[name] = list(rows.values_list("pk", flat=True))
        rows.update(conversation=target)
    Tie.objects.filter(conversation=source).update(conversation=target)
    writing = Draft.objects.filter(conversation=target).values("member")
    Draft.objects.filter(conversation=source).exclude(member__in=writing).update(
        conversation=target
    )
    moved["labels"] = _move_labels(target, source)
    moved["clocks"] = _move_clocks(target, source)
    return moved


def _move_labels(target: Conversation, source: Conversation) -> list[int]:
    new = source.labels.exclude(pk__in=target.labels.values("pk"))
    ids = list(new.values_list("pk", flat=True))
    if ids:
        target.labels.add(*ids)
        words = list(target.labels.values_list("name", flat=True))
        Conversation.objects.filter(pk=target.pk).update(label_words=words)
    return ids


def _move_clocks(target: Conversation, source: Conversation) -> list[int]:
    """Promises all go along, ended ones too; of two clocks with one aim the earlier goes on, the other is cancelled."""
    promises = Clock.objects.filter(conversation=source, aim=Clock.Aim.PROMISE)
    moved = list(promises.values_list("pk", flat=True))
    promises.update(conversation=target)
    running = Clock.objects.filter(stopped_at=None, cancelled_at=None).exclude(pk__in=moved)
    running = running.exclude(aim=Clock.Aim.PROMISE)
    there = {clock.aim: clock for clock in running.filter(conversation=target)}
    for clock in running.filter(conversation=source).order_by("due_at"):
        rival = there.get(clock.aim)
        loser = clock if rival and rival.due_at <= clock.due_at else rival
        if loser:
            loser.cancelled_at = now()
            loser.save(update_fields=["cancelled_at"])
        if loser is not clock:
            clock.conversation = target
            clock.save(update_fields=["conversation"])
            moved.append(clock.pk)
    return moved


def _settle(target: Conversation, source: Conversation) -> None:
    """What a member said needs no answer stays so, unless the other conversation is waiting for one."""
    ends = sorted((target.settled_id, source.settled_id))
    is_waiting = bool(target.waiting_since or source.waiting_since)
    Conversation.objects.filter(pk=target.pk).update(settled_id=ends[0] if is_waiting else ends[1])
