"""Alarms: one a burst, told by what came and not by what a clock or an archive makes of it."""

from datetime import timedelta

import pytest
from tests.listening.alarmed import NOW, burst, clock, past, speak

from hanjari.journal.models import Entry
from hanjari.listening import actions as listening
from hanjari.listening import alarming
from hanjari.listening.actions import standing
from hanjari.listening.alarming import watching
from hanjari.listening.models import Alarm, CallRule, Lookout, Message, Verdict
from hanjari.listening.queries import alarms as queries
from hanjari.listening.storytelling import story, sureness
from hanjari.people.models import Call, CallOut

MINUTE = timedelta(minutes=1)


@pytest.fixture
def refunds(jiho, square):
    return standing.create_query("환불", "환불", by=jiho)


def look(moment):
    with clock(moment):
        return alarming.watch()


@pytest.fixture
def alarm(refunds, square):
    past(square)
    burst(square)
    (raised,) = look(NOW + 9 * MINUTE)
    return raised


def test_a_burst_raises_one_alarm_that_says_what_is_usual_and_what_came(alarm, square):
    assert (alarm.usual_low, alarm.usual_high) == (2, 2)
    assert alarm.came == 40 + 1
    assert alarm.rule == Alarm.Rule.LEVEL
    assert alarm.author_count == 41
    assert (alarm.began_at, alarm.raised_at) == (NOW - 10 * MINUTE, NOW + 9 * MINUTE)
    assert "41" in story(alarm)
    assert sureness(alarm)[0] in {"거의 확실합니다", "Almost certain"}
    burst(square, NOW + 10 * MINUTE)
    assert look(NOW + 19 * MINUTE) == []
    alarm.refresh_from_db()
    assert alarm.message_count == 81
    assert alarm.peak > alarm.came


def test_nothing_out_of_the_usual_raises_nothing(refunds, square):
    past(square)
    for minutes in range(0, 60, 10):
        speak(square, [NOW + minutes * MINUTE])
        assert look(NOW + minutes * MINUTE) == []


def test_a_burst_ends_by_itself_and_the_next_day_there_may_be_another(alarm, square):
    for minutes in (30, 60, 90):
        look(NOW + minutes * MINUTE)
    alarm.refresh_from_db()
    assert alarm.ended_at == NOW + 90 * MINUTE
    assert Entry.objects.filter(event="alarm.ended", noun_id=alarm.pk).exists()
    for hours in range(2, 26):
        look(NOW + timedelta(hours=hours))
    burst(square, NOW + timedelta(hours=26))
    assert len(look(NOW + timedelta(hours=26, minutes=9))) == 1


def test_what_it_knows_outlives_the_worker_and_is_made_anew_when_lost(alarm):
    assert look(NOW + 10 * MINUTE) == []
    row = Lookout.objects.get()
    before = bytes(row.numbers)
    assert len(before) < 5_000
    row.numbers = b"torn"
    row.save()
    look(NOW + 11 * MINUTE)
    assert bytes(Lookout.objects.get().numbers) != b"torn"


def test_posts_dated_tomorrow_count_when_they_come_and_hide_nothing_tomorrow(refunds, square):
    past(square)
    tomorrow = NOW + timedelta(days=1)
    burst(square, tomorrow, many=4, arrived_at=NOW)
    assert look(NOW + 5 * MINUTE) == []
    for hours in range(1, 24, 4):
        assert look(NOW + timedelta(hours=hours)) == []
    assert look(tomorrow + 9 * MINUTE) == []
    burst(square, tomorrow + 10 * MINUTE)
    assert len(look(tomorrow + 19 * MINUTE)) == 1


def test_an_archive_that_is_read_in_raises_nothing(refunds, square):
    past(square)
    look(NOW)
    burst(square, NOW - timedelta(days=2), many=200, arrived_at=NOW + MINUTE)
    assert look(NOW + 3 * MINUTE) == []


@pytest.mark.parametrize("jump", [timedelta(minutes=-40), timedelta(days=-3), timedelta(days=900)])
def test_a_clock_that_jumps_and_comes_back_neither_raises_nor_blinds(refunds, square, jump):
    past(square)
    assert look(NOW) == []
    assert look(NOW + jump) == []
    assert look(NOW + 5 * MINUTE) == []
    burst(square, NOW + 5 * MINUTE)
    assert len(look(NOW + 14 * MINUTE)) == 1


def test_a_short_past_is_told_by_chance_alone(refunds, square):
    past(square, days=0.25, every=30)
    look(NOW)
    burst(square, many=20)
    assert look(NOW + 9 * MINUTE) == []  # one quarter of an hour may be chance
    burst(square, NOW + 16 * MINUTE, many=20)
    (alarm,) = look(NOW + 25 * MINUTE)
    assert alarm.rule == Alarm.Rule.FEW


def test_a_query_that_is_off_raises_nothing(refunds, square, jiho):
    past(square)
    standing.switch_query(refunds, is_on=False, by=jiho)
    burst(square)
    assert look(NOW + 9 * MINUTE) == []


@pytest.mark.parametrize("fields", [{"is_ours": True}, {"intent": "spam"}])
def test_what_we_said_ourselves_and_spam_raise_nothing(refunds, square, fields):
    past(square)
    burst(square)
    Message.objects.filter(posted_at__gte=NOW).update(**fields)
    assert look(NOW + 9 * MINUTE) == []


def test_a_burst_of_displeasure_begins_with_the_first_displeased_message(refunds, square):
    past(square)
    Message.objects.update(sentiment=0)
    burst(square)
    Message.objects.filter(posted_at__gte=NOW).update(sentiment=-1)
    key = (refunds.pk, square.kind, "negative")
    assert watching._first_of(key, NOW - 30 * MINUTE, NOW + 9 * MINUTE) == NOW
    assert watching._first_of((*key[:2], ""), NOW - 30 * MINUTE, NOW + 9 * MINUTE) < NOW


def test_the_words_that_rose_are_named(refunds, square):
    past(square)
    burst(square, text="환불 정수기 폭발 사고")
    (alarm,) = look(NOW + 9 * MINUTE)
    assert {"정수기", "폭발", "사고"} <= {word for word, *_ in alarm.words}
    assert "환불" not in {word for word, *_ in alarm.words}


def test_who_may_say_what_to_listen_for_is_called_once(alarm, jiho, yuna, minseo):
    call = Call.objects.get()
    first = set(CallOut.objects.filter(ring=0).values_list("member__name", flat=True))
    assert {"지호", "유나"} <= first
    assert "민서" not in first
    assert call.url.endswith(f"/{alarm.pk}/")
    look(NOW + 10 * MINUTE)
    assert Call.objects.count() == 1


def test_a_rule_says_who_is_called(refunds, square, minseo, jiho):
    rule = listening.change_call_rule(
        refunds, members=[minseo], roles=[], is_urgent=True, minutes=7, by=jiho
    )
    assert CallRule.objects.get() == rule
    past(square)
    burst(square)
    look(NOW + 9 * MINUTE)
    assert set(CallOut.objects.filter(ring=0).values_list("member", flat=True)) == {minseo.pk}
    later = CallOut.objects.filter(ring=1).first()
    assert later.not_before - Call.objects.get().made_at == timedelta(minutes=7)


def test_a_verdict_stops_the_calls_and_saying_it_twice_changes_nothing(alarm, minseo):
    listening.confirm_alarm(alarm, by=minseo)
    listening.confirm_alarm(alarm, by=minseo)
    assert Verdict.objects.count() == 1
    assert Call.objects.get().called_off_at is not None
    assert Entry.objects.filter(event="alarm.confirmed", by=minseo).count() == 1


def test_what_was_dismissed_last_time_is_said_next_time(alarm, square, minseo):
    listening.dismiss_alarm(alarm, "정기 점검 안내에 대한 문의", by=minseo)
    assert queries.open_alarms(minseo) == []
    for hours in range(1, 27):
        look(NOW + timedelta(hours=hours))
    burst(square, NOW + timedelta(hours=28))
    (second,) = look(NOW + timedelta(hours=28, minutes=9))
    said = queries.dismissed_before(second)
    assert (said.reason, said.by) == ("정기 점검 안내에 대한 문의", minseo)
    listening.confirm_alarm(alarm, by=minseo)
    assert queries.dismissed_before(second) is None


def test_a_candidate_is_opened_once_and_confirms(alarm, minseo, jiho):
    first = listening.open_candidate(alarm, "환불 지연", by=minseo)
    assert listening.open_candidate(alarm, "다른 제목", by=jiho) == first
    assert alarm.verdicts.get().word == Verdict.Word.CONFIRMED


def test_behind_it_are_the_first_messages_and_the_people(alarm, minseo, taeyang):
    with clock(NOW + 9 * MINUTE):
        assert len(queries.first_said(alarm)) == queries.FIRST
        assert len(queries.speakers(alarm)) == queries.MOST_PEOPLE
        _start, counts = queries.course(alarm)
    assert max(counts) >= 40
    assert queries.alarms_for(minseo).count() == 1
    assert queries.alarms_for(taeyang).count() == 0
