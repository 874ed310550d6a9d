"""The review: it begins with what the journal remembers, loses nobody's words, and forgets no lesson."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from tests.issues.test_statements import GOOD

from hanjari.commitments.models import Commitment, Trace
from hanjari.issues import actions as issues
from hanjari.issues.models import Issue, Lesson, Reflection, Review, Statement
from hanjari.issues.queries.review import newest_of, numbers_of
from hanjari.issues.refusals.issue import NoReasonError
from hanjari.issues.refusals.review import (
    FinishedError,
    NotEndedError,
    OpenLessonsError,
    StepTakenError,
    UnansweredError,
    WrittenMeanwhileError,
)
from hanjari.issues.reviews import mark_of, merged
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

Stage, Question = Issue.Stage, Reflection.Question


def closed_by(member, organisation, **more) -> Issue:
    one = issues.raise_issue(organisation, "정수기 누수", by=member, **more)
    for stage in (Stage.WATCH, Stage.STABLE):
        issues.set_stage(one, stage, by=member)
    issues.close_issue(one, by=member)
    return one


@pytest.fixture
def closed(hanbit, jiho) -> Issue:
    return closed_by(jiho, hanbit.organisation)


@pytest.fixture
def review(closed) -> Review:
    return closed.review


def marks(review: Review) -> dict[str, str]:
    return {one.question: mark_of(one.text) for one in newest_of(review)}


def said(review: Review) -> dict[str, str]:
    return {one.question: one.text for one in newest_of(review)}


def answer_all(review: Review, by) -> None:
    texts = {name: f"{name} 답" for name in Question.values}
    issues.write_review(review, texts, on=marks(review), by=by)


def test_closing_begins_the_review_and_its_clock_for_a_fortnight(closed, jiho) -> None:
    closed.refresh_from_db()
    clock = closed.clocks.get(kind="review")
    assert clock.due_at == closed.review.due_at == closed.closed_at + timedelta(days=14)
    issues.open_review(closed, by=jiho)
    assert Entry.objects.filter(event="review.opened").count() == 1
    assert Reflection.objects.filter(review=closed.review).count() == 4


def test_what_goes_on_is_not_reviewed(issue, jiho) -> None:
    with pytest.raises(NotEndedError):
        issues.open_review(issue, by=jiho)


def test_it_begins_with_what_the_journal_remembers(hanbit, jiho) -> None:
    one = issues.raise_issue(hanbit.organisation, "정수기 누수", by=jiho)
    fact = issues.add_fact(
        one, text="밸브가 샌다", confidence="confirmed", source="품질팀", by=jiho
    )
    issues.change_fact(fact, text="밸브는 멀쩡하다", confidence="false", source="재검사", by=jiho)
    issues.decide(one, "판매를 멈춘다", by=jiho, question="팔까?", reason="다칠 수 있다")
    issues.ask(one, text="몇 대가 나갔나", by=jiho)
    issues.start_clock(one, "holding", due_at=now() - timedelta(hours=1), by=jiho)
    for stage in (Stage.WATCH, Stage.STABLE):
        issues.set_stage(one, stage, by=jiho)
    issues.meet_clock(one, "holding", by=jiho)
    issues.close_issue(one, by=jiho)
    told = said(one.review)
    assert "판매를 멈춘다" in told[Question.PLANNED]
    assert "판매를 멈춘다" in told[Question.HAPPENED]
    assert "밸브는 멀쩡하다" in told[Question.WHY]
    assert "첫 입장" in told[Question.WHY]
    assert "몇 대가 나갔나" in told[Question.NEXT]
    assert jiho.name not in "".join(told.values())


def test_people_are_counted_each_once(issue) -> None:
    numbers = numbers_of(issue)
    assert (numbers.spoke, numbers.hurt, numbers.told) == (3, 0, 0)


def test_two_who_write_different_answers_keep_both(review, jiho, minseo) -> None:
    on = marks(review)
    mine = said(review) | {"why": "나사를 확인하지 않았다"}
    theirs = said(review) | {"next": "출고 전에 확인한다"}
    issues.write_review(review, mine, on=on, by=jiho)
    issues.write_review(review, theirs, on=on, by=minseo)
    told = said(review)
    assert (told["why"], told["next"]) == ("나사를 확인하지 않았다", "출고 전에 확인한다")


def test_two_who_write_the_same_answer_lose_neither(review, jiho, minseo) -> None:
    on = marks(review)
    issues.write_review(review, {"why": "지호의 글"}, on=on, by=jiho)
    with pytest.raises(WrittenMeanwhileError) as late:
        issues.write_review(review, {"why": "민서의 글", "next": "민서의 다음"}, on=on, by=minseo)
    assert late.value.questions == ["why"]
    told = said(review)
    assert (told["why"], told["next"]) == ("지호의 글", "민서의 다음")
    issues.write_review(review, {"why": "둘의 글"}, on=marks(review), by=minseo)
    kept = review.reflections.filter(question="why").values_list("text", flat=True)
    assert list(kept)[-2:] == ["지호의 글", "둘의 글"]


def test_one_sitting_is_one_version_and_one_entry(review, jiho) -> None:
    for text in ("하", "하나", "하나씩"):
        issues.write_review(review, {"why": text}, on=marks(review), by=jiho)
    assert review.reflections.filter(question="why").count() == 2
    assert Entry.objects.filter(event="review.written").count() == 1


def test_the_same_words_change_nothing() -> None:
    there = {"why": "a\nb"}
    assert merged(there, {"why": "a\r\nb\n"}, {"why": "?"}) == ({}, [])
    assert merged(there, {"why": "c"}, {"why": mark_of("a\nb")}) == ({"why": "c"}, [])
    assert merged(there, {"why": "c"}, {}) == ({}, ["why"])


def test_it_finishes_with_four_answers_and_no_lesson_left_open(review, jiho) -> None:
    with pytest.raises(UnansweredError):
        issues.finish_review(review, by=jiho)
    answer_all(review, jiho)
    lesson = issues.draw_lesson(review, "출고 전에 조임을 잰다", by=jiho)
    with pytest.raises(OpenLessonsError):
        issues.finish_review(review, by=jiho)
    issues.waive_lesson(lesson, "라인이 닫혔다", by=jiho)
    issues.finish_review(review, by=jiho)
    issues.finish_review(review, by=jiho)
    issue = Issue.objects.get(pk=review.issue_id)
    assert issue.stage == Stage.REVIEWED
    assert issue.clocks.get(kind="review").met_at
    assert Entry.objects.filter(event="review.finished").count() == 1
    with pytest.raises(FinishedError):
        issues.write_review(review, {"why": "x"}, on=marks(review), by=jiho)
    with pytest.raises(FinishedError):
        issues.draw_lesson(review, "늦은 교훈", by=jiho)


def test_a_lesson_becomes_one_task_of_the_ended_issue(review, jiho, minseo) -> None:
    lesson = issues.draw_lesson(review, "연락망을 고친다", by=jiho)
    task = issues.give_lesson(lesson, by=jiho, owner=minseo)
    assert issues.give_lesson(lesson, by=jiho) == task
    assert (task.issue_id, task.owner, task.text) == (review.issue_id, minseo, "연락망을 고친다")
    with pytest.raises(StepTakenError):
        issues.promise_lesson(lesson, by=jiho, first_due=now().date())
    with pytest.raises(StepTakenError):
        issues.remove_lesson(lesson, by=jiho)


def test_a_lesson_becomes_one_commitment_traced_to_the_issue(review, jiho) -> None:
    lesson = issues.draw_lesson(review, "분기마다 잰다", by=jiho)
    made = issues.promise_lesson(lesson, by=jiho, first_due=now().date() + timedelta(days=30))
    assert issues.promise_lesson(lesson, by=jiho, first_due=now().date()) == made
    assert Commitment.objects.count() == 1
    assert Trace.objects.filter(
        source_kind="issue", source_id=review.issue_id, target_kind="commitment", target_id=made.pk
    ).exists()


def test_the_lesson_of_an_exercise_promises_nothing_real(hanbit, jiho) -> None:
    drill = closed_by(jiho, hanbit.organisation, is_exercise=True)
    lesson = issues.draw_lesson(drill.review, "더 빨리 부른다", by=jiho)
    assert issues.promise_lesson(lesson, by=jiho, first_due=now().date()).is_exercise


def test_a_lesson_is_waived_with_a_reason_and_drawn_once(review, jiho) -> None:
    lesson = issues.draw_lesson(review, "같은 말", by=jiho)
    assert issues.draw_lesson(review, " 같은 말 ", by=jiho) == lesson
    with pytest.raises(NoReasonError):
        issues.waive_lesson(lesson, "  ", by=jiho)
    issues.remove_lesson(lesson, by=jiho)
    issues.remove_lesson(lesson, by=jiho)
    assert not Lesson.objects.exists()


def test_opened_again_and_closed_it_is_reviewed_anew_with_its_words(closed, jiho) -> None:
    review = closed.review
    answer_all(review, jiho)
    issues.finish_review(review, by=jiho)
    issues.set_stage(closed, Stage.ACTING, by=jiho, reason="또 샌다")
    with pytest.raises(NotEndedError):
        issues.draw_lesson(review, "아직", by=jiho)
    issues.set_stage(closed, Stage.STABLE, by=jiho)
    issues.close_issue(closed, by=jiho)
    again = Review.objects.get(issue=closed)
    assert (again.finished_at, said(again)["why"]) == (None, "why 답")
    assert closed.clocks.filter(kind="review", met_at=None).count() == 1


def test_a_statement_stands_in_the_course(hanbit, jiho) -> None:
    one = issues.raise_issue(hanbit.organisation, "정수기 누수", by=jiho)
    row = issues.write_statement(one, "apology", by=jiho, title="사과", parts={"body": GOOD})
    Statement.objects.filter(pk=row.pk).update(state="published", published_at=now())
    row.refresh_from_db()
    issues.mark_last(row, by=jiho)
    for promise in row.versions.get().promises.all():
        issues.deny_promise(promise, "시험", by=jiho)
    for stage in (Stage.WATCH, Stage.STABLE):
        issues.set_stage(one, stage, by=jiho)
    issues.close_issue(one, by=jiho)
    assert "마지막" in said(one.review)["happened"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told(hanbit, jiho, minseo) -> None:
    review = closed_by(jiho, hanbit.organisation).review
    on = marks(review)

    def write(member) -> str:
        try:
            issues.write_review(review, {"why": f"{member.name}의 글"}, on=on, by=member)
        except WrittenMeanwhileError:
            return "told"
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(2) as two:
        told = sorted(two.map(write, [jiho, minseo]))
    assert told == ["kept", "told"]
    assert review.reflections.filter(question="why").count() == 2
