"""Spikes: never looking ahead, one alarm a burst, any number of keys at once, nothing that comes in breaks it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.nab import PROFILES, raw_score, score, series_in
from hanjari.listening.spikes import ALARM, Watch, alarms, scores

DAY = 288


def quiet(days: int, rate: float = 3.0, seed: int = 7) -> np.ndarray:
    return np.random.default_rng(seed).poisson(rate, days * DAY).astype(float)


def test_a_burst_is_told_once_and_soon() -> None:
    counts = quiet(12)
    counts[8 * DAY : 8 * DAY + 30] += 40
    assert len(alarms(counts)) == 1
    assert 0 <= alarms(counts)[0] - 8 * DAY <= 1


def test_a_second_burst_the_next_day_is_told_again() -> None:
    counts = quiet(12)
    for day in (8, 10):
        counts[day * DAY : day * DAY + 12] += 40
    assert [place // DAY for place in alarms(counts)] == [8, 10]


def test_nothing_out_of_the_usual_is_no_alarm() -> None:
    assert sum(len(alarms(quiet(14, rate, seed=5))) for rate in (0.05, 0.5, 3, 40)) <= 1


def test_a_handful_is_never_an_alarm() -> None:
    counts = np.zeros(5 * DAY)
    counts[4 * DAY] = 7
    assert alarms(counts) == []
    counts[4 * DAY] = 30
    assert alarms(counts) == [4 * DAY]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=400), st.integers(1, 400))
def test_no_bin_is_scored_by_what_comes_after_it(counts, cut) -> None:
    counts = [*([2] * DAY), *counts]
    cut += DAY - 100
    assert np.array_equal(scores(counts[:cut]), scores(counts)[:cut])


def test_many_keys_at_once_say_what_each_would_say_alone() -> None:
    streams = np.stack([quiet(3, rate, seed) for seed, rate in enumerate((0.1, 2, 9, 80))])
    streams[1:, 2 * DAY + 50 : 2 * DAY + 60] *= 9
    watch = Watch(4)
    together = np.stack([watch.tick(came) for came in streams.T], axis=1)
    alone = np.stack([scores(stream) for stream in streams])
    assert np.allclose(together, alone, atol=1e-5)
    assert np.array_equal(together >= ALARM, alone >= ALARM)


def test_a_look_at_a_bin_half_over_teaches_nothing() -> None:
    watch, counts = Watch(1), quiet(2)
    said = []
    for came in counts:
        watch.peek([came // 2])
        said.append(watch.tick([came])[0])
    assert np.array_equal(said, scores(counts))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.floats() | st.integers(-5, 10**12), max_size=50), st.sampled_from([1, 5, 15, 60])
)
def test_whatever_comes_in_a_score_is_between_nought_and_one(counts, minutes) -> None:
    said = scores(counts, minutes)
    assert len(said) == len(counts)
    assert ((said >= 0) & (said <= 1)).all()


def test_bins_of_another_length_tell_the_same_burst() -> None:
    counts = quiet(12, 1.0)
    counts[8 * DAY : 8 * DAY + 36] += 20
    by_quarter = counts.reshape(-1, 3).sum(axis=1)
    assert [place // 3 for place in alarms(counts)] == alarms(by_quarter, minutes=15)


@pytest.fixture
def tweets(shared_data):
    if not (shared_data / "nab").exists():
        pytest.skip("needs the benchmark's series")
    return series_in(shared_data / "nab")


def test_the_scorer_gives_what_the_benchmark_published(tweets) -> None:
    published = {  # numenta at 0.542187690735, standard profile: score and false bins by the benchmark itself
        "AAPL": (1.26389791486, 6),
        "CRM": (0.723575559502, 0),
        "GOOG": (-0.260196174698, 10),
        "KO": (2.46249313699, 2),
        "UPS": (1.60907110405, 8),
    }
    for one in tweets:
        got, _, false = raw_score(one, one.published["numenta"] >= 0.542187690735)
        assert (got, false) == (
            pytest.approx(published[one.name][0], abs=1e-10),
            published[one.name][1],
        )


def test_tweets_about_companies_are_told_better_than_by_any_published_detector(tweets) -> None:
    said = [scores(one.counts) for one in tweets]
    fixed = {name: score(tweets, said, ALARM, name) for name in PROFILES}
    assert fixed["standard"] >= 83
    assert fixed["reward_low_FP_rate"] >= 73
    false = sum(raw_score(one, value >= ALARM)[2] for one, value in zip(tweets, said, strict=True))
    assert false / (sum(len(one.counts) - one.probation for one in tweets) / (7 * DAY)) <= 1
