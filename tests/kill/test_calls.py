"""`kill -9` while committees are called, between a real Dovecot, a real Postfix and a real web server."""

import pytest

pytestmark = [pytest.mark.real_server, pytest.mark.slow]


def test_everyone_is_called_and_a_second_copy_bears_the_id_of_the_first(tried):
    verdict = tried("tests.kill.calls")
    assert verdict["faults"] == []
    assert verdict["kills"] >= 5
    assert verdict["second_copies"] <= 8 * verdict["kills"], "at most what one worker had in hand"
