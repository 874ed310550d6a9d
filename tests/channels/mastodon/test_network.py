"""What is public at a server, as frames: heard as it is said, caught up with after a break."""

from collections.abc import Iterator

import pytest
from tests.channels.mastodon.conftest import access_to, opened_server
from tests.channels.mastodon.simulator import GARAM

from hanjari.channels.contract import BrokenError, Flow, Frame, Streams
from hanjari.channels.kinds.mastodon import KIND

pytestmark = pytest.mark.real_server


@pytest.fixture
def server(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with opened_server("mastodon") as found:
        found.streams.open_socket()
        yield found


def next_frames(flows: Iterator[Flow]) -> tuple[list[Frame], dict]:
    """The next flow that holds something, and the place behind it."""
    for _sign in range(30):
        flow = next(flows)
        if flow.frames:
            return list(flow.frames), dict(flow.place)
    raise AssertionError("nothing was told")


def said(server, text: str) -> dict:
    server.write(text, GARAM, is_told=False)
    status = server._public()[0]
    server.streams.tell("update", status, "public")
    return status


def test_words_edits_and_deletions_come_as_frames_that_the_kind_reads(server):
    access = access_to(server)
    assert isinstance(KIND, Streams)
    flows = KIND.stream(access, {})
    assert next(flows).frames == ()
    status = said(server, "한빛 정수기 써 봤어요")
    [frame], place = next_frames(flows)
    assert "한빛 정수기 써 봤어요" in frame.text
    assert place == {"at": status["id"]}
    [envelope] = KIND.read(access, frame.raw)
    assert envelope.external_id == frame.id == status["id"]
    assert envelope.sender.external_id == frame.author
    edited = {**status, "content": "<p>고쳤어요</p>", "edited_at": "2026-11-26T00:00:00Z"}
    server.streams.tell("status.update", edited, "public")
    [frame], _place = next_frames(flows)
    assert (frame.text, frame.is_edit) == ("고쳤어요", True)
    server.streams.tell("delete", status["id"], "public")
    [frame], _place = next_frames(flows)
    assert (frame.id, frame.is_gone) == (status["id"], True)


def test_what_was_said_during_a_break_is_read_from_the_timeline_first(server):
    access = access_to(server)
    flows = KIND.stream(access, {})
    next(flows)
    said(server, "끊기기 전")
    _frames, place = next_frames(flows)
    server.streams.cut()
    with pytest.raises(BrokenError):
        list(flows)
    server.write("그사이 하나", GARAM, is_told=False)
    server.write("그사이 둘", GARAM, is_told=False)
    found, _place = next_frames(KIND.stream(access, place))
    assert [one.text for one in found] == ["그사이 하나", "그사이 둘"]


def test_odd_messages_are_passed_over(server):
    flows = KIND.stream(access_to(server), {})
    next(flows)
    odd = ['{"event":"update","payload":"{"}', "[]", '{"event":"update","payload":"{}"}', "x"]
    for one in odd:
        server.streams.say(one, "public")
    said(server, "한빛")
    [frame], _place = next_frames(flows)
    assert frame.text == "한빛"
