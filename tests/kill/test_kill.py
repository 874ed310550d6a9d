"""`kill -9` at random points of ingest and send, between a real Dovecot and a real Postfix."""

import pytest

pytestmark = [pytest.mark.real_server, pytest.mark.slow]


def test_whatever_is_killed_when_nothing_is_lost_and_nothing_is_twice(tried):
    verdict = tried("tests.kill.trials")
    assert verdict["faults"] == []
    assert verdict["planted"] >= verdict["trials"]
