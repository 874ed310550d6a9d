"""Twins: two issues that turn out to be one."""

from django.db import transaction

from hanjari.issues.actions.belonging import add_messages
from hanjari.issues.actions.levels import raise_level
from hanjari.issues.models import Belonging, Issue
from hanjari.issues.refusals.issue import OwnTwinError
from hanjari.journal.actions import record
from hanjari.people.models import Member


@transaction.atomic
def mark_twin(issue: Issue, other: Issue, *, by: Member) -> Issue:
    """Say that `issue` is the same as `other`: it ends, and its messages belong to the other from now on.

    Of a chain the last one counts. The other takes the higher of both levels, since only two people
    may lower one. Safe to repeat. Gives the issue that goes on.
    """
    held = Issue.objects.select_for_update().in_bulk([issue.pk, other.pk])
    one, home = held[issue.pk], _home(held[other.pk])
    if home.pk == one.pk or home.organisation_id != one.organisation_id:
        raise OwnTwinError
    if one.same_as_id == home.pk:
        return home
    one.same_as, one.stage = home, Issue.Stage.DISMISSED
    one.save(update_fields=["same_as", "stage"])
    issue.same_as, issue.stage = home, Issue.Stage.DISMISSED
    desk = one.organisation_id
    record(
        "issue.twin_found", "issue", one.pk, organisation=desk, by=by,
        other=home.pk, number=home.number, title=home.title,
    )  # fmt: skip
    record(
        "issue.twin_joined", "issue", home.pk, organisation=desk, by=by,
        other=one.pk, number=one.number, title=one.title,
    )  # fmt: skip
    rows = one.belongings.filter(state=Belonging.State.CONFIRMED)
    add_messages(home, list(rows.values_list("message_id", flat=True)), by=by)
    if home.is_open:
        raise_level(home, one.level, by=by)
    return home


def _home(issue: Issue) -> Issue:
    met = {issue.pk}
    while issue.same_as is not None and issue.same_as_id not in met:
        issue = issue.same_as
        met.add(issue.pk)
    return issue
