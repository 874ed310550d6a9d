"""One act on many conversations, which can be taken back for ten minutes."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from hanjari.conversations import states
from hanjari.conversations.actions import assignment, clocks, growing, labels, snoozing, status
from hanjari.conversations.actions.passing import held
from hanjari.conversations.models import Clock, Conversation, Label, Passage, Undoable
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member

UNDO_WITHIN = timedelta(minutes=10)

ACTS: dict[str, Callable[..., Any]] = {
    "assign": assignment.assign,
    "unassign": assignment.unassign,
    "assign_department": assignment.assign_department,
    "change_status": status.change_status,
    "mark_spam": status.mark_spam,
    "snooze": snoozing.snooze,
    "wake": snoozing.wake,
    "label": labels.label,
    "unlabel": labels.unlabel,
}
"""Acts that may be done to many, by name; each takes what its own function takes."""

_REFUSALS = (
    states.PassageRefusedError,
    states.ReasonMissingError,
    snoozing.SnoozeRefusedError,
    assignment.StrangerError,
)
_KEPT = (
    "status",
    "assignee_id",
    "department_id",
    "settled_id",
    "closed_at",
    "resolved_at",
    "proposed_resolution_at",
    "snoozed_until",
)


class UndoRefusedError(Exception):
    """Somebody else's act, older than ten minutes, or taken back already."""


@transaction.atomic
def act_on_many(
    act: str, conversations: Sequence[Conversation], *args: Any, by: Member, **how: Any
) -> Undoable:
    """Do one of `ACTS` to each; those that refuse are left alone. `before` tells what changed.

    The row's `before` is a list of {id, before, after}; its length says how many were changed.
    """
    done = []
    for conversation in conversations:
        before = _snapshot(conversation)
        try:
            with transaction.atomic():
                ACTS[act](conversation, *args, by=by, **how)
        except _REFUSALS:
            continue
        after = _snapshot(conversation)
        if after != before:
            done.append({"id": conversation.pk, "before": before, "after": after})
    row = Undoable.objects.create(member=by, act=act, before=done)
    _record("conversations.changed_together", row, by, act=act, ids=[each["id"] for each in done])
    return row


@transaction.atomic
def undo(undoable: Undoable, *, by: Member) -> int:
    """Take it back where nothing has changed since; returns for how many. Raises `UndoRefusedError`."""
    row = Undoable.objects.select_for_update().get(pk=undoable.pk)
    if row.member_id != by.pk or row.undone_at or now() - row.at > UNDO_WITHIN:
        raise UndoRefusedError
    restored = []
    known = {pk.pk: pk for pk in Conversation.objects.filter(pk__in=[e["id"] for e in row.before])}
    for each in row.before:
        conversation = known.get(each["id"])
        if conversation and _snapshot(conversation) == each["after"]:
            _restore(held(conversation), each["before"], by)
            restored.append(conversation.pk)
    row.undone_at = now()
    row.save(update_fields=["undone_at"])
    _record("conversations.change_undone", row, by, act=row.act, ids=restored)
    return len(restored)


def _snapshot(conversation: Conversation) -> dict[str, Any]:
    row = Conversation.objects.get(pk=conversation.pk)
    kept = {name: getattr(row, name) for name in _KEPT}
    return {
        **{
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in kept.items()
        },
        "last_id": row.last_id,
        "labels": sorted(row.labels.values_list("pk", flat=True)),
        "clocks": sorted(_running(row).values_list("pk", flat=True)),
    }


def _restore(row: Conversation, before: dict[str, Any], by: Member) -> None:
    was = row.status
    for name in _KEPT:
        value = before[name]
        is_time = name.endswith(("_at", "_until")) and value
        setattr(row, name, datetime.fromisoformat(value) if is_time else value)
    row.shelf = states.shelf(row.status)
    row.save()
    if row.status != was:
        Passage.objects.create(
            conversation=row, by=by, before=was, after=row.status, reason="undone"
        )
    row.labels.set(Label.objects.filter(pk__in=before["labels"]))
    labels.write_words(row)
    gone = _running(row).exclude(pk__in=before["clocks"])
    gone.update(cancelled_at=now())
    Clock.objects.filter(conversation=row, pk__in=before["clocks"]).update(
        stopped_at=None, cancelled_at=None
    )
    growing.refold([row.pk])
    clocks.refresh([row.pk])


def _running(row: Conversation) -> Any:
    return Clock.objects.filter(conversation=row, stopped_at=None, cancelled_at=None)


def _record(event: str, row: Undoable, by: Member, **facts: Any) -> None:
    journal.record(event, "undoable", row.pk, organisation=by.organisation_id, by=by, **facts)
