"""Patience: a store that is away is waited for without end, with pauses that stay short, and a stop is heard."""

import pytest
from django.db import OperationalError

from hanjari.listening.stream import keeping
from hanjari.listening.stream.keeping import LONGEST, GivenUpError, patiently


@pytest.fixture
def pauses(monkeypatch) -> list[float]:
    found: list[float] = []
    monkeypatch.setattr(keeping, "_wait", lambda pause, _is_over: found.append(pause))
    return found


def test_a_store_that_is_away_for_days_is_tried_until_it_is_back(db, pauses):
    told: list[str] = []

    def act() -> str:
        if len(told) < 10_000:
            raise OperationalError("connection refused")
        return "kept"

    assert patiently(act, is_over=lambda: False, meanwhile=told.append) == "kept"
    assert len(pauses) == len(told) == 10_000
    assert sum(pauses) > 24 * 3600
    assert max(pauses) == LONGEST


def test_who_is_told_to_stop_keeps_nothing_and_waits_no_longer(db):
    def act() -> None:
        raise OperationalError("connection refused")

    with pytest.raises(GivenUpError):
        patiently(act, is_over=lambda: True)
