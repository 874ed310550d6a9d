"""Planted leads are found with honest intervals, and independent series do not look alike."""

import numpy as np
import pytest

from bench.influence import bursts, independent, planted
from hanjari.listening.influence import leading, predicting
from hanjari.listening.influence.chances import f_tail, holm, kolmogorov_tail, two_sided


@pytest.mark.parametrize(
    ("share", "above", "below", "value"),
    [  # upper points of F, as tables print them (NIST e-Handbook 1.3.6.7.3)
        (0.05, 1, 10, 4.965),
        (0.05, 5, 20, 2.711),
        (0.05, 10, 100, 1.927),
        (0.01, 3, 30, 4.510),
        (0.01, 1, 1, 4052.18),
        (0.10, 4, 60, 2.041),
    ],
)
def test_the_tail_of_f_is_that_of_the_tables(share, above, below, value):
    assert f_tail(value, above, below) == pytest.approx(share, rel=2e-3)


def test_the_tail_of_f_keeps_its_bounds():
    assert f_tail(0, 3, 7) == 1
    assert f_tail(float("inf"), 3, 7) == 0
    assert f_tail(1.0, 9, 9) == pytest.approx(0.5, abs=1e-12)
    assert 0 < f_tail(60.0, 24, 600) < 1e-100


def test_kolmogorovs_tail_is_that_of_the_table():
    assert kolmogorov_tail(1.358 / 100, 10_000) == pytest.approx(0.05, abs=1e-3)
    assert kolmogorov_tail(1.628 / 100, 10_000) == pytest.approx(0.01, abs=1e-3)
    assert kolmogorov_tail(0.5 / 100, 10_000) == pytest.approx(0.9639, abs=2e-3)
    assert kolmogorov_tail(0.001, 100) == 1


def test_holm_is_no_milder_than_each_alone_and_keeps_their_order():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []
    assert two_sided(0.05) == pytest.approx(1.959964, abs=1e-6)


@pytest.mark.parametrize("lag", [-30, -5, 0, 1, 5, 40])
def test_a_planted_lag_is_found_and_lies_in_its_interval(lag):
    found = [leading.lead(*planted(seed, lag)) for seed in range(20)]
    assert sum(one.is_there for one in found) >= 19
    assert sum(one.low <= lag <= one.high for one in found) >= 18
    assert sum(abs(one.lag - lag) <= 1 for one in found) >= 18
    right = {True: "social", False: "news"}[lag > 0] if lag else "together"
    wrong = {"social": "news", "news": "social", "together": "none"}[right]
    assert sum(one.first == wrong for one in found) == 0
    assert sum(one.first == right for one in found) >= (16 if abs(lag) > 1 else 10)


def test_independent_series_do_not_look_alike():
    found = [leading.lead(*independent(seed)) for seed in range(100)]
    assert (
        sum(one.is_there for one in found) <= 12
    )  # 5 % wanted; 12 of 100 comes by chance once in 400
    assert sum(one.first in {"social", "news"} for one in found) <= 5


def test_one_week_is_enough_for_a_strong_lead_and_invents_none():
    found = [leading.lead(*planted(seed, 5, weeks=1)) for seed in range(20)]
    assert sum(one.first == "social" for one in found) >= 4  # the others say that it does not tell
    assert sum(one.first == "news" for one in found) <= 1
    none = [leading.lead(*independent(seed, weeks=1)) for seed in range(100)]
    assert sum(one.first in {"social", "news"} for one in none) <= 6


def test_missing_hours_are_no_silence():
    news, social = planted(1, 5)
    news[100:160] = np.nan
    social[300:330] = np.nan
    found = leading.lead(news, social)
    assert found.first == "social"
    assert found.low <= 5 <= found.high


def test_too_little_is_said_to_be_too_little():
    news, social = planted(1, 5)
    assert leading.lacking(news, social) == ""
    assert leading.lacking(news[:167], social[:167]) == "hours"
    assert leading.lacking(np.where(np.arange(len(news)) < 300, np.nan, news), social) == "gaps"
    assert leading.lacking(np.zeros(400), np.ones(400)) == "events"
    assert predicting.lacking(news[:335], social[:335]) == "hours"
    assert predicting.lacking(np.zeros(400), np.zeros(400)) == "active"
    assert predicting.lacking(np.full(400, np.nan), np.ones(400)) == "gaps"
    assert predicting.lacking(news, social) == ""


def test_a_series_without_any_course_says_nothing():
    flat = np.ones(400)
    assert leading.lead(flat, flat).first == ""


def test_what_came_before_predicts_and_not_the_other_way():
    found = [predicting.prediction(*planted(seed, 3)) for seed in range(20)]
    assert sum(one.social_to_news < 0.01 for one in found) >= 19


def test_independent_series_predict_nothing():
    found = [predicting.prediction(*independent(seed)) for seed in range(100)]
    chances = np.array([[one.social_to_news, one.news_to_social] for one in found])
    assert (chances < 0.05).mean() <= 0.1


def test_two_random_walks_do_not_predict_each_other():
    chances, unit_roots = [], 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        walks = np.cumsum(rng.normal(size=(2, 700)), axis=1)
        unit_roots += predicting.has_unit_root(walks[0])
        order = predicting._order(*walks)
        chances.append(predicting._chance(walks[0], walks[1], order, 1))
    assert unit_roots >= 52  # 57 wanted; fewer than 52 come by chance once in 350
    assert np.mean(np.array(chances) < 0.05) <= 0.15


def test_a_steady_series_has_no_unit_root():
    rng = np.random.default_rng(5)
    assert not any(predicting.has_unit_root(bursts(rng, 672)) for _ in range(20))
