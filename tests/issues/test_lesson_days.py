"""Days of lessons: reminded before, told when late, and whoever led hears of what stays undone."""

from datetime import timedelta

import pytest
import time_machine
from tests.issues.test_review import closed_by

from hanjari.issues import actions as issues
from hanjari.issues.actions.lesson_days import remind_of_lessons
from hanjari.issues.models import Issue, Lesson, Task
from hanjari.journal.models import Entry
from hanjari.journal.telling import tell
from hanjari.kit.clock import now
from hanjari.people.actions import members
from hanjari.people.models import Call, CallOut, Way


@pytest.fixture
def closed(hanbit, jiho) -> Issue:
    return closed_by(jiho, hanbit.organisation)


@pytest.fixture
def lesson(closed, jiho) -> Lesson:
    return issues.draw_lesson(closed.review, "출고 전에 조임을 잰다", by=jiho)


@pytest.fixture
def task(lesson, jiho, minseo) -> Task:
    return issues.give_lesson(lesson, by=jiho, owner=minseo, due_at=now() + timedelta(days=30))


def rung(task, **after):
    """Who is called at that time, twice asked; the second time nobody is."""
    before = set(CallOut.objects.values_list("pk", flat=True))
    with time_machine.travel(task.due_at + timedelta(**after)):
        count, again = remind_of_lessons(), remind_of_lessons()
        assert (again, count <= 1) == (0, True)
    new = CallOut.objects.exclude(pk__in=before).exclude(member=None)
    return {one.member for one in new.select_related("member")}


def test_the_owner_is_reminded_a_week_and_a_day_before_and_told_when_it_is_late(task, minseo):
    assert rung(task, days=-10) == set()
    assert rung(task, days=-6) == {minseo}
    assert rung(task, hours=-20) == {minseo}
    assert rung(task, hours=1) == {minseo}
    late = Entry.objects.get(event="lesson.late")
    assert tell(late).startswith("교훈에서 나온 할 일이 늦음")


def test_what_stays_undone_is_told_to_whoever_led_too(task, minseo, jiho):
    rung(task, hours=1)
    assert rung(task, days=4) == {minseo, jiho}
    assert rung(task, days=9) == set()
    assert Entry.objects.filter(event="lesson.late").count() == 1


def test_a_desk_that_was_down_all_the_time_still_says_once_that_it_is_late(task, minseo, jiho):
    assert rung(task, days=20) == {minseo, jiho}
    assert Entry.objects.filter(event="lesson.late").count() == 1


def test_what_is_done_calls_nobody_and_stills_what_rang(task, minseo):
    rung(task, hours=-20)
    issues.finish_task(task, by=minseo)
    assert Call.objects.get().called_off_at
    assert rung(task, days=4) == set()


def test_whoever_it_is_passed_on_to_is_reminded_in_their_turn(task, minseo, sora, jiho):
    assert rung(task, hours=-20) == {minseo}
    issues.pass_task(task, sora, by=jiho)
    assert Call.objects.get().called_off_at
    assert rung(task, hours=-19) == {sora}


def test_without_an_owner_who_works_here_whoever_led_is_told(task, minseo, jiho, yuna):
    members.disable(minseo, by=yuna)
    assert rung(task, hours=1) == {jiho}


def test_a_lesson_of_a_restricted_issue_is_told_only_to_who_may_read_it(task, closed, minseo, jiho):
    Issue.objects.filter(pk=closed.pk).update(is_restricted=True)
    assert rung(task, hours=1) == {jiho}
    assert not CallOut.objects.filter(way=Way.WEBHOOK).exists()


def test_a_lesson_of_an_exercise_rings_on_the_desk_alone(hanbit, jiho, minseo):
    drill = closed_by(jiho, hanbit.organisation, is_exercise=True)
    drawn = issues.draw_lesson(drill.review, "연습에서 배운 것", by=jiho)
    task = issues.give_lesson(drawn, by=jiho, owner=minseo, due_at=now() + timedelta(days=5))
    assert rung(task, days=-1, hours=1) == {minseo}
    assert not CallOut.objects.exclude(way=Way.DESK).exists()
