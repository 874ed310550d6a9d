"""Seat rules: the company says who sits where, before anything happens."""

from collections.abc import Sequence

from django.db import transaction

from hanjari.issues.models import SeatRule
from hanjari.journal.actions import record
from hanjari.people.models import Department, Member


@transaction.atomic
def save_seat_rule(
    rule: SeatRule | None,
    *,
    by: Member,
    part: str,
    member: Member,
    deputy: Member | None = None,
    department: Department | None = None,
    min_level: int = 2,
    kinds: Sequence[str] = (),
) -> SeatRule:
    """Say who takes a part, from which level on, for which kinds and department; or say it anew."""
    row = rule or SeatRule(organisation=by.organisation)
    row.part, row.member, row.deputy, row.department = part, member, deputy, department
    row.min_level, row.kinds = min_level, list(kinds)
    row.save()
    _record("seat_rule.saved", row, by)
    return row


@transaction.atomic
def remove_seat_rule(rule: SeatRule, *, by: Member) -> None:
    """Nobody is called by this rule any more; who sits already stays."""
    _record("seat_rule.removed", rule, by)
    rule.delete()


def _record(event: str, rule: SeatRule, by: Member) -> None:
    record(
        event, "seat_rule", rule.pk, organisation=rule.organisation_id, by=by, part=f"part:{rule.part}",
        name=rule.member.name if rule.member else "",
        deputy=rule.deputy.name if rule.deputy else "",
    )  # fmt: skip
