"""The second look: approve an answer of somebody else's, or send it back with a reason."""

from typing import Any

from django.db import transaction

from hanjari.conversations import sheets
from hanjari.conversations.actions import outgoing
from hanjari.conversations.models import ApprovalRule, Reply
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation
from hanjari.people.permissions import Permission


class ApprovalRefusedError(Exception):
    """One's own words, no right to approve, nothing asked, or no reason given."""


@transaction.atomic
def approve_reply(reply: Reply, *, by: Member) -> Reply:
    """Sign for an answer; it goes to the outbox at once.

    Raises `ApprovalRefusedError`, or `UnsayableError` where what it says may not be said any more.
    """
    row = _decide(reply, by, is_approved=True)
    if why := sheets.against(row.by or by, row.conversation, row.text):
        raise sheets.UnsayableError(why)
    _record("reply.approved", row, by)
    outgoing.hand_over(row, by=by)
    return row


@transaction.atomic
def send_back_reply(reply: Reply, reason: str, *, by: Member) -> Reply:
    """Send an answer back to its author with a reason. Raises `ApprovalRefusedError`."""
    if not reason.strip():
        raise ApprovalRefusedError
    row = _decide(reply, by, is_approved=False, reason=reason.strip()[:500])
    row.state = Reply.State.RETURNED
    row.save(update_fields=["state"])
    outgoing.note_sending([row.conversation_id])
    _record("reply.sent_back", row, by, reason=reason.strip()[:500])
    return row


@transaction.atomic
def save_rule(
    organisation: Organisation, *, by: Member, rule: ApprovalRule | None = None, **fields: Any
) -> ApprovalRule:
    """Make a rule that asks for a second look, or change one; answers that wait keep theirs."""
    rule = rule or ApprovalRule(organisation=organisation)
    for name, value in fields.items():
        setattr(rule, name, value)
    rule.save()
    journal.record("rule.saved", "rule", rule.pk, organisation=organisation, by=by, name=rule.name)
    return rule


@transaction.atomic
def delete_rule(rule: ApprovalRule, *, by: Member) -> None:
    """Stop asking."""
    journal.record(
        "rule.deleted", "rule", rule.pk, organisation=rule.organisation_id, by=by, name=rule.name
    )
    rule.delete()


def may_approve(reply: Reply, member: Member) -> bool:
    """Four eyes: somebody else's words, and the right to sign."""
    return reply.by_id != member.pk and member.can(Permission.APPROVE)


def _decide(reply: Reply, by: Member, *, is_approved: bool, reason: str = "") -> Reply:
    rows = Reply.objects.select_for_update(of=("self",)).select_related(
        "conversation", "to_message"
    )
    row = rows.get(pk=reply.pk)
    if row.state != Reply.State.WAITING or not may_approve(row, by):
        raise ApprovalRefusedError
    asked = row.approvals.filter(decided_at=None)
    if not asked.update(decided_by=by, decided_at=now(), is_approved=is_approved, reason=reason):
        raise ApprovalRefusedError
    return row


def _record(event: str, reply: Reply, by: Member, **facts: str) -> None:
    journal.record(
        event,
        "conversation",
        reply.conversation_id,
        organisation=reply.conversation.organisation_id,
        by=by,
        reply=reply.pk,
        author=reply.by_id,
        **facts,
    )
