"""Outages: hours that we did not hear are missing and not silent; counted as silence they make leads and hide leads."""

from datetime import timedelta

import numpy as np
import pytest
from tests.listening.test_news_and_social import (
    HOUR,
    NOW,
    as_yuna,
    page,
    paper,
    plant,
    topic,
)

from bench.influence import independent, planted
from hanjari.channels.models import Unheard as Row
from hanjari.kit import clock
from hanjari.listening import actions as listening
from hanjari.listening.influence import leading, predicting
from hanjari.listening.influence.looking import findings
from hanjari.listening.influence.outages import HOUR as WHOLE
from hanjari.listening.influence.outages import Outages, Unheard, outages

__all__ = ["as_yuna", "paper", "topic"]  # fixtures

SINCE = NOW.replace(minute=0) - 100 * HOUR
UNTIL = SINCE + 100 * HOUR


def down(series, *, lag: int, hours: int, times: int, as_what: float):
    """(news, social): social falls silent again and again, and news the same hours `lag` later."""
    news, social = (one.copy() for one in series)
    for begin in np.linspace(60, 560, times).astype(int):
        social[begin : begin + hours] = as_what
        news[begin + lag : begin + lag + hours] = as_what
    return news, social


@pytest.mark.parametrize(("as_what", "least", "most"), [(0, 6, 20), (np.nan, 0, 1)])
def test_outages_counted_as_silence_make_independent_series_move_together(as_what, least, most):
    found = [
        leading.lead(*down(independent(seed), lag=6, hours=8, times=8, as_what=as_what))
        for seed in range(30)
    ]
    assert least <= sum(one.is_there for one in found) <= most


@pytest.mark.parametrize(("as_what", "least", "most"), [(0, 0, 10), (np.nan, 18, 20)])
def test_outages_counted_as_silence_hide_a_true_lead(as_what, least, most):
    found = [
        leading.lead(*down(planted(seed, 30), lag=0, hours=20, times=5, as_what=as_what))
        for seed in range(20)
    ]
    right = sum(one.first == "social" and one.low <= 30 <= one.high for one in found)
    assert least <= right <= most


@pytest.mark.parametrize(("as_what", "least", "most"), [(0, 0.6, 1), (np.nan, 0, 0.2)])
def test_outages_counted_as_silence_make_social_predict_news(as_what, least, most):
    found = [
        predicting.prediction(
            *down(independent(seed), lag=5, hours=40, times=2, as_what=as_what)
        ).social_to_news
        for seed in range(20)
    ]
    assert least <= np.mean(np.array(found) < 0.05) <= most


def test_what_truly_predicts_still_does_beside_outages():
    found = [
        predicting.prediction(*down(planted(seed, 3), lag=5, hours=40, times=2, as_what=np.nan))
        for seed in range(10)
    ]
    assert all(one.social_to_news < 0.01 for one in found)


def test_too_many_outages_are_said_to_be_too_many():
    series = down(planted(1, 3), lag=0, hours=15, times=14, as_what=np.nan)
    assert predicting.lacking(*series) == "gaps"


def unheard(place: int, begin: float, end: float, why: str = "failed") -> Unheard:
    return Unheard(place, SINCE + begin * WHOLE, SINCE + end * WHOLE, why)


def test_an_hour_misses_where_half_of_it_was_not_heard():
    spoken = [(1, True)] * 9 + [(2, False)] * 5
    found = outages(spoken, [unheard(1, 3.6, 6.5), unheard(2, -5, 1, "idle")], SINCE, UNTIL)
    assert found.news == {4: "failed", 5: "failed", 6: "failed"}
    assert found.social == {0: "idle"}
    assert found.told == {"news": 3, "social": 1, "hours": 4, "why": {"failed": 3, "idle": 1}}


def test_a_place_that_brings_little_makes_no_hour_miss_but_several_together_do():
    spoken = [(1, True)] * 88 + [(2, True)] * 6 + [(3, True)] * 6
    both = [unheard(2, 10, 14), unheard(3, 12, 20)]
    assert outages(spoken, both, SINCE, UNTIL).news == {12: "failed", 13: "failed"}


def test_what_lies_outside_the_time_or_nobody_needs_is_no_outage():
    assert outages([], [unheard(1, 0, 9)], SINCE, UNTIL) == Outages({}, {})
    assert outages([(1, True)], [unheard(1, 200, 300)], SINCE, UNTIL) == Outages({}, {})
    assert len(outages([(1, True)], [unheard(1, -50, 300)], SINCE, UNTIL).news) == 100


def test_findings_keep_the_counts_and_say_what_was_left_out():
    told = findings([], SINCE, UNTIL, Outages({3: "failed"}, {3: "failed", 4: "idle"}))
    assert told["left_out"] == {
        "news": 1, "social": 2, "hours": 2, "why": {"failed": 1, "idle": 1},
    }  # fmt: skip
    assert told["news"] == [0] * 100


def test_the_page_says_in_words_what_was_left_out(paper, square, topic, as_yuna):
    with clock.at(NOW):
        plant(paper, square, topic)
        begin = NOW.replace(minute=0) - 50 * HOUR
        Row.objects.create(account=square, since=begin, until=begin + 6 * HOUR, why=Row.Why.FAILED)
        Row.objects.create(
            account=paper,
            since=begin + 5 * HOUR,
            until=begin + timedelta(hours=9),
            why=Row.Why.IDLE,
        )
        listening.compare(topic)
        shown = page(as_yuna, topic)
    assert "듣지 못해 9시간을 셈에서 뺐습니다" in shown
    assert "닿지 못한 5시간, 작업자가 돌지 않았거나 채널을 멈춰 둔 4시간." in " ".join(
        shown.split()
    )
    assert "뉴스 4시간, 커뮤니티 6시간" in shown
