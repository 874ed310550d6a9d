"""The tests' own Bluesky is a real one: what somebody writes reaches whom it names."""

import pytest
from tests.servers.bluesky import bluesky_network

pytestmark = pytest.mark.real_server


def test_a_post_is_told_to_whom_it_names_and_a_like_as_well():
    network = bluesky_network()
    us, haneul = network.join("hanbit"), network.join("haneul", "하늘")
    asked = haneul.mention(us, "정수기에서 소리가 나요")
    us.await_notified(asked["uri"])
    answer = us.post("곧 가겠습니다", asked)
    haneul.like(answer)
    haneul.await_notified(answer["uri"])
    assert [one["value"]["text"] for one in us.posts()] == ["곧 가겠습니다"]
