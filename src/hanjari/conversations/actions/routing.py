"""Routing: new words go to the department that a rule names, as long as nobody has taken them up."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from hanjari.channels.models import Account
from hanjari.conversations import routing
from hanjari.conversations.models import Conversation, RoutingRule
from hanjari.conversations.standing import Change
from hanjari.journal import actions as journal
from hanjari.kit.rows import pieces
from hanjari.people.models import Member, Organisation


def route(account: Account, changes: Sequence[Change]) -> None:
    """Give new conversations to the departments of the first rules that fit.

    What a member has assigned or sorted by hand stays where it is.
    """
    rules = list(_rules(account.organisation_id)) if changes else []
    if not rules:
        return
    fitted = {
        change.conversation_id: rule
        for change in changes
        if (rule := routing.fitting(rules, account.kind, change.after))
    }
    new = Conversation.objects.filter(status=Conversation.Status.NEW, assignee=None)
    for piece in pieces(fitted):
        for row in new.filter(pk__in=piece).order_by("pk"):
            _send(row, fitted[row.pk])


@transaction.atomic
def save_routing_rule(
    organisation: Organisation, *, by: Member, rule: RoutingRule | None = None, **fields: Any
) -> RoutingRule:
    """Make or change a routing rule; what lies somewhere already stays there."""
    row = rule or RoutingRule(organisation=organisation)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    _record("routing_rule.saved", row, by)
    return row


@transaction.atomic
def delete_routing_rule(rule: RoutingRule, *, by: Member) -> None:
    """Stop routing by it."""
    _record("routing_rule.deleted", rule, by)
    rule.delete()


def _rules(organisation_id: int) -> Any:
    rows = RoutingRule.objects.filter(organisation=organisation_id, is_active=True)
    return rows.select_related("department")


def _send(row: Conversation, rule: RoutingRule) -> None:
    if row.department_id == rule.department_id:
        return
    row.department = rule.department
    row.save(update_fields=["department"])
    journal.record(
        "conversation.routed",
        "conversation",
        row.pk,
        organisation=row.organisation_id,
        rule=rule.name,
        department=rule.department_id,
        name=rule.department.name,
    )


def _record(event: str, rule: RoutingRule, by: Member) -> None:
    journal.record(
        event, "routing_rule", rule.pk, organisation=rule.organisation_id, by=by, name=rule.name
    )
