"""The list of issues: what goes on, what has ended, what was only an exercise."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from hanjari.issues.models import Belonging, Issue
from hanjari.issues.queries.access import issues_for
from hanjari.kit.brief import Brief
from hanjari.people.models import Member

PAGE = 40
SHELVES = ("open", "ended", "exercise")
_LOUDEST = 99
_loud_counts: Brief[int] = Brief(3)
"""Every page of the desk asks; a few seconds old at most."""


class Listed(NamedTuple):
    """A page of a shelf; `older` is the number to ask for the next one by."""

    rows: Sequence[Issue]
    older: int | None


def shelf(member: Member, name: str) -> QuerySet[Issue]:
    """The open ones (the loudest first), those that have ended, or the exercises."""
    rows = issues_for(member)
    if name == "exercise":
        return rows.filter(is_exercise=True)
    rows = rows.filter(is_exercise=False)
    if name == "ended":
        return rows.filter(stage__in=Issue.ENDED)
    return rows.exclude(stage__in=Issue.ENDED).order_by("-level", "-pk")


def listed(member: Member, name: str, before: int | None = None) -> Listed:
    """A page of a shelf, each row with `message_count` and `proposed_count`."""
    rows = shelf(member, name)
    if before and name != "open":
        rows = rows.filter(pk__lt=before)
    states = Belonging.State
    counted = rows.select_related("department", "raised_by", "same_as").annotate(
        message_count=Count("belongings", filter=Q(belongings__state=states.CONFIRMED)),
        proposed_count=Count("belongings", filter=Q(belongings__state=states.PROPOSED)),
    )
    page = list(counted[: PAGE + 1])
    older = page[PAGE - 1].pk if len(page) > PAGE and name != "open" else None
    return Listed(page[:PAGE], older)


def loud_count(member: Member) -> int:
    """Open issues of level 2 and above, for the rail; at most as many as a badge can say."""
    return _loud_counts.get(member.pk, lambda: _loud(member))


def _loud(member: Member) -> int:
    rows = shelf(member, "open").filter(level__gte=Issue.Level.COMMITTEE).order_by()
    return len(rows.values_list("pk", flat=True)[:_LOUDEST])


def open_issues(member: Member, most: int = 5) -> list[Issue]:
    """The loudest of those that go on, for the front page."""
    return list(shelf(member, "open")[:most])
