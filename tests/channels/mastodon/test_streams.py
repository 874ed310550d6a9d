"""Both streams ring the bell; whatever happens to them, pulling misses nothing."""

import threading
import time

import pytest
from tests.channels.mastodon.conftest import access_to, opened_server, pulled
from tests.channels.mastodon.simulator import GARAM, HANEUL, US

from hanjari.channels.kinds.mastodon import KIND, streams
from hanjari.channels.kinds.mastodon.events import Event, of_message, rings
from hanjari.channels.kinds.mastodon.hearsay import HEARSAY

pytestmark = pytest.mark.real_server


@pytest.fixture(params=["SSE", "WebSocket", "pleroma", "gotosocial"])
def streaming(request, settings):
    """A server that streams so, and nothing else."""
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    is_mastodon = request.param in {"SSE", "WebSocket"}
    with opened_server("mastodon" if is_mastodon else request.param) as server:
        if request.param != "SSE":
            server.streams.open_socket()
            server.streams.has_sse = False
        yield server


def waited(server, access, seconds, act):
    """Whether it rang, and after how long; `act` happens once somebody listens."""

    def later() -> None:
        server.streams.listening.wait(10)
        time.sleep(0.3)
        act()

    thread = threading.Thread(target=later)
    thread.start()
    began = time.monotonic()
    rang = KIND.wait(access, seconds)
    thread.join()
    return rang, time.monotonic() - began


def test_a_mention_rings_and_is_then_pulled(streaming):
    _, cursor = pulled(access_to(streaming))
    access = access_to(streaming, cursor)
    rang, after = waited(streaming, access, 15, lambda: streaming.write("@hanbit 급해요", GARAM))
    assert rang
    assert after < 8
    assert [one.text for one in pulled(access)[0]] == ["@hanbit 급해요"]


def test_odd_messages_heartbeats_and_follows_do_not_ring(streaming):
    streaming.streams.junk = b":\n:thump\n\nevent: filters_changed\n\nid: 5\nretry: 10\n\ndata\n\n"

    def act() -> None:
        for odd in ("", "{", "[]", "null", '{"event":5}', '{"event":"filters_changed"}'):
            streaming.streams.say(odd)
        streaming.note("follow", None)
        streaming.streams.tell("update", {"id": "1", "account": {"id": "x"}}, "user")
        streaming.streams.tell("delete", "unknown", "user")
        streaming.streams.tell("announcement", '{\n"a":\n1}', "user")

    access = access_to(streaming, pulled(access_to(streaming))[1])
    rang, after = waited(streaming, access, 2.5, act)
    assert not rang
    assert 2.4 < after < 6


def test_a_line_that_is_cut_is_opened_again_and_nothing_is_lost(streaming):
    _, cursor = pulled(access_to(streaming))

    def act() -> None:
        streaming.streams.cut()
        streaming.write("@hanbit 끊긴 사이에", HANEUL)  # told to nobody

    rang, _ = waited(streaming, access_to(streaming, cursor), 15, act)
    assert rang, "what came while the line was down is seen when it is open again"


def test_deletions_and_edits_of_what_we_keep_ring_and_are_pulled(streaming):
    gone, changed = streaming.write("@hanbit 하나"), streaming.write("@hanbit 둘")
    _, cursor = pulled(access_to(streaming))
    access = access_to(streaming, cursor)
    assert waited(streaming, access, 15, lambda: streaming.delete(gone))[0]
    found, cursor = pulled(access)
    assert [(one.external_id, one.deletes) for one in found] == [(gone.id, True)]
    access = access_to(streaming, cursor)
    streaming.streams.listening.clear()
    assert waited(streaming, access, 15, lambda: streaming.edit(changed, "@hanbit 고침"))[0]
    assert [one.edits for one in pulled(access)[0]] == [True]


def test_what_came_before_the_line_was_open_rings_at_once(streaming):
    access = access_to(streaming, pulled(access_to(streaming))[1])
    streaming.write("@hanbit 먼저")
    began = time.monotonic()
    assert KIND.wait(access, 15)
    assert time.monotonic() - began < 8


def test_one_socket_carries_the_hashtags_too(settings, sim):
    sim.streams.open_socket()
    _, cursor = pulled(access_to(sim, hashtags="water"))
    access = access_to(sim, cursor, hashtags="water")
    assert waited(sim, access, 15, lambda: sim.write("맛있는 #water", GARAM))[0]


def test_a_server_without_streams_only_waits_and_is_not_asked_in_a_circle(sim, open_account):
    sim.streams.has_sse = False
    rests: list[float] = []

    def rest(seconds: float) -> None:
        rests.append(seconds)
        time.sleep(seconds)

    assert streams.wait(open_account(), 2.5, rest) is False
    tried = [call for call in sim.place.calls if call.path == "/api/v1/streaming/user"]
    assert len(tried) == 2
    assert rests[0] == 1.0
    assert rests[1] > 1.0, "the second pause is longer, as far as there is time"


def test_an_account_that_wants_no_stream_sleeps_and_asks_nothing(sim, open_account):
    rests: list[float] = []
    assert streams.wait(open_account(streams=False), 300, rests.append) is False
    assert sum(rests) == pytest.approx(300, abs=1)
    assert sim.place.calls == []


def test_events_are_judged_by_what_they_may_bring(open_account):
    access = open_account({"me": "id-hanbit"})
    assert rings(access, Event("notification"), ()), "a payload may be missing"
    assert rings(access, Event("notification", "{"), ())
    assert rings(access, Event("conversation"), ())
    assert not rings(access, Event("delete"), ())
    assert rings(access, Event("delete", '"5"'), ("5",))
    assert rings(access, Event("status.update", '{"id": 5}'), ("5",))
    assert HEARSAY.take(7) == ["5"]
    own = '{"id": "9", "account": {"id": "id-hanbit"}}'
    assert not rings(access, Event("update", own, "user"), ())
    assert rings(open_account({"me": "id-hanbit"}, own_posts=True), Event("update", own), ())
    assert of_message('{"event":"update","payload":{"id":"1"}}') == Event("update", '{"id": "1"}')
    assert US
