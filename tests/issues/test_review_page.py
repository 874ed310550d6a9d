"""The doors of the review: who reads, who writes, who finishes; saving by itself, reminders, the next issue."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from tests.issues.test_review import answer_all, closed_by, marks, said

from hanjari.commitments.models import Commitment
from hanjari.issues import actions as issues
from hanjari.issues.actions.reminding import remind_of_reviews
from hanjari.issues.models import Issue, Lesson, Review
from hanjari.kit.clock import now
from hanjari.people.models import Call, CallOut, Way

HTMX = {"HX-Request": "true"}


def at(name, *args):
    return reverse(f"issues:{name}", args=args)


@pytest.fixture
def closed(hanbit, jiho) -> Issue:
    return closed_by(jiho, hanbit.organisation)


@pytest.fixture
def review(closed) -> Review:
    return closed.review


@pytest.fixture
def lesson(review, jiho) -> Lesson:
    return issues.draw_lesson(review, "출고 전에 조임을 잰다", by=jiho)


def sits(client, member):
    client.force_login(member)
    return client


def sent(review: Review, **texts: str) -> dict[str, str]:
    """The whole form as a browser sends it: all four answers and the marks they began with."""
    return said(review) | {f"on_{name}": mark for name, mark in marks(review).items()} | texts


def test_before_the_end_the_page_says_when_it_begins(client, issue, minseo) -> None:
    page = sits(client, minseo).get(at("review", issue.pk)).content.decode()
    assert "돌아보기가 시작됩니다" in page
    assert client.post(at("save_review", issue.pk), {}).status_code == 404


def test_a_stranger_gets_404_at_every_door(client, closed, lesson, taeyang) -> None:
    sits(client, taeyang)
    assert client.get(at("review", closed.pk)).status_code == 404
    for door in ("save_review", "finish_review", "add_lesson"):
        assert client.post(at(door, closed.pk)).status_code == 404
    step = client.post(at("step_lesson", closed.pk, lesson.pk), {"act": "task"})
    assert step.status_code == 404


def test_a_reader_reads_and_writes_nothing(client, closed, lesson, doyun) -> None:
    page = sits(client, doyun).get(at("review", closed.pk)).content.decode()
    assert lesson.text in page
    assert "review-form" not in page
    for door in ("save_review", "finish_review", "add_lesson"):
        assert client.post(at(door, closed.pk)).status_code == 403
    step = client.post(at("step_lesson", closed.pk, lesson.pk), {"act": "task"})
    assert step.status_code == 403


def test_a_member_writes_but_only_whoever_leads_finishes(client, review, minseo, jiho) -> None:
    answer_all(review, jiho)
    pk = review.issue_id
    answer = sits(client, minseo).post(at("save_review", pk), sent(review, why="민서의 글"))
    assert answer.url == at("review", pk)
    assert said(review)["why"] == "민서의 글"
    assert client.post(at("finish_review", pk)).status_code == 403
    sits(client, jiho).post(at("finish_review", pk))
    assert Issue.objects.get(pk=pk).stage == Issue.Stage.REVIEWED
    assert "review-form" not in client.get(at("review", pk)).content.decode()


@pytest.mark.parametrize("door", ["save_review", "finish_review", "add_lesson"])
def test_acts_are_posted(client, closed, jiho, door) -> None:
    assert sits(client, jiho).get(at(door, closed.pk)).status_code == 405


def test_it_saves_while_one_writes_and_moves_the_marks_on(client, review, minseo) -> None:
    sits(client, minseo)
    door = at("save_review", review.issue_id)
    page = client.post(door, sent(review, why="하나"), headers=HTMX).content.decode()
    assert "<html" not in page
    assert f'id="on_why" name="on_why" value="{marks(review)["why"]}" hx-swap-oob' in page
    assert said(review)["why"] == "하나"


def test_overtaken_while_one_writes_a_line_says_so_and_saving_shows_both(
    client, review, minseo, jiho
) -> None:
    told = sent(review, why="민서의 글")
    issues.write_review(review, {"why": "지호의 글"}, on=marks(review), by=jiho)
    door = at("save_review", review.issue_id)
    line = sits(client, minseo).post(door, told, headers=HTMX).content.decode()
    assert "잃은 글은 없습니다" in line
    assert 'id="on_why"' not in line
    answer = client.post(door, told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>지호의" in page
    assert "<ins>민서의" in page
    assert said(review)["why"] == "지호의 글"
    client.post(door, sent(review, why="민서와 지호의 글"))
    assert said(review)["why"] == "민서와 지호의 글"


def test_an_answer_that_is_too_long_is_told_and_stays_in_its_box(client, review, minseo) -> None:
    door, long = at("save_review", review.issue_id), "가" * 10_001
    answer = sits(client, minseo).post(door, sent(review, why=long))
    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert said(review)["why"] != long


def test_a_lesson_becomes_a_commitment_by_one_press(client, review, lesson, minseo) -> None:
    pk = review.issue_id
    sits(client, minseo).post(at("step_lesson", pk, lesson.pk), {"act": "commitment"})
    assert Commitment.objects.get().text == lesson.text
    page = client.get(at("review", pk)).content.decode()
    assert reverse("commitments:commitment", args=[Commitment.objects.get().pk]) in page


def test_its_task_is_done_by_its_owner_also_after_the_review(
    client, review, lesson, jiho, doyun
) -> None:
    door = at("step_lesson", review.issue_id, lesson.pk)
    sits(client, jiho).post(door, {"act": "task", "owner": doyun.pk, "due": "2031-01-31"})
    answer_all(review, jiho)
    issues.finish_review(review, by=jiho)
    sits(client, doyun).post(door, {"act": "done"})
    lesson.refresh_from_db()
    assert lesson.task.done_by == doyun


def test_bad_steps_change_nothing(client, review, lesson, jiho, taeyang) -> None:
    door = at("step_lesson", review.issue_id, lesson.pk)
    sits(client, jiho)
    for told in ({"act": "x"}, {"act": "task", "owner": taeyang.pk}, {"act": "task", "due": "?"}):
        client.post(door, told)
    client.post(door, {"act": "waive", "reason": " "})
    client.post(door, {"act": "done"})
    lesson.refresh_from_db()
    assert lesson.is_open
    assert client.post(at("add_lesson", review.issue_id), {"text": ""}).status_code == 422


def test_whoever_leads_is_reminded_once_before_and_once_after(review, jiho) -> None:
    assert remind_of_reviews() == 0
    with time_machine.travel(review.due_at - timedelta(days=2)):
        assert (remind_of_reviews(), remind_of_reviews()) == (1, 0)
    with time_machine.travel(review.due_at + timedelta(hours=1)):
        assert (remind_of_reviews(), remind_of_reviews()) == (1, 0)
    assert set(CallOut.objects.values_list("member", flat=True)) == {jiho.pk}


def test_a_finished_review_calls_nobody_and_stills_what_rang(review, jiho) -> None:
    answer_all(review, jiho)
    with time_machine.travel(review.due_at - timedelta(days=2)):
        remind_of_reviews()
        issues.finish_review(review, by=jiho)
    assert Call.objects.get().called_off_at
    with time_machine.travel(review.due_at + timedelta(days=1)):
        assert remind_of_reviews() == 0


def test_the_review_of_an_exercise_rings_on_the_desk_alone(hanbit, jiho) -> None:
    drill = closed_by(jiho, hanbit.organisation, is_exercise=True)
    with time_machine.travel(drill.review.due_at - timedelta(days=1)):
        assert remind_of_reviews() == 1
    assert not CallOut.objects.exclude(way=Way.DESK).exists()


def test_what_was_learned_stands_beside_the_next_issue_like_it(client, lesson, minseo) -> None:
    sits(client, minseo)
    told = {"title": "정수기 누수 또"}
    page = client.post(at("twins"), told, headers=HTMX).content.decode()
    assert lesson.text in page
    assert "배운 것" in page
    issues.promise_lesson(lesson, by=minseo, first_due=now().date())
    again = client.post(at("twins"), told, headers=HTMX).content.decode()
    assert again.count(lesson.text) == 1


def test_lessons_of_a_restricted_issue_stay_with_those_seated(
    client, closed, lesson, minseo
) -> None:
    Issue.objects.filter(pk=closed.pk).update(is_restricted=True)
    page = sits(client, minseo).post(at("twins"), {"title": "정수기 누수"}, headers=HTMX)
    assert lesson.text not in page.content.decode()


def test_the_list_tells_whoever_leads_whether_the_company_is_ready(client, jiho, minseo) -> None:
    page = sits(client, jiho).get(at("issues")).content.decode()
    assert "준비" in page
    assert at("seat_rules") in page
    assert at("exercise") in page
    assert 'class="card ready"' not in sits(client, minseo).get(at("issues")).content.decode()


def test_the_page_costs_the_same_with_many_lessons(
    client, review, jiho, unhurried, django_assert_max_num_queries
) -> None:
    for number in range(12):
        one = issues.draw_lesson(review, f"교훈 {number}", by=jiho)
        if number % 2:
            issues.give_lesson(one, by=jiho, owner=jiho)
    sits(client, jiho)
    client.get(at("review", review.issue_id))
    with django_assert_max_num_queries(22):
        client.get(at("review", review.issue_id))
