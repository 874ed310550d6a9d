"""Who sits on a committee, by which rules, and who might."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from hanjari.issues.models import Issue, Seat, SeatRule
from hanjari.issues.queries.access import issue_for
from hanjari.issues.seating import Asking, Person, Rule
from hanjari.people.models import Member, Organisation


def seats_of(issue: Issue) -> QuerySet[Seat]:
    """Seats that are taken or called, in the order in which they were."""
    rows = Seat.objects.filter(issue=issue, renounced_at=None)
    return rows.select_related("member", "deputy", "call", "follows__member")


def lead_of(issue: Issue) -> Seat | None:
    """Who leads."""
    return seats_of(issue).filter(part="lead").first()


def seat_for(member: Member, issue_pk: int, pk: int) -> Seat:
    """A seat of an issue that the member may see; a stranger gets 404."""
    issue = issue_for(member, issue_pk)
    rows = Seat.objects.select_related("issue", "member", "deputy", "call")
    return get_object_or_404(rows, issue=issue, pk=pk)


def asking_of(issue: Issue) -> Asking:
    """What of the issue decides who is called."""
    return Asking(issue.level, issue.kind, issue.department_id)


def rules_of(issue: Issue) -> list[Rule]:
    """The company's seat rules."""
    rows = SeatRule.objects.filter(organisation=issue.organisation_id).order_by("part", "pk")
    return [
        Rule(
            row.part, row.member_id, row.deputy_id, row.department_id, row.min_level,
            tuple(row.kinds),
        )
        for row in rows
    ]  # fmt: skip


def people_of(issue: Issue) -> list[Person]:
    """Everyone who works here, in the order in which they came."""
    return people_at(issue.organisation_id)


def people_at(organisation: Organisation | int) -> list[Person]:
    """Everyone who works at a company, in the order in which they came."""
    rows = Member.objects.filter(organisation=organisation, is_active=True).order_by("pk")
    return [
        Person(
            row.pk, frozenset(row.role.permissions), frozenset(d.pk for d in row.departments.all())
        )
        for row in rows.select_related("role").prefetch_related("departments")
    ]


def seat_rules_for(member: Member) -> QuerySet[SeatRule]:
    """The rules of the member's company."""
    rows = SeatRule.objects.filter(organisation=member.organisation_id)
    return rows.select_related("member", "deputy", "department")


def seat_rule_for(member: Member, pk: int) -> SeatRule:
    """One of them; a stranger gets 404."""
    return get_object_or_404(seat_rules_for(member), pk=pk)
