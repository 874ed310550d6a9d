"""Counting: what a dashboard tells is what a naive count over the messages tells."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.listening.spoken import said

from hanjari.channels.models import Account
from hanjari.kit import clock
from hanjari.listening import actions as listening
from hanjari.listening.actions.recounting import PIECE
from hanjari.listening.models import (
    Hit,
    HourCount,
    Message,
    QueryCount,
    Recount,
    StandingQuery,
    Tombstone,
)
from hanjari.listening.models.counting import mood_of
from hanjari.listening.queries import counting
from hanjari.listening.queries.periods import HOUR, Period
from hanjari.listening.queries.voices import voices

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 20, 3, 20, tzinfo=UTC)
TEXTS = [
    "정수기에서 물이 새요. 환불해 주세요!", "기사님이 친절하셔서 정말 좋았어요. 감사합니다!", "필터는 몇 달마다 가나요?",
    "Where can I find the manual?", "옥색 정수기 샀다", "ㅋㅋ",
]  # fmt: skip
SPOKEN = st.lists(
    st.tuples(
        st.integers(0, 24 * 60 * 16), st.sampled_from(TEXTS), st.booleans(), st.integers(0, 1)
    ),
    max_size=30,
)
ROWS = settings(
    max_examples=12,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
    ],  # a busy machine
)


def speak(places, spoken) -> None:
    """So many minutes ago, a text, perhaps our own, at one of the places."""
    for number, (minutes, text, is_ours, place) in enumerate(spoken):
        account = places[place]
        told = said(
            account, f"m{number}", text, posted_at=NOW - timedelta(minutes=minutes), is_ours=is_ours
        )
        listening.keep(account, [told])


def forget() -> None:
    Message.objects.all().delete()
    Tombstone.objects.all().delete()  # else what one example erased would not come in the next
    HourCount.objects.all().delete()
    QueryCount.objects.all().delete()


def counted() -> dict:
    rows = HourCount.objects.exclude(message_count=0)
    names = ("account", "hour", "intent", "language", "mood", "is_ours")
    return {row[:-1]: row[-1] for row in rows.values_list(*names, "message_count")}


def query(company, name: str, side: str, *messages: Message) -> StandingQuery:
    """A standing query that has found these."""
    made = StandingQuery.objects.create(
        organisation=company.organisation, name=name, expression=name, side=side
    )
    Hit.objects.bulk_create(Hit(query=made, message=one) for one in messages)
    listening.recount_query(made, NOW - timedelta(days=60), NOW + HOUR)
    return made


@ROWS
@given(SPOKEN, st.sampled_from([1, 2, 7, 28]))
def test_numbers_are_those_of_a_naive_count(hanbit, square, market, minseo, spoken, days):
    forget()
    speak([square, market], spoken)
    period = Period.last(days, SEOUL, NOW)
    counts = counting.counts_for(minseo)
    course = counting.course(counts, period)
    rows = [
        row for row in Message.objects.all() if not row.is_ours and row.posted_at >= period.begins
    ]
    hours = Counter(
        (row.posted_at.astimezone(SEOUL).weekday(), row.posted_at.astimezone(SEOUL).hour)
        for row in rows
    )
    assert sum(course.counts) == len(rows)
    assert counting.sums(course) == {
        mood: sum(mood_of(row.sentiment) == mood for row in rows) for mood in counting.MOODS
    }
    assert {
        (day, hour): course.week[day][hour]
        for day in range(7)
        for hour in range(24)
        if course.week[day][hour]
    } == hours
    totals = counting.totals(counts, period, "account", "intent", "language")
    for column, value in (
        ("intent", "intent"),
        ("language", "language"),
        ("account", "account_id"),
    ):
        told = {one.name: one.count for one in totals[column] if one.count}
        assert told == Counter(str(getattr(row, value)) for row in rows)
    earlier = [
        row
        for row in Message.objects.filter(is_ours=False)
        if period.before.begins <= row.posted_at < period.before.ends
    ]
    was_listening = any(
        not row.is_ours and row.posted_at < period.before.begins for row in Message.objects.all()
    )
    assert was_listening == (course.before is not None)
    assert sum(course.before or ()) == (len(earlier) if was_listening else 0)
    days_told = Counter(period.place(row.posted_at) for row in rows)
    assert course.counts == [days_told[n] for n in range(len(period.steps))]


@ROWS
@given(SPOKEN, st.data())
def test_counters_made_anew_are_those_that_ingest_wrote(square, market, minseo, spoken, data):
    forget()
    speak([square, market], spoken)
    theirs = list(Message.objects.filter(is_ours=False))
    if theirs:
        listening.judge(data.draw(st.sampled_from(theirs)), "sentiment", -1, by=minseo)
        listening.erase_message(data.draw(st.sampled_from(theirs)), reason="asked", by=minseo)
    told = counted()
    for place in (square, market):
        listening.recount(place.pk, NOW - timedelta(days=17), NOW + HOUR)
    assert counted() == told
    HourCount.objects.update(message_count=7)
    Message.objects.filter(erased_at__isnull=False).delete()
    for place in (square, market):
        listening.recount(place.pk, NOW - timedelta(days=17), NOW + HOUR)
    assert sum(counted().values()) == Message.objects.count()


def test_counters_from_before_moods_are_made_anew_a_piece_at_a_time(square):
    for days in (0, 1, 3):
        listening.keep(
            square,
            [
                said(
                    square,
                    f"d{days}",
                    "정말 좋아요. 감사합니다!",
                    posted_at=NOW - timedelta(days=days),
                )
            ],
        )
    told = counted()
    HourCount.objects.update(mood="")
    listening.ask_for_recount([square])
    pieces = 0
    while listening.recount_due():
        pieces += 1
    assert counted() == told
    assert pieces == -(-timedelta(days=3, hours=1) // PIECE)
    assert not Recount.objects.exists()


def test_a_recount_asked_for_twice_is_one(square):
    listening.keep(square, [said(square, "1", "좋아요")])
    listening.ask_for_recount([square])
    listening.ask_for_recount([square])
    assert Recount.objects.count() == 1


def test_what_was_erased_stays_counted_where_it_was(square, minseo):
    listening.keep(square, [said(square, "1", "정말 좋아요. 감사합니다!", posted_at=NOW)])
    told = counted()
    listening.erase_message(Message.objects.get(), reason="asked", by=minseo)
    listening.recount(square.pk, NOW - HOUR, NOW + HOUR)
    assert counted() == told


def test_a_message_that_names_two_counts_for_both(hanbit, square, minseo):
    names = ("한빛이 나아요", "한빛과 나래 둘 다", "나래가 나아요", "나래 좋아요")
    listening.keep(square, [said(square, text, text, posted_at=NOW) for text in names])
    of = {row.text: row for row in Message.objects.all()}
    query(hanbit, "한빛", "ours", of[names[0]], of[names[1]])
    query(hanbit, "나래", "rival", of[names[1]], of[names[2]], of[names[3]])
    query(hanbit, "필터", "topic", of[names[0]])
    loud, quiet = voices(minseo, Period.last(7, SEOUL, NOW))
    assert (loud.query.name, loud.count, loud.of) == ("나래", 3, 5)
    assert (quiet.query.name, quiet.share, quiet.share_before) == ("한빛", 0.4, None)
    low, high = quiet.interval
    assert low < quiet.share < high
    assert sum(loud.steps) == 3


def test_a_query_switched_off_has_no_voice(hanbit, square, minseo):
    listening.keep(square, [said(square, "1", "나래", posted_at=NOW)])
    query(hanbit, "나래", "rival", Message.objects.get())
    StandingQuery.objects.update(is_on=False)
    assert voices(minseo, Period.last(7, SEOUL, NOW)) == []


def test_a_query_counts_what_it_found(hanbit, square, minseo):
    listening.keep(square, [said(square, n, "한빛", posted_at=NOW) for n in "123"])
    found = query(hanbit, "한빛", "ours", *Message.objects.all()[:2])
    course = counting.course(counting.counts_for(minseo, found), Period.last(7, SEOUL, NOW))
    assert sum(course.counts) == 2


def test_another_companys_messages_are_not_counted(square, taeyang):
    listening.keep(square, [said(square, "1", "한빛", posted_at=NOW)])
    assert not counting.begun(counting.counts_for(taeyang))


def test_who_reads_only_a_department_sees_its_numbers_alone(hanbit, square, market, minseo):
    care = hanbit.departments["고객응대"]
    Account.objects.filter(pk=square.pk).update(department=care)
    for place in (square, market):
        listening.keep(place, [said(place, "1", "물이 새요", posted_at=NOW)])
    minseo.role.permissions = ["conversation.read_department"]
    course = counting.course(counting.counts_for(minseo), Period.last(7, SEOUL, NOW))
    assert sum(course.counts) == 1
    minseo.role.permissions = []
    assert not counting.begun(counting.counts_for(minseo))


def test_a_long_period_is_summed_by_the_store(square, minseo, django_assert_num_queries):
    listening.keep(square, [said(square, "1", "한빛", posted_at=NOW)])
    counts = counting.counts_for(minseo)
    with django_assert_num_queries(2):
        counting.course(counts, Period.last(90, SEOUL, NOW))
    with django_assert_num_queries(1):
        counting.totals(counts, Period.last(90, SEOUL, NOW), "intent", "language", "account")


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 20)])
def test_midnight_in_seoul_parts_the_days(square, minseo, day):
    begins = datetime(day.year, day.month, day.day, tzinfo=SEOUL)
    for number, at in enumerate([begins - timedelta(seconds=1), begins, begins + 23 * HOUR]):
        listening.keep(square, [said(square, str(number), "한빛", posted_at=at)])
    with clock.at(NOW + timedelta(days=2)):
        period = Period(day, day, SEOUL, clock.now())
        assert sum(counting.course(counting.counts_for(minseo), period).counts) == 2
