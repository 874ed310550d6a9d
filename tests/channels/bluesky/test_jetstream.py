"""Jetstream on a simulator: the documented events, its cursor in microseconds, and what instances do wrong."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.bluesky.conftest import caught
from tests.servers.bluesky.people import wait_until
from tests.servers.network import Reply, network
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from hanjari.channels.contract import Access
from hanjari.channels.kinds.bluesky import KIND, jetstream, waiting
from hanjari.channels.kinds.bluesky.events import place_after
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
US, HANEUL = "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:plc:44ybard66vv44zksje25o7dz"
POST = "app.bsky.feed.post"
DAY = 24 * 60 * 60 * 1_000_000
"""Of a place."""


class Instance:
    """One Jetstream: plays back from the cursor, then stays silent; may hang up after some events."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.asked: list[dict[str, list[str]]] = []
        self.hang_up_after: int | None = None
        self.is_closing = threading.Event()
        self.url = ""

    def tell(self, rkey: str, text: str = "", did: str = HANEUL, at: int = 0, **commit: Any) -> str:
        """An event; a mention of us unless told otherwise."""
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": US}
        index = {"byteStart": 0, "byteEnd": 1}
        record = {
            "$type": POST,
            "text": text,
            "createdAt": "2026-11-25T01:00:00Z",
            "facets": [{"index": index, "features": [feature]}],
        }
        told = {"operation": "create", "collection": POST, "rkey": rkey, "rev": rkey}
        told |= {"record": record, "cid": "bafy" + rkey} if "operation" not in commit else {}
        self.events.append(
            {"did": did, "time_us": at or micros(), "kind": "commit", "commit": {**told, **commit}}
        )
        return f"at://{did}/{POST}/{rkey}"

    def play(self, line: ServerConnection) -> None:
        asked = parse_qs(urlsplit(line.request.path).query)
        start, sent, told = int(asked.get("cursor", [micros()])[0]), 0, 0
        if start > micros():  # Jetstream hears a place in the future as "from now on"
            start, sent = 0, len(self.events)
        self.asked.append(asked)
        try:
            while not self.is_closing.wait(0.02):
                for event in self.events[sent:]:
                    sent += 1
                    if event["time_us"] >= start:
                        line.send(json.dumps(event))
                        told += 1
                    if self.hang_up_after is not None and told >= self.hang_up_after:
                        return
                line.ping()
        except ConnectionClosed:
            return


def micros() -> int:
    return int(now().timestamp() * 1_000_000)


@contextmanager
def running() -> Iterator[Instance]:
    instance = Instance()
    with serve(instance.play, "127.0.0.1", 0) as server:
        instance.url = f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield instance
        finally:
            instance.is_closing.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def instance() -> Iterator[Instance]:
    with running() as one:
        yield one


@pytest.fixture
def access(instance) -> Iterator[Access]:
    """Connected, at a server that has no notifications and knows nobody's profile."""
    with network() as pds:
        empty = {"notifications": [], "posts": []}
        pds.on("GET", "/xrpc/*", lambda _call: Reply(200, empty))
        settings = {"did": US, "pds": pds.url, "stream": "jetstream", "stream_url": instance.url}
        yield Access(7, "한빛", settings, {"access_token": "a"}, {}, (US,))


def pulled(access: Access, cursor: dict[str, Any] | None = None):
    access = replace(access, cursor=cursor or access.cursor)
    return caught(KIND.pull(access), access)


def test_what_comes_after_the_first_pull_is_heard_and_the_place_is_a_time(instance, access):
    before = micros()
    _, cursor = pulled(access)
    assert before <= cursor["stream"]["at"] <= micros()
    asked = instance.tell("3n36jad4ids2f", "@ 한빛 들리나요")
    found, cursor = pulled(access, cursor)
    assert [(one.external_id, one.text) for one in found] == [(asked, "@ 한빛 들리나요")]
    assert cursor["stream"]["at"] == instance.events[-1]["time_us"]
    assert instance.asked[-1]["wantedCollections"] == [POST]


def test_some_seconds_are_heard_again_and_nothing_is_doubled(instance, access):
    _, cursor = pulled(access)
    instance.tell("3n36jad4ids2f", "하나")
    instance.tell("3n36jad4ids2g", operation="delete")  # of a post that we do not have
    found, cursor = pulled(access, cursor)
    assert len(found) == 1
    place = cursor["stream"]["at"]
    late = instance.tell("3n36jad4ids2h", "늦게 온 글", at=place - 1_000_000)
    found, cursor = pulled(access, cursor)
    assert [one.external_id for one in found] == [late]
    assert int(instance.asked[-1]["cursor"][0]) == place - jetstream.REWIND
    assert cursor["stream"]["at"] == place, "the place never goes back"
    assert pulled(access, cursor)[0] == []


def test_a_time_from_the_future_is_no_place_to_wait_at(instance, access):
    _, cursor = pulled(access)
    instance.tell("3n36jad4ids2f", "어느 시계가 앞서 갔다", at=micros() + DAY)
    instance.tell("3n36jad4ids2g", "제때 온 글")
    found, cursor = pulled(access, cursor)
    assert len(found) == 2
    assert cursor["stream"]["at"] == instance.events[-1]["time_us"]
    later = instance.tell("3n36jad4ids2h", "그다음 글")
    found, cursor = pulled(access, cursor)
    assert [one.external_id for one in found] == [later]


def test_a_place_that_our_own_clock_wrote_ahead_is_left_with_the_first_event(instance, access):
    _, cursor = pulled(access)
    cursor["stream"]["at"] = micros() + DAY
    asked_before = len(instance.asked)
    later = threading.Thread(target=_tell_once_asked, args=(instance, asked_before))
    later.start()
    found, cursor = pulled(access, cursor)
    later.join()
    assert [one.text for one in found] == ["지금 온 글"]
    assert cursor["stream"]["at"] == instance.events[-1]["time_us"]


def test_the_whole_networks_place_follows_the_last_line_past_a_wrong_time(instance, access):
    flows = KIND.stream(access, {})
    next(flows)
    instance.tell("3n36jad4ids2f", "어느 시계가 앞서 갔다", at=micros() + DAY)
    instance.tell("3n36jad4ids2g", "제때 온 글")
    texts: list[str] = []
    while len(texts) < 2:
        flow = next(flows)
        texts += [frame.text for frame in flow.frames]
    flows.close()
    assert texts == ["어느 시계가 앞서 갔다", "제때 온 글"]
    assert flow.place["at"] == pytest.approx(instance.events[-1]["time_us"], abs=1)


@given(st.lists(st.integers(0, 9_000_000), min_size=1), st.none() | st.integers(0, 9_000_000))
def test_a_place_never_goes_back_by_less_than_a_minute(steps, before):
    assert place_after(steps, before) == max([*steps, *([] if before is None else [before])])


def _tell_once_asked(instance: Instance, asked_before: int) -> None:
    wait_until(lambda: len(instance.asked) > asked_before)
    instance.tell("3n36jad4ids2f", "지금 온 글")


def test_a_deletion_and_a_closed_account_take_posts_down(instance, access):
    _, cursor = pulled(access)
    first, second = instance.tell("3n36jad4ids2f", "하나"), instance.tell("3n36jad4ids2g", "둘")
    _, cursor = pulled(access, cursor)
    instance.tell("3n36jad4ids2f", operation="delete")
    found, cursor = pulled(access, cursor)
    assert [(one.external_id, one.deletes) for one in found] == [(first, True)]
    paused = {"active": False, "status": "deactivated", "did": HANEUL, "seq": 1, "time": ""}
    closed = {**paused, "status": "takendown"}
    for account in (paused, {**paused, "active": True}):
        instance.events.append(
            {"did": HANEUL, "time_us": micros(), "kind": "account", "account": account}
        )
    found, cursor = pulled(access, cursor)
    assert found == []
    told = {"did": HANEUL, "time_us": micros(), "kind": "account", "account": closed}
    instance.events.append(told)
    found, cursor = pulled(access, cursor)
    assert [(one.external_id, one.deletes) for one in found] == [(second, True)]


def test_an_instance_that_hangs_up_in_the_middle_is_heard_on_from_there(instance, access):
    _, cursor = pulled(access)
    planted = [instance.tell(f"3n36jad4ids2{letter}", letter) for letter in "abcdefghij"]
    found = []
    for hang_up_after in (1, 3, 2, 5, None):
        instance.hang_up_after = hang_up_after
        more, cursor = pulled(access, cursor)
        found += [one.external_id for one in more]
    assert found == planted


def test_frames_that_nobody_can_read_change_nothing(instance, access):
    _, cursor = pulled(access)
    junk = [{"kind": "commit"}, {"time_us": "soon", "kind": "identity"}, {"commit": 7, "did": 5}]
    deep = {"did": HANEUL, "time_us": micros(), "kind": "commit", "commit": {"record": [[[]]]}}
    instance.events += [{"time_us": micros(), **one} for one in junk if "time_us" not in one]
    instance.events.append(deep)
    asked = instance.tell("3n36jad4ids2f", "제대로 된 글")
    found, _ = pulled(access, cursor)
    assert [one.external_id for one in found] == [asked]
    assert jetstream.Jetstream("").events("{" * 10) == []
    assert jetstream.Jetstream("").events("[" * 100_000) == []


def test_waiting_hears_only_what_is_new(instance, access):
    _, cursor = pulled(access)
    instance.tell("3n36jad4ids2f", "하나")
    _, cursor = pulled(access, cursor)
    waiting_access = replace(access, cursor=cursor)
    assert not waiting.wait(waiting_access, 0.5), "the seconds that are heard again are no news"
    instance.tell("3n36jad4ids2g", "둘")
    assert waiting.wait(waiting_access, 5)


def test_an_instance_that_is_gone_is_tried_later_and_later(access, instance):
    _, cursor = pulled(access)
    cursor["stream"] = {"url": "ws://127.0.0.1:9", "at": 1}
    gone = replace(access, settings={**access.settings, "stream_url": "ws://127.0.0.1:9"})
    rested: list[float] = []

    def rest(seconds: float) -> None:
        rested.append(round(seconds))
        if len(rested) == 5:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        waiting.wait(replace(gone, cursor=cursor), 300, rest)
    assert rested == [1, 2, 4, 8, 16]
