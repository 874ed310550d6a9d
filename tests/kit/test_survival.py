"""Waiting times: those who were never answered stay in the figure."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanjari.kit.survival import counted, curve

TIMES = [5, 12, 20, 45, 60, 90, 180, 300, 1440, 4320]
ENDED = [1, 1, 1, 0, 1, 1, 0, 1, 0, 0]


def test_the_care_domains_vector():
    found = curve(TIMES, ENDED)
    assert found.share == pytest.approx([0.9, 0.8, 0.7, 0.5833, 0.4667, 0.3111], abs=5e-5)
    assert found.median == 90
    assert median([t for t, e in zip(TIMES, ENDED, strict=True) if e]) == 40  # the usual lie
    assert found.count == 10


def test_a_median_that_is_not_reached_is_none():
    assert curve([5, 10, 10, 10], [1, 0, 0, 0]).median is None


def test_nobody_yet_has_no_figures():
    found = curve([], [])
    assert found.median is None
    assert found.at(60) == 1.0


def test_the_interval_holds_the_estimate_and_ends_where_all_are_answered():
    found = curve([1, 2, 3, 4], [1, 1, 1, 1])
    assert all(
        low <= share <= high
        for low, share, high in zip(found.low, found.share, found.high, strict=True)
    )
    assert found.share[-1] == 0


waits = st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=60)


@given(waits)
def test_the_share_who_wait_only_falls(people):
    found = curve([t for t, _ in people], [e for _, e in people])
    assert list(found.share) == sorted(found.share, reverse=True)
    assert all(-1e-9 <= share <= 1 for share in found.share)


@given(waits)
def test_counting_by_hand_gives_the_same(people):
    times, ended = [t for t, _ in people], [e for _, e in people]
    share, expected = 1.0, []
    for level in sorted({t for t, e in people if e}):
        risk = sum(t >= level for t in times)
        deaths = sum(t == level and e for t, e in people)
        share *= 1 - deaths / risk
        expected.append(share)
    assert curve(times, ended).share == pytest.approx(expected)


@given(waits)
def test_counts_by_level_give_what_single_people_give(people):
    answered = [sum(t == level and e for t, e in people) for level in range(51)]
    left = [sum(t == level and not e for t, e in people) for level in range(51)]
    assert counted(range(51), answered, left).share == pytest.approx(
        curve([t for t, _ in people], [e for _, e in people]).share
    )
