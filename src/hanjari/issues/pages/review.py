"""What the review shows: four answers on the left, what the journal knows and the lessons beside them."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise

from hanjari.commitments.models import Commitment
from hanjari.issues import clocks
from hanjari.issues.forms.review import HINTS, LessonForm, StepForm
from hanjari.issues.models import Issue, Lesson, Reflection, Review
from hanjari.issues.pages.exercise import clock_result
from hanjari.issues.pages.shell import shell
from hanjari.issues.queries import room
from hanjari.issues.queries.review import (
    commitments_of,
    lessons_of,
    newest_of,
    numbers_of,
    open_tasks,
    review_of,
    wrong_facts,
)
from hanjari.issues.queries.rights import may_finish, review_rights_of
from hanjari.issues.remembering import course
from hanjari.issues.reviews import mark_of
from hanjari.issues.wording import Piece, differences
from hanjari.kit.clock import now
from hanjari.people.models import Member

TAB = "issues:review"


class Answered(NamedTuple):
    """A question with the words in its box, the mark of the newest, and how two texts differ."""

    name: str
    label: str | Promise
    hint: str | Promise
    text: str
    mark: str
    row: Reflection | None
    pieces: list[Piece]


class Learned(NamedTuple):
    """A lesson, what it became, and the form of its next step."""

    row: Lesson
    commitment: Commitment | None
    form: StepForm


def review_page(
    member: Member,
    issue: Issue,
    *,
    typed: Mapping[str, str] | None = None,
    contested: Collection[str] = (),
    lesson: LessonForm | None = None,
) -> dict[str, Any]:
    """The whole page; `typed` words stand in the boxes, `contested` ones with the difference above."""
    review, page = review_of(issue), shell(issue, member, TAB)
    if review is None:
        return page | {"review": None}
    rights = review_rights_of(member, issue)
    learned = _learned(member, issue)
    return {
        **page,
        **_sheet(issue),
        "review": review,
        "rights": rights,
        "may_finish": may_finish,
        "is_late": review.finished_at is None and review.due_at < now(),
        "questions": answered(review, typed or {}, contested),
        "lessons": learned,
        "open_count": sum(one.row.is_open for one in learned),
        "lesson_form": lesson or LessonForm(auto_id="lesson_%s"),
    }


def answered(
    review: Review, typed: Mapping[str, str], contested: Collection[str] = ()
) -> list[Answered]:
    """Each question in order."""
    newest = {one.question: one for one in newest_of(review)}
    found = []
    for name, label in Reflection.Question.choices:
        row = newest.get(name)
        there = row.text if row else ""
        text = typed.get(name, there)
        pieces = differences(there, text) if name in contested else []
        found.append(Answered(name, label, HINTS[name], text, mark_of(there), row, pieces))
    return found


def _learned(member: Member, issue: Issue) -> list[Learned]:
    """The choice of colleagues is read once, not once a lesson."""
    rows = lessons_of([issue.pk]).get(issue.pk, [])
    owner: Any = StepForm(member=member).fields["owner"]
    colleagues, learned = list(owner.choices) if rows else [], []
    for row, made in rows:
        form = StepForm(member=member, auto_id=f"lesson_{row.pk}_%s")
        owner = form.fields["owner"]
        owner.choices = colleagues
        learned.append(Learned(row, made, form))
    return learned


def _sheet(issue: Issue) -> dict[str, Any]:
    """What is known without anybody's writing."""
    return {
        "numbers": numbers_of(issue),
        "clocks": [clock_result(one) for one in room.clocks_of(issue) if one.kind in clocks.KINDS],
        "course": course(issue),
        "wrong": wrong_facts(issue),
        "open_tasks": list(open_tasks(issue)),
        "unknowns": list(room.unknowns_of(issue)),
        "commitments": commitments_of(issue),
    }
