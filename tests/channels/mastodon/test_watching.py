"""Edits and deletions at the server are honoured, told by the stream or found by looking again."""

from datetime import timedelta

import pytest
from tests.channels.mastodon.bench import MastodonBench
from tests.channels.mastodon.conftest import access_to, pulled
from tests.channels.mastodon.simulator import HANEUL
from tests.servers.mastodon import mastodon_server
from tests.servers.network import Reply

from hanjari.channels.kinds.mastodon.hearsay import HEARSAY
from hanjari.kit import clock

pytestmark = pytest.mark.real_server


def later(minutes: int = 20):
    return clock.at(clock.now() + timedelta(minutes=minutes))


def test_an_edit_that_a_timeline_shows_comes_with_the_next_pull(any_sim):
    post = any_sim.write("@hanbit 고치기 전")
    _, cursor = pulled(access_to(any_sim))
    any_sim.edit(post, "@hanbit 고친 글")
    ((one,), cursor) = pulled(access_to(any_sim, cursor))
    assert one.edits
    assert one.external_id == post.id
    assert one.text == "@hanbit 고친 글"
    assert pulled(access_to(any_sim, cursor))[0] == []


def test_a_deletion_is_found_by_looking_again(any_sim):
    gone = any_sim.write("@hanbit 지울 글")
    any_sim.write("@hanbit 남을 글")
    _, cursor = pulled(access_to(any_sim))
    any_sim.delete(gone)
    assert pulled(access_to(any_sim, cursor))[0] == [], "not looked at yet"
    with later():
        ((one,), cursor) = pulled(access_to(any_sim, cursor))
        assert one.deletes
        assert one.external_id == gone.id
    with later(60):
        assert pulled(access_to(any_sim, cursor))[0] == []


def test_single_looks_are_bounded_and_go_on_with_the_next_pull(sim, open_account):
    for number in range(40):
        sim.write(f"@hanbit {number}")
    _, cursor = pulled(open_account())
    with later():
        asked = []
        for _ in range(4):
            before = len(sim.place.calls)
            _, cursor = pulled(open_account(cursor))
            asked.append(sum("/statuses/" in call.path for call in sim.place.calls[before:]))
    assert asked == [15, 15, 10, 0]


def test_a_server_in_trouble_deletes_nothing(sim, open_account):
    sim.write("@hanbit 그대로")
    _, cursor = pulled(open_account())
    for reply in (Reply(403, {"error": "?"}), Reply(200, b"<html>"), Reply(200, {"id": "other"})):
        sim.fail("GET", "/api/v1/statuses/", reply)
        with later():
            try:
                found, _ = pulled(open_account(dict(cursor)))
            except Exception as error:
                found = [error]
        assert not [one for one in found if getattr(one, "deletes", False)]


def test_what_the_stream_told_is_looked_at_at_once(sim, open_account):
    post = sim.write("@hanbit 지울 글")
    _, cursor = pulled(open_account())
    sim.delete(post)
    HEARSAY.tell(7, post.id)
    HEARSAY.tell(7, "unknown")
    ((one,), _) = pulled(open_account(cursor))
    assert one.deletes


def test_twenty_are_looked_up_at_once_where_the_server_can(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    server = mastodon_server()
    server.reset()
    bench = MastodonBench(server)
    wrote = [server.write(HANEUL, f"@hanbit {number}") for number in range(25)]
    _, cursor = pulled(bench.access())
    server.call(HANEUL, "DELETE", f"/api/v1/statuses/{wrote[3]['id']}")
    server.call(
        HANEUL, "PUT", f"/api/v1/statuses/{wrote[5]['id']}", json={"status": "@hanbit 고침"}
    )
    with later():
        found, cursor = pulled(bench.access(cursor))
    assert {(one.external_id, one.deletes, one.edits) for one in found} == {
        (wrote[3]["id"], True, False),
        (wrote[5]["id"], False, True),
    }
    assert pulled(bench.access(cursor))[0] == []
