"""A committee is called at once, says that it is here, and hands its seats over."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from hanjari.issues import actions as issues
from hanjari.issues.models import Fact, Issue, Seat, SeatRule
from hanjari.issues.queries.access import issues_for
from hanjari.issues.queries.seats import seats_of
from hanjari.issues.refusals.committee import (
    LeadTakenError,
    NoSourceError,
    NotYourSeatError,
    OvertakenFactError,
    SeatGoneError,
)
from hanjari.issues.refusals.issue import NoReasonError
from hanjari.journal.hearing import settle
from hanjari.journal.models import Entry
from hanjari.people import actions as people
from hanjari.people.models import CallOut, Way


@pytest.fixture
def rules(hanbit, jiho, sora, minseo, yuna, doyun):
    """지호 leads with 유나 as deputy, 소라 is legal, 민서 speaks, 도윤 writes it down from level 3 on."""
    rows = [
        ("lead", jiho, yuna, 2),
        ("legal", sora, None, 2),
        ("spokesperson", minseo, None, 2),
        ("scribe", doyun, None, 3),
    ]
    return [
        issues.save_seat_rule(
            None, by=yuna, part=part, member=member, deputy=deputy, min_level=level
        )
        for part, member, deputy, level in rows
    ]


@pytest.fixture
def called(issue, rules, jiho) -> Issue:
    issues.raise_level(issue, 2, by=jiho)
    settle()
    issue.refresh_from_db()
    return issue


def seat(issue, part) -> Seat:
    return seats_of(issue).get(part=part)


def events(issue, *names):
    rows = Entry.objects.filter(noun="issue", noun_id=issue.pk, event__in=names).order_by("pk")
    return [row.event for row in rows]


def test_raising_to_level_two_calls_everyone_whom_the_rules_name_by_itself(
    called, jiho, sora, minseo
):
    assert set(seats_of(called).values_list("part", "member_id")) == {
        ("lead", jiho.pk), ("legal", sora.pk), ("spokesperson", minseo.pk),
    }  # fmt: skip
    assert called.stage == Issue.Stage.CONVENED
    assert called.convened_at
    assert events(called, "issue.convened") == ["issue.convened"]
    assert seat(called, "lead").call.outs.filter(ring=0, member=jiho).exists()
    kinds = set(called.clocks.values_list("kind", flat=True))
    assert kinds == {"first_facts", "committee", "holding", "report"}


def test_calling_again_calls_only_who_is_new(called, jiho, doyun):
    before = list(seats_of(called).values_list("pk", flat=True))
    issues.convene_committee(called, by=jiho)
    assert list(seats_of(called).values_list("pk", flat=True)) == before
    issues.raise_level(called, 3, by=jiho)
    settle()
    assert seat(called, "scribe").member == doyun
    assert seats_of(called).count() == len(before) + 1
    holding = called.clocks.get(kind="holding")
    assert (holding.due_at - called.detected_at).total_seconds() == 3600  # tighter at level 3


def test_one_who_answers_does_not_keep_the_others_deputies_from_being_called(called, sora, yuna):
    people.answer(seat(called, "legal").call, by=sora)
    waiting = CallOut.objects.filter(call=seat(called, "lead").call, ring=1, member=yuna)
    assert waiting.exists()
    assert not waiting.exclude(state=CallOut.State.WAITING).exists()


def test_one_tap_in_the_call_is_i_am_here_and_enough_of_them_sit(called, jiho, sora, minseo):
    people.answer(seat(called, "lead").call, by=jiho)
    settle()
    called.refresh_from_db()
    assert seat(called, "lead").arrived_at
    assert called.sat_at is None  # one of three
    issues.take_seat(seat(called, "legal"), by=sora)
    called.refresh_from_db()
    assert called.sat_at
    assert called.clocks.get(kind="committee").met_at == called.sat_at
    assert events(called, "issue.sat", "issue.clock_met") == ["issue.sat", "issue.clock_met"]
    issues.take_seat(seat(called, "legal"), by=sora)  # safe to repeat
    assert len(events(called, "issue.arrived")) == 2


def test_the_deputy_who_comes_first_takes_the_seat_over(called, jiho, yuna):
    first = seat(called, "lead")
    people.answer(first.call, by=yuna)
    settle()
    now_there = seat(called, "lead")
    assert (now_there.member, now_there.follows) == (yuna, first)
    with pytest.raises(SeatGoneError):
        issues.take_seat(first, by=jiho)


def test_nobody_takes_a_seat_that_is_somebody_elses(called, sora):
    with pytest.raises(NotYourSeatError):
        issues.take_seat(seat(called, "lead"), by=sora)


def test_the_second_lead_is_told_who_leads_and_nothing_is_lost(called, sora):
    with pytest.raises(LeadTakenError, match="지호"):
        issues.give_seat(called, "lead", sora, by=sora)
    assert seats_of(called).filter(part="lead").count() == 1


def test_a_seat_is_handed_over_with_its_briefing(called, jiho, yuna):
    old = seat(called, "lead")
    new = issues.hand_over(old, yuna, by=jiho, briefing="카드사 답을 기다립니다")
    old.refresh_from_db()
    assert old.renounced_at
    assert (new.member, new.follows, new.briefing) == (yuna, old, "카드사 답을 기다립니다")
    assert new.call_id is None or new.call.outs.filter(member=yuna).exists()
    with pytest.raises(SeatGoneError):
        issues.hand_over(old, jiho, by=jiho)


def test_a_member_disabled_mid_issue_leaves_the_seat_to_the_deputy(called, jiho, yuna):
    task = issues.give_task(called, "결제 기록 확인", by=jiho, owner=jiho)
    people.disable(jiho, by=yuna)
    settle()
    follower = seat(called, "lead")
    assert follower.member == yuna
    assert follower.call.outs.filter(member=yuna).exists()
    task.refresh_from_db()
    assert not task.owner.is_active  # shown as vacant, with the name


def test_an_exercise_rings_on_the_desk_alone(hanbit, rules, minseo):
    issue = issues.raise_issue(hanbit.organisation, "훈련", by=minseo, level=3, is_exercise=True)
    settle()
    outs = CallOut.objects.filter(call__key__startswith=f"issue:{issue.pk}:")
    assert {out.way for out in outs} == {Way.DESK}


def test_without_rules_a_committee_is_formed_from_what_roles_let_members_do(issue, jiho):
    assert not SeatRule.objects.exists()
    issues.raise_level(issue, 2, by=jiho)
    settle()
    assert seat(issue, "lead").member.can("issue.run")


def test_a_restricted_issue_is_not_there_for_who_does_not_sit_in_it(called, doyun, jiho, minseo):
    assert issues_for(doyun).filter(pk=called.pk).exists()
    issues.restrict(called, by=jiho)
    assert not issues_for(doyun).filter(pk=called.pk).exists()
    assert issues_for(jiho).filter(pk=called.pk).exists()


def test_a_confirmed_fact_needs_a_source_and_a_change_follows_the_fact_before(called, jiho, sora):
    with pytest.raises(NoSourceError):
        issues.add_fact(called, "두 번 나갔다", by=jiho, confidence="confirmed")
    first = issues.add_fact(called, "두 번 나갔다", by=jiho)
    assert called.clocks.get(kind="first_facts").met_at
    second = issues.change_fact(first, by=sora, confidence="confirmed", source="결제 기록")
    assert (second.follows, second.text) == (first, first.text)
    with pytest.raises(OvertakenFactError):
        issues.change_fact(first, by=jiho, confidence="false")
    assert Fact.objects.filter(issue=called).count() == 2


def test_a_decision_keeps_what_was_known_and_who_was_there(called, jiho):
    issues.take_seat(seat(called, "lead"), by=jiho)
    issues.add_fact(called, "두 번 나갔다", by=jiho, confidence="confirmed", source="결제 기록")
    issues.ask(called, "해지한 사람도?", by=jiho)
    made = issues.decide(
        called, "먼저 취소한다", by=jiho, question="기다릴까", reason="오늘이 결제일",
        options=["기다린다", "먼저 취소한다"], dissent="은호는 대조 뒤",
    )  # fmt: skip
    assert made.present == [["지호", "lead"]]
    assert made.facts == [["두 번 나갔다", "confirmed", "결제 기록"]]
    assert made.unknowns == ["해지한 사람도?"]
    with pytest.raises(NoReasonError):
        issues.decide(called, "x", by=jiho, question="y", reason=" ")


def test_an_unknown_ends_with_the_fact_that_answers_it(called, jiho):
    asked = issues.ask(called, "해지한 사람도?", by=jiho)
    fact = issues.answer_unknown(asked, "없다", by=jiho, confidence="likely")
    asked.refresh_from_db()
    assert (asked.fact, bool(asked.answered_at)) == (fact, True)


def test_knowing_the_fault_starts_the_clocks_of_the_apology_once(called, jiho):
    issues.know_fault(called, by=jiho)
    issues.know_fault(called, by=jiho)
    rows = dict(called.clocks.values_list("kind", "due_at"))
    hours = (rows["apology"] - called.fault_known_at).total_seconds() / 3600
    assert hours == 24
    assert {"fixed", "compensation"} <= set(rows)
    assert called.clocks.filter(kind="apology").count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_lead_at_once_one_leads_and_one_is_told(hanbit, jiho, sora, minseo):
    issue = issues.raise_issue(hanbit.organisation, "동시에", by=minseo)

    def take(member):
        try:
            issues.give_seat(issue, "lead", member, by=member)
        except LeadTakenError as refusal:
            return str(refusal.words)
        finally:
            connection.close()
        return "leads"

    with ThreadPoolExecutor(2) as two:
        told = sorted(two.map(take, [jiho, sora]))
    leader = seats_of(issue).get(part="lead").member
    assert "leads" in told
    assert any(leader.name in words for words in told)
