"""Rings: who is called next when nobody looks."""

from collections.abc import Iterable
from datetime import timedelta

from hanjari.people.models import Escalation, Member, Organisation

Ring = tuple[timedelta, Iterable[Member]]
"""After how long without an answer, and whom."""


def escalation_of(organisation: Organisation) -> Escalation:
    """As the organisation chose; else leads, then administrators (unsaved)."""
    chosen = Escalation.objects.filter(organisation=organisation).first()
    if chosen:
        return chosen
    standard = {role.standard: role for role in organisation.roles.exclude(standard="")}
    return Escalation(
        organisation=organisation,
        first_role=standard.get("lead"),
        second_role=standard.get("administrator"),
    )


def rings_of(organisation: Organisation) -> list[Ring]:
    """The organisation's rings with the members who are in them now."""
    chosen = escalation_of(organisation)
    steps = [
        (chosen.first_after, chosen.first_role_id),
        (chosen.second_after, chosen.second_role_id),
    ]
    members = Member.objects.filter(organisation=organisation, is_active=True)
    return [
        (timedelta(minutes=minutes), list(members.filter(role=role)))
        for minutes, role in steps
        if role
    ]
