"""What lies on the committee's table."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from hanjari.issues.models import Decision, Fact, Issue, IssueClock, Stance, Task, Unknown
from hanjari.issues.queries.access import issue_for
from hanjari.journal.models import Entry
from hanjari.people.models import Member

SURE = {"confirmed": 0, "likely": 1, "unverified": 2, "false": 3}
TIMELINE = 40
"""Entries that the room shows; the audit trail has all."""
QUIET = (
    "traces.drawn",
    "traces.removed",
    "issue.pinned",
    "issue.unpinned",
    "issue.messages_proposed",
)
"""Entries that say nothing to who reads the course of an issue."""


def facts_of(issue: Issue) -> list[Fact]:
    """What counts now (rows that none follows): the surest first, then the newest."""
    rows = Fact.objects.filter(issue=issue, followed_by=None).select_related("by", "follows")
    return sorted(rows, key=lambda fact: (SURE[fact.confidence], -fact.at.timestamp(), -fact.pk))


def fact_for(member: Member, issue_pk: int, pk: int) -> Fact:
    """A fact of an issue that the member may see; a stranger gets 404."""
    return get_object_or_404(
        Fact.objects.select_related("issue", "by"), issue=issue_for(member, issue_pk), pk=pk
    )


def story_of(fact: Fact) -> list[Fact]:
    """The fact and what it followed, newest first."""
    story, seen = [fact], fact
    while seen.follows_id and len(story) < 50:
        seen = Fact.objects.select_related("by").get(pk=seen.follows_id)
        story.append(seen)
    return story


def unknowns_of(issue: Issue) -> QuerySet[Unknown]:
    """Questions that are still open."""
    return Unknown.objects.filter(issue=issue, answered_at=None).select_related("owner", "by")


def unknown_for(member: Member, issue_pk: int, pk: int) -> Unknown:
    """A question of an issue that the member may see."""
    rows = Unknown.objects.select_related("issue", "owner")
    return get_object_or_404(rows, issue=issue_for(member, issue_pk), pk=pk)


def decisions_of(issue: Issue) -> QuerySet[Decision]:
    """The log, newest first."""
    rows = Decision.objects.filter(issue=issue).order_by("-at", "-pk")
    return rows.select_related("by", "follows")


def tasks_of(issue: Issue) -> list[Task]:
    """Open ones first, by when they are due; then what was done or dropped."""
    rows = Task.objects.filter(issue=issue).select_related("owner", "by", "done_by")
    far = float("inf")
    return sorted(
        rows,
        key=lambda task: (
            bool(task.done_at or task.dropped_for),
            task.due_at.timestamp() if task.due_at else far,
            task.pk,
        ),
    )


def task_for(member: Member, issue_pk: int, pk: int) -> Task:
    """A task of an issue that the member may see."""
    rows = Task.objects.select_related("issue", "owner")
    return get_object_or_404(rows, issue=issue_for(member, issue_pk), pk=pk)


def clocks_of(issue: Issue) -> list[IssueClock]:
    """Those that run, by when they are due; then those met."""
    rows = IssueClock.objects.filter(issue=issue, called_off_at=None)
    return sorted(rows, key=lambda clock: (clock.met_at is not None, clock.due_at, clock.pk))


def stance_of(issue: Issue) -> Stance | None:
    """The one that counts: the last."""
    rows = Stance.objects.filter(issue=issue).select_related("by")
    return rows.order_by("-at", "-pk").first()


def timeline_of(issue: Issue) -> list[Entry]:
    """The last acts on this issue, newest first."""
    rows = Entry.objects.filter(noun="issue", noun_id=issue.pk).exclude(event__in=QUIET)
    return list(rows.order_by("-id")[:TIMELINE])


def pinned_of(issue: Issue) -> list[Entry]:
    """Moments that stay in sight, oldest first."""
    return [row.entry for row in issue.pins.select_related("entry").order_by("entry_id")]


def entry_of(issue: Issue, pk: int) -> Entry:
    """An entry of this issue's own course."""
    return get_object_or_404(Entry, noun="issue", noun_id=issue.pk, pk=pk)
