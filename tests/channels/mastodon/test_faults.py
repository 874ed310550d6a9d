"""Hundreds of faults between us and mastodon-mock: both sides end with the same messages, none twice."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.channels.mastodon.bench import MastodonBench
from tests.channels.mastodon.conftest import access_to
from tests.servers.faults import FAULTS, Dice, faulty
from tests.servers.mastodon import mastodon_server
from tests.servers.mastodon.running import HANEUL, US

from hanjari.channels.contract import Access, BrokenError, Outgoing, RefusedError, UnsureError
from hanjari.channels.kinds.mastodon import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


class Tried:
    """A desk in short: pulls on, and sends as the house does (unsure: read back before another try)."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self.cursor: dict = {}
        self.heard: Counter[str] = Counter()
        self.texts: dict[str, str] = {}

    def pull(self) -> None:
        """Each catch is kept with its cursor, as in one transaction; a break keeps what came before."""
        access = replace(self.access, cursor=self.cursor)
        try:
            for catch in KIND.pull(access):
                for raw in catch.payloads:
                    for one in KIND.read(access, raw):
                        if not one.edits:
                            self.heard[one.external_id] += 1
                        self.texts[one.external_id] = one.text
                self.cursor = catch.cursor
        except BrokenError as error:
            if error.needs_person:
                raise

    def send(self, outgoing: Outgoing, begun) -> str:
        for _attempt in range(60):
            try:
                return KIND.send(self.access, outgoing).external_id
            except RefusedError as refused:
                if not refused.can_retry:
                    raise
            except UnsureError:
                if receipt := self.found(outgoing, begun):
                    return receipt
        pytest.fail("sixty tries were not enough")

    def found(self, outgoing: Outgoing, begun) -> str:
        while True:
            try:
                receipt = KIND.find(self.access, outgoing, begun)
            except UnsureError:
                continue
            return receipt.external_id if receipt else ""


def talked(place, tried: Tried, write, rounds: int) -> tuple[dict[str, str], dict[str, str]]:
    """So many questions, each answered through the faults: what was asked, and what was sent."""
    begun = now() - timedelta(seconds=5)
    wrote, sent = {}, {}
    for number in range(rounds):
        text = f"@{US} {number}번 질문"
        asked = write(text)
        wrote[asked] = text
        tried.pull()
        outgoing = Outgoing(f"k{number}", f"{number}번 답", parent_id=asked)
        sent[outgoing.text] = tried.send(outgoing, begun)
    with place.calm():
        tried.pull()
        tried.pull()
    return wrote, sent


def assert_same(tried: Tried, wrote: dict[str, str], sent: dict[str, str], ours: set[str]) -> None:
    assert ours == set(sent.values())
    assert len(ours) == len(sent)
    assert set(tried.heard) == set(wrote) | ours
    assert set(tried.heard.values()) == {1}
    assert all(tried.texts[number] == text for number, text in wrote.items())


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_both_sides_end_with_the_same_messages_and_none_twice(settings, seed):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    server = mastodon_server()
    server.reset()
    access = MastodonBench(server).access()
    with faulty(server.url, Dice(seed, share=0.6, delay=0.02)) as place:
        tried = Tried(replace(access, settings={**access.settings, "server": place.url}))
        wrote, sent = talked(place, tried, lambda text: server.write(HANEUL, text)["id"], 10)
        assert place.fault_count > 30
    assert_same(tried, wrote, sent, {one["id"] for one in server.posts(US)})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_hundreds_of_faults_where_no_key_of_ours_is_kept_double_nothing(sim, seed):
    """Without `Idempotency-Key` only reading back helps; a network that doubles requests is left out."""
    sim.flavour = "gotosocial"
    dice = Dice(seed, 0.5, tuple(one for one in FAULTS if one != "twice"), delay=0.01)
    with faulty(sim.url, dice) as place:
        access = access_to(sim, own_posts=True)
        tried = Tried(replace(access, settings={**access.settings, "server": place.url}))
        wrote, sent = talked(place, tried, lambda text: sim.write(text).id, 25)
        assert place.fault_count > 100
    assert_same(tried, wrote, sent, {one.id for one in sim.of(US)})


def test_a_stream_that_is_cut_over_and_over_still_ends_with_every_mention(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    server = mastodon_server()
    server.reset()
    bench = MastodonBench(server)
    wrote = []
    dice = Dice(seed=3, share=0.1, stream_share=0.8, stream_bytes=900, delay=0.02)
    with faulty(server.url, dice) as place:
        access = bench.access()
        tried = Tried(replace(access, settings={**access.settings, "server": place.url}))
        tried.pull()
        for number in range(5):
            wrote.append(server.write(HANEUL, f"@{US} {number}번")["id"])
            KIND.wait(replace(tried.access, cursor=tried.cursor), 3.0)
            tried.pull()
        with place.calm():
            tried.pull()
    assert set(tried.heard) == set(wrote)
