"""A planted branching is found again, and two sides that do not excite each other are not said to."""

from datetime import UTC, datetime

import numpy as np
import pytest

from hanjari.listening.influence import exciting
from hanjari.listening.influence.drawing import drawn
from hanjari.listening.influence.hawkes import Excitation, excited, fitted

SPAN = 28 * 24.0
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
DAY = 1 + 0.7 * np.sin(2 * np.pi * (np.arange(24) - 9) / 24)
FOLLOWS = np.array([[0.2, 0.3], [0.0, 0.4]])
ALONE = np.array([[0.3, 0.0], [0.0, 0.5]])


def process(branching: np.ndarray) -> Excitation:
    background = np.array([0.5 * DAY, 1.0 * DAY])
    decay = np.array([[0.7, 0.3], [0.5, 1.0]])
    return Excitation(background, branching, decay, np.zeros((2, 2)), 0.0)


def events(branching: np.ndarray, seed: int) -> list[np.ndarray]:
    return drawn(process(branching), SPAN, np.random.default_rng(seed))


@pytest.mark.parametrize("decay", [0.02, 1.0, 12.0])
def test_sums_in_pieces_are_those_of_every_pair(decay):
    rng = np.random.default_rng(3)
    times, sources = np.sort(rng.random(200) * SPAN), np.sort(rng.random(150) * SPAN)
    gaps = times[:, None] - sources[None, :]
    weights = np.where(gaps > 0, np.exp(-decay * np.maximum(gaps, 0)), 0)
    sums, ages = excited(times, sources, decay)
    assert np.allclose(sums, weights.sum(axis=1))
    assert np.allclose(ages, (weights * np.maximum(gaps, 0)).sum(axis=1))


def test_a_planted_branching_is_found():
    found = np.array([fitted(events(FOLLOWS, seed), SPAN, 0.0).branching for seed in range(12)])
    assert np.abs(found.mean(axis=0) - FOLLOWS).max() < 0.12
    assert (found[:, 0, 1] > found[:, 1, 0]).all()


def test_two_sides_that_leave_each_other_alone_are_told_so():
    found = np.array([fitted(events(ALONE, seed), SPAN, 0.0).branching for seed in range(12)])
    assert found[:, 0, 1].mean() < 0.08
    assert found[:, 1, 0].mean() < 0.08


def test_what_is_told_holds_its_intervals_and_fits():
    every = [exciting.told(*events(FOLLOWS, seed), SPAN, SINCE) for seed in range(5)]
    assert all(one["lacks"] == "" for one in every)
    assert sum(one["low"][0][1] <= 0.3 <= one["high"][0][1] for one in every) >= 4
    assert abs(np.mean([one["branching"][0][1] for one in every]) - 0.3) < 0.06
    assert all(one["low"][0][1] > 0.02 for one in every)
    assert all(one["low"][1][0] <= 0.05 for one in every)


def test_too_few_events_are_said_to_be_too_few():
    news, social = events(FOLLOWS, 1)
    assert exciting.told(news[:299], social, SPAN, SINCE) == {"lacks": "events"}


def test_a_process_of_another_kind_is_said_not_to_fit():
    rng = np.random.default_rng(1)
    regular = np.arange(0.5, SPAN, 1.0)  # a clock: no event follows any other
    told = exciting.told(regular, np.sort(rng.random(500) * SPAN), SPAN, SINCE)
    assert told["lacks"] == "fit"
