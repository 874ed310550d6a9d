"""What people say of an issue: the messages that belong to it, and those that may."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import QuerySet

from hanjari.conversations.queries.places import places_of
from hanjari.issues.models import Belonging, Issue
from hanjari.people.models import Member

PAGE, PROPOSED = 30, 50
State = Belonging.State


class Heard(NamedTuple):
    """A page of what belongs, the first of what is proposed, how many of each, and where each can be opened."""

    belonging: list[Belonging]
    older: int | None
    proposed: list[Belonging]
    counts: dict[str, int]
    people: int
    places: Mapping[int, str]


def heard(member: Member, issue: Issue, before: int | None = None) -> Heard:
    """What the page shows; the newest first."""
    rows = _rows(issue, State.CONFIRMED)
    page = list((rows.filter(message__lt=before) if before else rows)[: PAGE + 1])
    proposed = list(_rows(issue, State.PROPOSED)[:PROPOSED])
    shown = page[:PAGE]
    counts = {state: issue.belongings.filter(state=state).count() for state in State.values}
    people = issue.belongings.filter(state=State.CONFIRMED).order_by()
    return Heard(
        shown,
        shown[-1].message_id if len(page) > PAGE else None,
        proposed,
        counts,
        people.values("message__author").distinct().count(),
        places_of(member, [row.message_id for row in shown + proposed]),
    )


def _rows(issue: Issue, state: str) -> QuerySet[Belonging]:
    rows = issue.belongings.filter(state=state).order_by("-message_id")
    return rows.select_related("message__author", "message__account", "by")
