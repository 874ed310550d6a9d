"""Merging and splitting by hand; both keep their history and can be taken back."""

from collections.abc import Sequence

from django.db import transaction

from hanjari.conversations.actions import clocks, growing
from hanjari.conversations.actions.joining import join
from hanjari.conversations.actions.labels import write_words
from hanjari.conversations.actions.passing import held
from hanjari.conversations.models import (
    Clock,
    Conversation,
    Note,
    Passage,
    Regrouping,
    Reply,
    Turn,
)
from hanjari.conversations.states import shelf
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member

Status = Conversation.Status
_FIRST_TO_COPY = ("organisation", "account", "person", "department", "assignee", "is_public")


class RegroupingRefusedError(Exception):
    """These can't be merged, split or taken back: another company, nothing left, already undone."""


@transaction.atomic
def merge(
    source: Conversation, target: Conversation, *, by: Member, reason: str = ""
) -> Regrouping:
    """Make two conversations one: everything of `source` goes to `target`. Raises `RegroupingRefusedError`."""
    source, target = held(source), held(target)
    is_alien = source.organisation_id != target.organisation_id
    if source.pk == target.pk or is_alien or Status.MERGED in (source.status, target.status):
        raise RegroupingRefusedError
    row = join(target, source, by=by, reason=reason)
    _restand(target)
    return row


@transaction.atomic
def split(
    conversation: Conversation, message_ids: Sequence[int], *, by: Member, reason: str = ""
) -> Conversation:
    """Take some messages out into a conversation of their own. Raises `RegroupingRefusedError`.

    At least one must go and one must stay; answers of ours go with their messages, and what they promised.
    """
    source = held(conversation)
    turns = Turn.objects.filter(conversation=source)
    moved = list(turns.filter(message__in=message_ids).values_list("pk", flat=True))
    if not moved or len(moved) == turns.count() or source.status == Status.MERGED:
        raise RegroupingRefusedError
    target = _beside(source)
    Turn.objects.filter(pk__in=moved).update(conversation=target)
    replies = Reply.objects.filter(message__in=moved)
    promises = Clock.objects.filter(reply__in=replies, conversation=source)
    row = Regrouping.objects.create(
        way=Regrouping.Way.SPLIT,
        source=source,
        target=target,
        by=by,
        reason=reason,
        moved={
            "turns": moved,
            "replies": list(replies.values_list("pk", flat=True)),
            "clocks": list(promises.values_list("pk", flat=True)),
        },
    )
    promises.update(conversation=target)
    replies.update(conversation=target)
    Conversation.objects.filter(pk__in=(source.pk, target.pk)).update(is_parted=True)
    _restand(source, target)
    _record("conversation.split", source, by=by, regrouping=row.pk, target=target.pk, reason=reason)
    target.refresh_from_db()
    return target


@transaction.atomic
def undo(regrouping: Regrouping, *, by: Member) -> None:
    """Take a merge or a split back: what it moved and is still there goes home. Raises `RegroupingRefusedError`."""
    row = Regrouping.objects.select_for_update().get(pk=regrouping.pk)
    if row.undone_at:
        raise RegroupingRefusedError
    source, target = held(row.source), held(row.target)
    moved = row.moved
    for model, name in ((Turn, "turns"), (Note, "notes"), (Reply, "replies"), (Clock, "clocks")):
        rows = model._default_manager.filter(pk__in=moved.get(name, []), conversation=target)  # noqa: SLF001 (Django's documented model API)
        rows.update(conversation=source)
    target.labels.remove(*moved.get("labels", []))
    write_words(target)
    if row.way == Regrouping.Way.MERGE:
        _revive(source, moved["status"], by)
        Conversation.objects.filter(pk__in=(source.pk, target.pk)).update(is_parted=True)
    elif not target.turns.exists():
        _bury(target, source, by)
    row.undone_at = now()
    row.save(update_fields=["undone_at"])
    _restand(source, target)
    _record("conversation.regrouping_undone", source, by=by, regrouping=row.pk, way=row.way)


def _beside(source: Conversation) -> Conversation:
    """A conversation next to this one, with the same people in charge."""
    status = Status.ASSIGNED if source.assignee_id else Status.NEW
    copied = {name: getattr(source, name) for name in _FIRST_TO_COPY}
    number = source.regroupings_from.count() + 1
    return Conversation.objects.create(
        **copied, status=status, thread_key=f"split:{source.pk}:{number}", is_parted=True
    )


def _revive(source: Conversation, status: str, by: Member) -> None:
    Conversation.objects.filter(pk=source.pk).update(
        status=status, shelf=shelf(status), merged_into=None
    )
    Passage.objects.create(
        conversation=source, by=by, before=Status.MERGED, after=status, reason="merge undone"
    )


def _bury(target: Conversation, source: Conversation, by: Member) -> None:
    """A conversation that a split made and its undoing emptied."""
    Passage.objects.create(
        conversation=target, by=by, before=target.status, after=Status.MERGED, reason="split undone"
    )
    Conversation.objects.filter(pk=target.pk).update(
        status=Status.MERGED, shelf=shelf(Status.MERGED), merged_into=source, snoozed_until=None
    )
    Clock.objects.filter(conversation=target, stopped_at=None, cancelled_at=None).update(
        cancelled_at=now()
    )


def _restand(*rows: Conversation) -> None:
    """Fold again, and let the clocks follow who waits now and who does not."""
    changes = {
        change.conversation_id: change for change in growing.refold([row.pk for row in rows])
    }
    for row in rows:
        row.refresh_from_db(fields=["shelf"])
        if not changes[row.pk].after.waiting_since:
            clocks.cancel_answers(row, at=now())
        elif row.shelf == Conversation.Shelf.OPEN:
            clocks.start(row.account, [changes[row.pk]])
        clocks.refresh([row.pk])


def _record(event: str, row: Conversation, *, by: Member, **facts: int | str) -> None:
    journal.record(event, "conversation", row.pk, organisation=row.organisation_id, by=by, **facts)
