"""`kill -9` while everyone is told, between a real Dovecot and a real Postfix."""

import pytest

pytestmark = [pytest.mark.real_server, pytest.mark.slow]


def test_everyone_is_told_once_whenever_the_worker_is_killed(tried):
    verdict = tried("tests.kill.telling")
    assert verdict["faults"] == []
    assert verdict["kills"] >= 10
