"""An exercise goes from the first line to the review's numbers, and not one byte leaves the desk."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from tests.issues.test_statements import GOOD, KEPT

from hanjari.channels.models import Account, Brake, Delivery
from hanjari.issues import actions as issues
from hanjari.issues import scenarios
from hanjari.issues.models import Issue, Publication, Seat, Statement
from hanjari.journal.hearing import settle
from hanjari.kit.clock import now
from hanjari.listening.models import HourCount, Message
from hanjari.people.models import CallOut, Way
from hanjari.public.queries import shown


def at(name, *args):
    return reverse(f"issues:{name}", args=args)


@pytest.fixture
def rules(hanbit, jiho, sora, minseo, yuna):
    rows = (("lead", jiho), ("legal", sora), ("spokesperson", minseo))
    return [
        issues.save_seat_rule(None, by=yuna, part=part, member=member, deputy=None, min_level=2)
        for part, member in rows
    ]


@pytest.fixture
def drill(rules, jiho) -> Issue:
    one = issues.begin_exercise("harm", by=jiho)
    settle()
    one.refresh_from_db()
    return one


def left_the_desk() -> dict[str, int]:
    """Everything that goes out, or is counted, in rows."""
    return {
        "deliveries": Delivery.objects.count(),
        "publications": Publication.objects.count(),
        "calls outside": CallOut.objects.exclude(way=Way.DESK).count(),
        "mails": len(mail.outbox),
        "messages": Message.objects.count(),
        "hours": HourCount.objects.count(),
        "brakes": Brake.objects.count(),
    }


def published(drill: Issue, form: str, parts: dict, account: Account, by, signers) -> Statement:
    row = issues.write_statement(drill, form, by=by, title="훈련 입장문", parts=parts)
    version = row.versions.get()
    for promise in version.promises.all():
        issues.make_commitment(promise, by=by, first_due=now().date() + timedelta(days=20))
    issues.ask_signatures(row, by=by)
    for part, member in signers:
        issues.sign(row, part, by=member, on=version.number)
    row.refresh_from_db()
    return issues.publish_statement(row, by=by, accounts=[account])


def test_a_whole_drill_leaves_nothing_behind_outside(
    drill, mailbox, jiho, sora, minseo, socket_disabled
) -> None:
    before = left_the_desk()
    for seat in Seat.objects.filter(issue=drill):
        issues.take_seat(seat, by=seat.member)
    issues.add_fact(
        drill, text="나사를 덜 조였다", confidence="confirmed", source="품질팀", by=jiho
    )
    issues.know_fault(drill, by=jiho)
    signers = [("lead", jiho), ("legal", sora), ("spokesperson", minseo)]
    published(drill, "holding", KEPT, mailbox, minseo, signers)
    published(drill, "apology", {"body": GOOD}, mailbox, minseo, signers)
    settle()
    assert left_the_desk() == before
    assert list(shown.statements(drill.organisation)) == []
    assert list(shown.promises(drill.organisation)) == []


def test_the_outcome_tells_clocks_who_came_and_what_was_missing(client, drill, jiho) -> None:
    client.force_login(jiho)
    seat = Seat.objects.get(issue=drill, part="lead")
    with time_machine.travel(drill.detected_at + timedelta(minutes=12), tick=False):
        issues.take_seat(seat, by=jiho)
        page = client.get(at("outcome", drill.pk)).content.decode()
    for words in ("첫 입장", "12분", "오지 않음", "밖으로 낸 말이 없었습니다."):
        assert words in page, words


def test_lines_come_as_their_minutes_pass(client, drill, jiho) -> None:
    client.force_login(jiho)
    first = client.get(at("issue", drill.pk)).content.decode()
    assert "손을 데었어요" in first
    assert "병원비는" not in first
    with time_machine.travel(drill.detected_at + timedelta(minutes=41), tick=False):
        client.force_login(jiho)
        later = client.get(at("lines", drill.pk)).content.decode()
    assert "병원비는" in later
    assert "hx-trigger" not in later


@pytest.mark.parametrize("name", scenarios.SCENARIOS)
def test_every_story_begins_at_once_and_has_both_languages(name) -> None:
    lines = scenarios.SCENARIOS[name].lines
    assert lines[0].minute == 0
    assert [line.minute for line in lines] == sorted(line.minute for line in lines)
    assert all(line.text("ko") != line.text("en") for line in lines)


def test_an_exercise_begins_from_its_page(client, rules, minseo) -> None:
    client.force_login(minseo)
    assert "서비스 장애" in client.get(at("exercise")).content.decode()
    client.post(at("exercise"), {"scenario": "nonsense"})
    assert not Issue.objects.exists()
    answer = client.post(at("exercise"), {"scenario": "outage"})
    one = Issue.objects.get()
    assert (one.is_exercise, one.scenario, answer["Location"]) == (
        True,
        "outage",
        at("issue", one.pk),
    )
    assert "훈련입니다" in client.get(at("issue", one.pk)).content.decode()


def test_a_real_issue_has_no_outcome(client, issue, jiho) -> None:
    client.force_login(jiho)
    assert client.get(at("outcome", issue.pk)).status_code == 404
