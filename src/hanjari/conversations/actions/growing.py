"""Conversations grow: new messages change how they stand, wake them and open them again."""

from collections.abc import Iterable, Mapping, Sequence

from hanjari.channels.models import Account
from hanjari.conversations import states
from hanjari.conversations.actions.passing import pass_on
from hanjari.conversations.actions.placing import Place
from hanjari.conversations.models import Conversation
from hanjari.conversations.queries import hearing
from hanjari.conversations.rows import update
from hanjari.conversations.standing import STANDING, Change, Heard, Standing, fold
from hanjari.journal import actions as journal
from hanjari.kit.rows import pieces

Status = Conversation.Status


def grow(account: Account, places: Sequence[Place], heard: Mapping[int, Heard]) -> list[Change]:
    """Bring the rows of grown conversations up to date and move their states."""
    before = _standings([place.conversation_id for place in places])
    changes: list[Change] = []
    late: list[int] = []
    for place in places:
        old = before[place.conversation_id]
        messages = [heard[said.id] for said in place.messages]
        after = old.copy()
        if place.is_joined or messages[0].id < old.last_id:
            late.append(place.conversation_id)
        else:
            for message in messages:
                after.add(message)
        changes.append(Change(place.conversation_id, old, after, messages))
    _fold_late(account, changes, late)
    _write(changes)
    _move(changes)
    return changes


def refold(conversation_ids: Sequence[int]) -> list[Change]:
    """Fold whole conversations again, after messages were erased, edited or moved between them."""
    changes = [Change(pk, old, old, []) for pk, old in _standings(conversation_ids).items()]
    for account in Account.objects.filter(conversations__in=conversation_ids).distinct():
        _fold_late(account, changes, conversation_ids)
    _write(changes)
    return changes


def _fold_late(account: Account, changes: Sequence[Change], late: Iterable[int]) -> None:
    """A message that comes late changes what came after it: the whole thread is folded again."""
    threads = hearing.whole(late, can_answer=hearing.is_answerable(account.kind))
    for change in changes:
        if change.conversation_id in threads:
            settled_id = change.before.settled_id if change.before else 0
            change.after = fold(threads[change.conversation_id], settled_id)


def _standings(conversation_ids: Iterable[int]) -> dict[int, Standing]:
    found: dict[int, Standing] = {}
    for piece in pieces(conversation_ids):
        rows = Conversation.objects.filter(pk__in=piece).order_by().values_list("pk", *STANDING)
        found.update({row[0]: Standing(*row[1:]) for row in rows})
    return found


def _write(changes: Sequence[Change]) -> None:
    update(
        Conversation,
        STANDING,
        [(*change.after.values(), change.conversation_id) for change in changes],
    )


def _move(changes: Sequence[Change]) -> None:
    """What the person or a colleague outside the desk did to the state: written again, answered, awake."""
    live = {change.conversation_id: change for change in changes if change.is_live}
    for piece in pieces(live):
        for conversation in Conversation.objects.filter(pk__in=piece).order_by("pk"):
            _move_one(conversation, live[conversation.pk])


def _move_one(conversation: Conversation, change: Change) -> None:
    if change.is_heard and conversation.status in _ENDED:
        pass_on(conversation, _open_again(conversation), reason="written again")
        journal.record(
            "conversation.reopened",
            "conversation",
            conversation.pk,
            organisation=conversation.organisation_id,
        )
    elif change.is_heard and conversation.status == Status.WAITING_PERSON:
        pass_on(conversation, _open_again(conversation), reason="written again")
    elif change.is_answered and conversation.is_open:
        pass_on(conversation, Status.WAITING_PERSON, reason="answered outside the desk")
    if change.after.waiting_since and conversation.snoozed_until:
        Conversation.objects.filter(pk=conversation.pk).update(snoozed_until=None)
        journal.record(
            "conversation.woken",
            "conversation",
            conversation.pk,
            organisation=conversation.organisation_id,
            why="message",
        )


_ENDED = frozenset({Status.RESOLVED, Status.CLOSED, Status.WITHDRAWN, Status.PLATFORM_DELETED})


def _open_again(conversation: Conversation) -> Conversation.Status:
    return states.reopened(
        has_assignee=conversation.assignee_id is not None,
        has_department=conversation.department_id is not None,
    )
