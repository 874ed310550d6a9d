"""What may be done, and was done, with a thread's posts at the network."""

from collections.abc import Sequence
from typing import NamedTuple

from django.shortcuts import get_object_or_404

from hanjari.channels import actions as channels
from hanjari.channels import queries as channel_queries
from hanjari.channels.models import Act
from hanjari.channels.registry import kinds
from hanjari.conversations.models import Conversation, Correction
from hanjari.conversations.queries.access import conversations_for
from hanjari.listening.models import Message, Tombstone
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


class Standing(NamedTuple):
    """What became of a message at its network, beyond its own words."""

    may: tuple[str, ...] = ()
    """What this member may do with it now (`Act.What`)."""
    act: Act | None = None
    correction: Correction | None = None
    gone_for: str = ""
    """Why it was erased: `network`, `taken_back`, `terms`, or a member's reason."""


def standings(
    member: Member, talk: Conversation, messages: Sequence[Message]
) -> dict[int, Standing]:
    """Each message's standing, where there is anything to say."""
    acts, corrections = _acts(talk, messages), _corrections(talk, messages)
    gone = _gone(messages)
    found = {
        one.pk: Standing(
            _may(member, talk, one, acts.get(one.external_id), corrections.get(one.pk)),
            acts.get(one.external_id),
            corrections.get(one.pk),
            gone.get((one.account_id, one.external_id), ""),
        )
        for one in messages
    }
    return {pk: standing for pk, standing in found.items() if any(standing)}


def correction_for(member: Member, pk: int) -> Correction:
    """A correction in a conversation that the member may see; a stranger gets 404."""
    rows = Correction.objects.select_related("message__turn", "message__account", "by")
    return get_object_or_404(rows, pk=pk, message__turn__conversation__in=conversations_for(member))


def moderation_of(talk: Conversation) -> tuple[str, ...]:
    """What the network lets us decide about what others wrote here."""
    kind = kinds().get(talk.account.kind)
    return channels.possible(kind, is_ours=False) if kind else ()


def _may(
    member: Member,
    talk: Conversation,
    message: Message,
    act: Act | None,
    correction: Correction | None,
) -> tuple[str, ...]:
    permission = Permission.REPLY if message.is_ours else Permission.MARK_SPAM
    is_busy = (act is not None and act.state in Act.OPEN) or (
        correction is not None and correction.state == Correction.State.WAITING
    )
    kind = kinds().get(talk.account.kind)
    is_elsewhere = message.account_id != talk.account_id or talk.account.removed_at
    if message.erased_at or is_busy or kind is None or is_elsewhere or not member.can(permission):
        return ()
    return channels.possible(kind, is_ours=message.is_ours)


def _acts(talk: Conversation, messages: Sequence[Message]) -> dict[str, Act]:
    kind = kinds().get(talk.account.kind)
    if kind is None or not any(channels.possible(kind, is_ours=ours) for ours in (True, False)):
        return {}
    return channel_queries.latest_acts(talk.account, [one.external_id for one in messages])


def _corrections(talk: Conversation, messages: Sequence[Message]) -> dict[int, Correction]:
    """The newest of each message that is not handed over or withdrawn."""
    kind = kinds().get(talk.account.kind)
    ours = [one.pk for one in messages if one.is_ours and one.erased_at is None]
    if kind is None or not ours or Act.What.CORRECT not in channels.possible(kind, is_ours=True):
        return {}
    rows = Correction.objects.filter(message__in=ours).select_related("by", "decided_by")
    newest = {row.message_id: row for row in rows.order_by("pk")}
    shown = (Correction.State.WAITING, Correction.State.RETURNED)
    return {pk: row for pk, row in newest.items() if row.state in shown}


def _gone(messages: Sequence[Message]) -> dict[tuple[int, str], str]:
    erased = [one for one in messages if one.erased_at]
    if not erased:
        return {}
    rows = Tombstone.objects.filter(
        account__in={one.account_id for one in erased},
        external_id__in=[one.external_id for one in erased],
    )
    return {(row.account_id, row.external_id): row.reason for row in rows}
