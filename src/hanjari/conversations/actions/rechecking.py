"""Scheduled answers that no longer fit what was said since are held at once, not only when they are due."""

from collections.abc import Iterable

from django.db import transaction

from hanjari.channels import actions as channels
from hanjari.conversations.models import Reply
from hanjari.conversations.queries.scheduled import waiting_replies, why_unfit


@transaction.atomic
def recheck(conversation_ids: Iterable[int]) -> int:
    """Something happened in these conversations: hold what a person must look at again; how many."""
    return sum(_hold(reply, why_unfit(reply)) for reply in waiting_replies(conversation_ids))


@transaction.atomic
def hold_regrouped(conversation_ids: Iterable[int]) -> int:
    """Conversations became one: what was written for the one has not seen the other; how many were held."""
    return sum(_hold(reply, "regrouped") for reply in waiting_replies(conversation_ids))


def _hold(reply: Reply, why: str) -> bool:
    return bool(why and reply.delivery and channels.hold(reply.delivery, why))
