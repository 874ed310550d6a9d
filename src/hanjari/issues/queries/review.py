"""What a review looks back on: the course of an issue, its numbers, what turned out wrong, what is still open."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from hanjari.channels.models import Delivery
from hanjari.commitments.models import Commitment, Trace
from hanjari.conversations.models import Reply, Turn
from hanjari.issues.models import Belonging, Fact, Given, Issue, Lesson, Reflection, Review, Task
from hanjari.issues.queries.access import issue_for
from hanjari.issues.queries.closing import waiting_in
from hanjari.issues.trigger_words import named
from hanjari.journal.models import Entry
from hanjari.listening.models import Message
from hanjari.people.models import Member

TURNS = (
    "issue.raised", "issue.level_raised", "issue.level_lowered", "issue.convened", "issue.sat",
    "issue.fault_known", "issue.decided", "issue.stance_taken", "issue.stance_overruled",
    "issue.clock_met_late", "statement.published", "statement.withdrawn", "statement.marked_last",
    "issue.closed",
)  # fmt: skip
"""Entries that make the course of an issue; the audit trail has all."""
MOST = 200
TEXTS = 2_000
"""Messages whose words are asked whether somebody was hurt, the first ones; also those who spoke are counted here."""
_WERE_SURE = (Fact.Confidence.CONFIRMED, Fact.Confidence.LIKELY)


class Numbers(NamedTuple):
    """People who spoke, whose words tell of harm; conversations answered, told an answer of the sheet, waiting."""

    spoke: int
    hurt: int
    answered: int
    told: int
    waiting: int


class Changed(NamedTuple):
    """A fact that we were surer of than we should have been, or that we took for false."""

    before: Fact
    after: Fact


def review_of(issue: Issue) -> Review | None:
    """Its review, once it was closed."""
    return Review.objects.filter(issue=issue).select_related("finished_by").first()


def review_for(member: Member, issue_pk: int) -> Review:
    """The review of an issue that the member may see; a stranger gets 404."""
    rows = Review.objects.select_related("issue__organisation", "finished_by")
    return get_object_or_404(rows, issue=issue_for(member, issue_pk))


def unfinished(by: datetime) -> QuerySet[Review]:
    """Reviews of closed issues that are due by then, the earliest first."""
    rows = Review.objects.filter(finished_at=None, due_at__lte=by, issue__stage=Issue.Stage.CLOSED)
    return rows.select_related(
        "issue__organisation", "issue__closed_by", "issue__raised_by"
    ).order_by("due_at")


def newest_of(review: Review) -> list[Reflection]:
    """The answers that count, in the order of the questions."""
    newest = {one.question: one for one in review.reflections.select_related("by")}
    return [newest[name] for name in Reflection.Question.values if name in newest]


def lesson_for(member: Member, issue_pk: int, pk: int) -> Lesson:
    """A lesson of an issue that the member may see."""
    rows = Lesson.objects.select_related("task", "review__issue")
    return get_object_or_404(rows, review__issue=issue_for(member, issue_pk), pk=pk)


def lessons_due(by: datetime) -> QuerySet[Lesson]:
    """Lessons whose task is due by then and that nobody has done or dropped, the latest due first."""
    rows = Lesson.objects.filter(
        task__due_at__lte=by, task__done_at=None, task__dropped_for=""
    ).select_related(
        "task__owner", "task__by", "review__issue__organisation",
        "review__issue__closed_by", "review__issue__raised_by",
    )  # fmt: skip
    return rows.order_by("-task__due_at", "-pk")


def lessons_of(issues: Iterable[int]) -> dict[int, list[tuple[Lesson, Commitment | None]]]:
    """What each of these issues taught, and the commitment that came of it."""
    rows = Lesson.objects.filter(review__issue__in=list(issues))
    lessons = list(rows.select_related("review", "task__owner", "by")[:MOST])
    made = Commitment.objects.select_related("owner").in_bulk(
        [one.commitment_id for one in lessons if one.commitment_id]
    )
    found: defaultdict[int, list[tuple[Lesson, Commitment | None]]] = defaultdict(list)
    for one in lessons:
        found[one.review.issue_id].append((one, made.get(one.commitment_id or 0)))
    return found


def course_of(issue: Issue) -> list[Entry]:
    """The turns of its course, oldest first."""
    rows = Entry.objects.filter(noun="issue", noun_id=issue.pk, event__in=TURNS)
    return list(rows.order_by("id")[:MOST])


def wrong_facts(issue: Issue) -> list[Changed]:
    """Facts that we held for sure or likely and that were not, and rumours that turned out true."""
    rows = Fact.objects.filter(issue=issue, follows__isnull=False).select_related("follows")
    sure = _WERE_SURE
    return [
        Changed(one.follows, one)
        for one in rows
        if one.follows
        and one.follows.confidence != one.confidence
        and (
            (one.follows.confidence in sure and one.confidence not in sure)
            or one.follows.confidence == Fact.Confidence.FALSE
        )
    ]


def numbers_of(issue: Issue) -> Numbers:
    """Whom it reached; of those hurt only what people say themselves is known, and it is called so."""
    belonging = issue.belongings.filter(state=Belonging.State.CONFIRMED)
    said = Message.objects.filter(pk__in=belonging.values("message"), is_ours=False)
    rows = list(said.order_by("pk").values_list("author", "text")[:TEXTS])
    talks = Turn.objects.filter(pk__in=belonging.values("message")).values("conversation")
    answered = Reply.objects.filter(conversation__in=talks, delivery__state=Delivery.State.SENT)
    given = Given.objects.filter(answer__question__issue=issue, reply__isnull=False)
    return Numbers(
        spoke=len({author for author, _text in rows}),
        hurt=len({author for author, text in rows if "harm" in named(text)}),
        answered=answered.values("conversation").distinct().count(),
        told=given.values("conversation").distinct().count(),
        waiting=waiting_in(issue).count(),
    )


def commitments_of(issue: Issue) -> list[Commitment]:
    """What we promised because of it."""
    edges = Trace.objects.filter(source_kind="issue", source_id=issue.pk, target_kind="commitment")
    rows = Commitment.objects.filter(pk__in=edges.values("target_id")).select_related("owner")
    return list(rows.order_by("current_due", "pk")[:MOST])


def open_tasks(issue: Issue) -> QuerySet[Task]:
    """Tasks that the issue left behind, those of its lessons not among them."""
    rows = issue.tasks.filter(done_at=None, dropped_for="", lessons=None)
    return rows.select_related("owner")
