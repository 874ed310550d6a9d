"""Lanes: errands take turns, wake at changes, fail alone, and stop."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.db import OperationalError

from hanjari.config.lanes import BREATH, ROOM_AGAIN, Lane, Turn, _stumble, in_plain_words
from hanjari.kit import disk
from hanjari.kit.errands import EAGER, Round, rounds, stopping


def wait_until(is_so, seconds=5):
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.005)


@contextmanager
def going(*rounds):
    lane = Lane("desk", rounds)
    lane.start()
    try:
        yield lane
    finally:
        stopping.set()
        lane.ring()
        lane.thread.join(2)
        stopping.clear()


def counting(outcome=False, every=60.0, name="count"):
    calls = []

    def errand():
        calls.append(time.monotonic())
        return outcome(len(calls)) if callable(outcome) else outcome

    return Round(name, errand, every, "desk"), calls


@pytest.fixture(autouse=True)
def _no_database(monkeypatch):
    """Threads of these tests touch no database."""
    monkeypatch.setattr("hanjari.config.lanes.connection.close", lambda: None)


def test_an_errand_is_asked_again_after_its_time():
    one, calls = counting(every=0.02)
    with going(one):
        wait_until(lambda: len(calls) >= 3)
    assert calls[1] - calls[0] >= 0.02


def test_an_errand_with_more_to_do_is_asked_at_once():
    one, calls = counting(lambda turn: turn < 50)
    with going(one):
        wait_until(lambda: len(calls) == 50)
    assert calls[-1] - calls[0] < 1


def test_a_busy_errand_does_not_starve_its_neighbours():
    busy, _ = counting(outcome=True, name="busy")
    other, calls = counting(every=0.01, name="other")
    with going(busy, other):
        wait_until(lambda: len(calls) >= 5)


def test_a_lane_that_can_wait_gives_way_while_the_first_one_is_busy_but_not_for_ever(monkeypatch):
    monkeypatch.setattr("hanjari.config.lanes.LONGEST_WAY", 0.3)
    is_over = threading.Event()
    busy, turns = counting(lambda _turn: not is_over.is_set() and not time.sleep(0.01), every=60)
    patient, calls = counting(every=0.01, name="patient")
    with going(busy) as first:
        wait_until(lambda: first.is_busy)
        later = Lane("meaning", [patient], first)
        later.start()
        wait_until(lambda: len(calls) >= 4)
        assert calls[3] - calls[2] > 0.25, "each turn waits for the first lane, up to the limit"
        is_over.set()
        wait_until(lambda: not first.is_busy)
        seen = len(calls)
        wait_until(lambda: len(calls) >= seen + 5)
        assert calls[-1] - calls[-3] < 0.25
    later.ring()
    later.thread.join(2)
    assert turns


def test_a_change_does_not_wake_what_is_a_matter_of_time():
    one, calls = counting(every=EAGER + 1)
    with going(one) as lane:
        wait_until(lambda: calls)
        lane.ring()
        time.sleep(0.1)
    assert len(calls) == 1


def test_a_change_wakes_an_errand_at_once():
    one, calls = counting(every=EAGER)
    with going(one) as lane:
        wait_until(lambda: calls)
        rung = time.monotonic()
        lane.ring()
        wait_until(lambda: len(calls) == 2)
    assert calls[1] - rung < 0.1


def test_a_change_during_a_turn_is_not_missed():
    begun, go_on = threading.Event(), threading.Event()
    calls = []

    def errand():
        calls.append(1)
        begun.set()
        go_on.wait(5)
        return False

    with going(Round("slow", errand, EAGER, "desk")) as lane:
        assert begun.wait(5)
        lane.ring()
        go_on.set()
        wait_until(lambda: len(calls) == 2)


def test_a_failing_errand_is_backed_off_and_stops_nobody():
    fails = []

    def failing():
        fails.append(time.monotonic())
        raise ValueError("stumbled")

    other, calls = counting(every=0.02)
    with going(Round("failing", failing, 0.01, "desk"), other) as lane:
        wait_until(lambda: len(calls) >= 20)
        assert lane.failing() == {"failing": "ValueError: stumbled"}
        lane.ring()
        time.sleep(0.1)
    assert len(fails) <= 2


def test_an_errand_recovers_from_a_sick_database():
    calls = []

    def errand():
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("database is locked")
        return False

    with going(Round("sick", errand, 60, "desk")) as lane:
        wait_until(lambda: len(calls) == 2)
        wait_until(lambda: not lane.failing())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("database or disk is full", "The disk is full"),
        ("database is locked", "busy for too long"),
        ("attempt to write a readonly database", "Check the permissions"),
        ("connection refused", "tried again"),
    ],
)
def test_refusals_of_the_database_are_told_in_plain_words(error, words):
    assert words in in_plain_words(OperationalError(error))


def test_a_full_disk_is_looked_at_again_soon_and_said_without_a_trace(caplog):
    error = OperationalError("database or disk is full")
    turn = Turn(Round("full", lambda: False, 60, "desk"), failures=20)
    lane = Lane("desk", [])
    _stumble(turn, error)
    lane._put_back(turn, 0, again=False, took=0)
    assert turn.due - time.monotonic() <= ROOM_AGAIN
    assert turn.error == disk.FULL


def test_an_alarm_waits_behind_no_other_errand():
    lane = {one.name: one.lane for one in rounds()}
    alarm = lane["hanjari.listening.tasks.look_out"]
    assert list(lane.values()).count(alarm) == 1


def test_a_burst_of_changes_is_looked_at_together():
    one, calls = counting(every=0.5)
    with going(one) as lane:
        wait_until(lambda: calls)
        rung = time.monotonic()
        while time.monotonic() < rung + 0.2:
            lane.ring()
            time.sleep(0.0005)
        during = [at for at in calls if rung <= at < rung + 0.2]
    assert during
    assert len(during) <= 0.2 / BREATH + 1


def test_the_first_change_after_a_rest_is_looked_at_at_once():
    one, _calls = counting(every=1.0)
    lane = Lane("desk", [one])
    [turn] = lane.turns
    ended = time.monotonic()
    lane._put_back(turn, turn.rings, again=False, took=0)
    lane.ring()
    assert turn.due == turn.rested >= ended + BREATH
    turn.due, turn.rested = time.monotonic() + 60, time.monotonic()
    lane.ring()
    assert turn.due <= time.monotonic()


@pytest.mark.parametrize(("took", "rests"), [(0.0001, 0.02), (0.005, 0.05), (3.0, 0.1)])
def test_what_takes_longer_to_look_rests_longer_within_bounds(took, rests):
    one, _calls = counting(every=1.0)
    lane = Lane("send", [one])
    [turn] = lane.turns
    began = time.monotonic()
    lane._put_back(turn, turn.rings, again=False, took=took)
    assert began + rests <= turn.rested <= time.monotonic() + rests
