"""What a thread's edited messages said before, and whether we had answered that already."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from hanjari.listening.models import Edition, Message


class Edited(NamedTuple):
    """An edited message's earlier words, oldest first."""

    before: tuple[Edition, ...] = ()
    is_after_answer: bool = False
    """A person changed it after we had answered what it said before."""


def edited(messages: Sequence[Message]) -> dict[int, Edited]:
    """Of each message that was edited and still stands."""
    found = [one for one in messages if one.edited_at and not one.erased_at]
    if not found:
        return {}
    editions: defaultdict[int, list[Edition]] = defaultdict(list)
    for edition in Edition.objects.filter(message__in=found):
        editions[edition.message_id].append(edition)
    answered = _answered(found)
    return {
        one.pk: Edited(tuple(editions[one.pk]), one.pk in answered)
        for one in found
        if editions[one.pk]
    }


def _answered(messages: Sequence[Message]) -> set[int]:
    theirs = {(one.account_id, one.external_id): one for one in messages if not one.is_ours}
    if not theirs:
        return set()
    answers = Message.objects.filter(
        account__in={account for account, _name in theirs},
        parent_id__in=[name for _account, name in theirs],
        is_ours=True,
        is_automatic=False,
    ).values_list("account", "parent_id", "posted_at")
    return {
        message.pk
        for account, name, at in answers
        if (message := theirs.get((account, name))) and message.edited_at and at < message.edited_at
    }
