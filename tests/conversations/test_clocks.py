"""Care clocks: what is aimed for, in which time, and who is told."""

from datetime import date, time, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from tests.conversations.conftest import START, after

from hanjari.conversations import actions as conversations
from hanjari.conversations import clocks, queries
from hanjari.conversations.actions import clocks as clock_acts
from hanjari.conversations.models import Clock, Target
from hanjari.journal.models import Entry
from hanjari.kit import business_time
from hanjari.kit.business_time import Hours

WEEK = Hours("Asia/Seoul", tuple((day, time(9), time(18)) for day in range(5)))
_starts = st.integers(0, 60 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
_lengths = st.integers(1, 60 * 24 * 10)


@given(_starts, _lengths, st.sampled_from([None, WEEK]))
def test_a_clock_begins_then_is_soon_then_late(start, minutes, hours):
    span = clocks.span(start, minutes, hours)
    assert start <= span.soon_at <= span.due_at
    assert span.phase(span.due_at) == "late"
    assert span.phase(start) in {"calm", "soon"}


@given(_starts, _lengths)
def test_business_time_runs_only_while_the_desk_is_open(start, minutes):
    span = clocks.span(start, minutes, WEEK)
    assert business_time.between(start, span.due_at, WEEK) == timedelta(minutes=minutes)
    assert clocks.span(start, minutes, None).due_at <= span.due_at


@given(_starts, _lengths, st.integers(1, 600))
def test_more_time_is_never_due_earlier(start, minutes, more):
    assert (
        clocks.span(start, minutes, WEEK).due_at < clocks.span(start, minutes + more, WEEK).due_at
    )


def test_a_company_that_is_never_open_gets_clock_time():
    assert clocks.span(START, 60, Hours("Asia/Seoul", ())).due_at == after(60)


def test_a_mail_on_the_eve_of_a_holiday_waits_for_the_next_open_day(say, targets):
    eve = START.replace(year=2026, month=12, day=24, hour=8, minute=30)  # 17:30 in Seoul
    row = say("q", posted_at=eve)
    clock = Clock.objects.get(conversation=row, aim="first_human")
    assert clock.due_at == eve.replace(
        day=28, hour=8, minute=30
    )  # Friday is Christmas, then a weekend
    assert date(2026, 12, 25) in business_time.public_holidays("KR", 2026)


def test_the_most_specific_target_wins():
    def target(**fields):
        return Target(**{"first_human": 1, **fields})

    ladder = [
        target(),
        target(kind="mail"),
        target(intent="praise"),
        target(intent="praise", kind="mail"),
        target(urgency=4),
        target(urgency=4, intent="praise"),
    ]
    for place in range(1, len(ladder) + 1):
        for known in (ladder[:place], ladder[:place][::-1]):
            assert clocks.fitting(known, "mail", "praise", 4) is ladder[place - 1]
    assert clocks.fitting(ladder[1:], "form", "chat", 1) is None


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [({"urgency": 4}, 5), ({"urgency": 3}, 15), ({"urgency": 4, "intent": "praise"}, 5)],
)
def test_danger_is_answered_within_minutes_by_night_too(say, targets, fields, minutes):
    night = START + timedelta(hours=15)
    row = say("q", posted_at=night, **fields)
    assert row.next_due_at == night + timedelta(minutes=minutes)
    assert row.next_due_kind in {"first_human", "first_substantive"}


def test_spam_starts_no_clock(say, targets):
    assert not say("q", posted_at=after(0), intent="spam").clocks.exists()


def test_more_urgent_words_tighten_running_clocks_and_never_loosen_them(say, targets):
    say("q", posted_at=after(0))
    row = say("r", "q", posted_at=after(10), urgency=3)
    due = row.clocks.get(aim="first_human").due_at
    assert due == after(15)
    row = say("s", "q", posted_at=after(11), urgency=1)
    assert row.clocks.get(aim="first_human").due_at == due
    assert row.clocks.filter(aim="first_human").count() == 1


def test_a_clock_is_announced_soon_and_late_once_each(say, targets, minseo, jiho, hanbit):
    row = say("q", posted_at=after(0), urgency=3)
    conversations.assign(row, minseo, by=jiho)
    told = Entry.objects.filter(event__startswith="clock.")
    with time_machine.travel(after(10), tick=False):
        assert clock_acts.watch() == 0
    with time_machine.travel(after(12), tick=False):
        assert clock_acts.watch() == 2
        assert clock_acts.watch() == 0
        assert {
            entry.facts["tell"] == [minseo.pk] for entry in told.filter(event="clock.soon")
        } == {True}
        assert [line.id for line in queries.inbox(minseo, "at_risk").rows] == [row.pk]
    with time_machine.travel(after(16), tick=False):
        assert clock_acts.watch() == 2
        assert clock_acts.watch() == 0
        late = told.filter(event="clock.late").first()
        assert late.facts["tell"][0] == minseo.pk
        assert jiho.pk in late.facts["tell"]


def test_a_clock_of_nobody_is_told_to_the_leads_of_its_department(say, targets, hanbit, jiho):
    row = say("q", posted_at=after(0), urgency=3)
    conversations.assign_department(row, hanbit.departments["고객응대"], by=jiho)
    with time_machine.travel(after(12), tick=False):
        clock_acts.watch()
    entry = Entry.objects.filter(event="clock.soon").first()
    assert entry.facts["tell"] == [jiho.pk]


def test_targets_are_seeded_once_and_can_be_changed(hanbit, targets, jiho, say):
    before = Target.objects.count()
    conversations.seed_targets(hanbit.organisation)
    assert Target.objects.count() == before
    conversations.set_target(
        hanbit.organisation, by=jiho, kind="mail", intent="", urgency=0, first_human=7,
        first_substantive=None, next_reply=None, resolution=None, is_business_time=False,
    )  # fmt: skip
    assert say("q", posted_at=after(0)).next_due_at == after(7)
