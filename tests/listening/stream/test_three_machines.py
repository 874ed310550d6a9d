"""Three servers of NATS, PostgreSQL and hands on each machine, killed at random: each post that fits is kept exactly once."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from threading import Event, Thread

import psycopg
import pytest
from tests.channels.bluesky.test_jetstream import micros, running
from tests.listening.stream.conftest import wait_until
from tests.listening.stream.machines import Machines
from tests.servers.nats import Nats, running_nats
from tests.servers.postgresql import running_postgresql

from hanjari.channels.contract import Frame
from hanjari.kit.bus import AwayError, Bus
from hanjari.kit.bus.line import AGAIN_AFTER
from hanjari.listening.stream.packing import STREAM, packed, unpacked

pytestmark = [pytest.mark.real_server, pytest.mark.slow]
POSTS, EVERY = 6_000, 20
AWAY = float(os.environ.get("HANJARI_OUTAGE_SECONDS", 3 * AGAIN_AFTER))
"""Seconds without a database: each pack that a hand holds goes to the others meanwhile, more than once."""


@pytest.fixture(scope="module")
def three() -> Iterator[Nats]:
    with running_nats(3) as found:
        yield found


def test_the_leader_of_three_dies_and_no_acknowledged_pack_is_lost_or_doubled(three):
    bus = Bus(three.url, stream="TRIAL", queues={"posts": "trial.*"})
    bus.ping()
    assert three.ask(lambda js: js.stream_info("TRIAL")).config.num_replicas == 3
    acknowledged, gaps, over = set(), [], Event()

    def publish() -> None:
        number, last = 0, time.monotonic()
        while not over.is_set():
            packs = [
                type(one)(one.subject.replace("hanjari.posts", "trial"), one.body)
                for one in packed(1, [Frame(str(number + n), f"a{n}", "한빛") for n in range(200)])
            ]
            while packs and not over.is_set():
                with suppress(AwayError):
                    left = bus.publish(packs)
                    acknowledged.update(one.name for one in packs if one not in left)
                    packs = left
            gaps.append(time.monotonic() - last)
            last, number = time.monotonic(), number + 200

    thread = Thread(target=publish)
    thread.start()
    time.sleep(1)
    leader = three.leader("TRIAL")
    leader.kill()
    count = len(acknowledged)
    wait_until(lambda: len(acknowledged) > count + 200, 30)
    leader.start()
    over.set()
    thread.join(20)
    names, until = [], time.monotonic() + 60  # the queue's own leader may have to be elected, too
    while time.monotonic() < until:
        taken = bus.fetch("posts", most=500, seconds=1.5)
        names += [type_of(one) for one in taken]
        bus.done(taken)
        if not taken and acknowledged <= set(names):
            break
    bus.close()
    assert acknowledged <= set(names), "an acknowledged pack is lost"
    assert len(names) == len(set(names)), "a pack came twice"
    assert max(gaps) <= 10, f"the outage lasted {max(gaps):.1f} s"
    three.ask(lambda js: js.delete_stream("TRIAL"))


def type_of(taken) -> str:
    """A pack's name, from its bytes."""
    account, frames = unpacked(taken.body)
    [pack] = packed(account, frames)
    return pack.name


def test_whatever_dies_each_post_that_fits_is_kept_and_counted_exactly_once(three, tmp_path):
    chance = random.Random(20261126)  # noqa: S311 (a trial that can be repeated)
    with ExitStack() as stack:
        network = stack.enter_context(running())
        database = stack.enter_context(running_postgresql())
        machines = Machines(tmp_path, database, three)
        machines.set_up(network.url)
        machines.start(stack)
        wait_until(lambda: bool(network.asked), 90)  # a network is heard from the present on
        begin = micros()
        wanted = tell(network, begin, range(POSTS // 2))
        reigns = [
            lambda: machines.kill_a_hand(chance),
            lambda: three.leader(STREAM).kill(),
            machines.kill_the_worker,
            lambda: machines.kill_a_hand(chance),
        ]
        wait_until(lambda: kept(machines) > 10, 90)
        for reign in reigns:
            reign()
            time.sleep(2)
            for node in three.nodes:
                if node.process.poll() is not None:
                    node.start()
        database.stop()
        wanted |= tell(network, begin, range(POSTS // 2, POSTS))
        gone = take_back(network, begin, wanted)
        time.sleep(AWAY)
        database.start()
        wait_until(lambda: kept(machines) == len(wanted - gone), 120)
        time.sleep(2)
        names = machines.ask("SELECT external_id FROM listening_message WHERE erased_at IS NULL")
        assert sorted(name for (name,) in names) == sorted(wanted - gone), machines.said()
        [(counted,)] = machines.ask("SELECT sum(message_count) FROM listening_querycount")
        assert counted == len(wanted), "a counter counted twice"
        wait_until(lambda: three.ask(lambda js: js.stream_info(STREAM)).state.messages == 0, 120)


def tell(network, begin: int, numbers: range) -> set[str]:
    """The network says it; returns what fits."""
    wanted = set()
    for number in numbers:
        fits = number % EVERY == 0
        text = f"한빛 정수기 {number}" if fits else f"남의 이야기 {number}"
        did = f"did:plc:{'abcdefgh'[number % 8] * 24}"
        name = network.tell(f"r{number}", text, did, begin + number)
        if fits:
            wanted.add(name)
    return wanted


def take_back(network, begin: int, wanted: set[str]) -> set[str]:
    """Twenty of them are deleted again."""
    gone = set(sorted(wanted)[:20])
    for number, name in enumerate(sorted(gone)):
        did, _collection, rkey = name.removeprefix("at://").split("/")
        network.tell(rkey, did=did, at=begin + POSTS + number, operation="delete")
    return gone


def kept(machines: Machines) -> int:
    try:
        rows = machines.ask("SELECT count(*) FROM listening_message WHERE erased_at IS NULL")
    except psycopg.Error:
        return -1
    return rows[0][0]
