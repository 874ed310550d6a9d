"""A thousand faults between us and a real WordPress: afterwards both sides hold the same, once."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from tests.servers.faults import FAULTS, Dice, Place, faulty

from hanjari.channels.contract import (
    Access,
    BrokenError,
    Outgoing,
    Receipt,
    RefusedError,
    UnsureError,
)
from hanjari.channels.kinds.wordpress import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
MOST_FAULTS = 1000
CHEAP = ("deaf", "slow_down", "down")
"""Faults that the server never hears of fall three times as often, for the machine's sake."""
HANDS = 4


class MiniHouse:
    """What the house does with a kind, in memory: payloads once, tombstones, the outbox's rules."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self.cursor: dict = {}
        self.digests: set[str] = set()
        self.said: dict[str, str] = {}
        self.seen: set[str] = set()
        self.ours: set[str] = set()
        self.stones: set[str] = set()
        self.receipts: dict[str, Receipt] = {}
        self.complaints: list[str] = []

    def opened(self) -> Access:
        return replace(self.access, cursor=self.cursor)

    def pull(self) -> None:
        try:
            for catch in KIND.pull(self.opened()):
                for raw in catch.payloads:
                    self.keep(raw)
                self.cursor = catch.cursor
        except BrokenError as error:
            self.complaints += [error.words] if error.needs_person else []

    def keep(self, raw) -> None:
        digest = sha256(raw.body).hexdigest()
        if digest in self.digests:
            return
        self.digests.add(digest)
        for one in KIND.read(self.access, raw):
            if one.deletes:
                self.said.pop(one.external_id, None)
                self.stones.add(one.external_id)
            elif one.external_id not in self.stones and (
                one.edits or one.external_id not in self.said
            ):
                self.said[one.external_id] = one.text
                self.seen.add(one.external_id)
                if one.is_ours:
                    self.ours.add(one.external_id)

    def send(self, outgoing: Outgoing) -> None:
        """Until there is a receipt; after an unsure try the thread is read back first."""
        is_unsure = False
        while outgoing.key not in self.receipts:
            try:
                if is_unsure:
                    found = KIND.find(self.opened(), outgoing, now() - timedelta(minutes=12))
                    is_unsure = False
                    if found is None:
                        continue
                    self.receipts[outgoing.key] = found
                else:
                    self.receipts[outgoing.key] = KIND.send(self.opened(), outgoing)
            except RefusedError as error:
                if not error.can_retry:
                    raise
            except UnsureError:
                is_unsure = True


def errand(house: MiniHouse, site, number: int) -> None:
    """Somebody writes; we answer; now and then something is corrected, taken for spam, or published."""
    if number % 10 == 9:
        house.send(Outgoing(f"post-{number}", f"글 **{number}**", subject=f"소식 {number}"))
        return
    asked = site.comment(f"질문 {number}")
    if number % 5 == 1:
        site.rewrite(asked, f"고친 질문 {number}")
    house.send(Outgoing(f"reply-{number}", f"답 {number}", parent_id=str(asked)))
    if number % 7 == 3:
        site.status(asked, "spam")
    if number % 8 == 4:
        site.rewrite(asked, f"다시 고친 질문 {number}")


def storm(house: MiniHouse, site, place: Place) -> int:
    """Errands by several hands, and pulls beside them, until so many faults have fallen; how many errands."""
    count, lock = 0, threading.Lock()

    def hand() -> None:
        nonlocal count
        while place.fault_count < MOST_FAULTS:
            with lock:
                count, mine = count + 1, count
            errand(house, site, mine)

    with ThreadPoolExecutor(HANDS) as hands:
        working = [hands.submit(hand) for _ in range(HANDS)]
        while not all(one.done() for one in working):
            house.pull()
        for one in working:
            one.result()
    return count


def test_after_a_thousand_faults_both_sides_hold_the_same_once(site, open_account):
    seed = int(time.time())
    print(f"seed {seed}")  # noqa: T201 (to throw the same dice again)
    began = time.monotonic()
    with faulty(site.url, Dice(seed, 0.9, (*FAULTS, *CHEAP, *CHEAP), delay=0.02)) as place:
        access = open_account(site=place.url, root=f"{place.url}/wp-json/")
        house = MiniHouse(access)
        count = storm(house, site, place)
        with place.calm():
            house.cursor.pop("deep", None)  # an hour later everything remembered is looked at
            house.pull()
            house.pull()
        assert place.fault_count >= MOST_FAULTS
        took = f"{time.monotonic() - began:.0f} s"
        print(place.counts, f"{count} errands in {took}")  # noqa: T201 (what the seed gave)
    assert house.complaints == [], "no fault is a person's business"
    standing = {str(row[0]): row[3] for row in site.comments("comment_approved = '1'")}
    assert house.said == standing, f"seed {seed}"
    spam = {str(row[0]) for row in site.comments("comment_approved = 'spam'")}
    assert house.stones == spam & house.seen, "what was spam before we saw it has nothing to erase"
    replies = Counter(row[3] for row in site.comments("comment_parent > 0"))
    assert set(replies.values()) == {1}, f"seed {seed}"
    assert house.ours == {str(row[0]) for row in site.comments("comment_parent > 0")}
    receipts = {one.external_id for one in house.receipts.values()}
    published = site.tell(
        "SELECT CONCAT('post-', ID) FROM wp_posts WHERE post_type = 'post'"
        " AND post_status = 'publish' AND ID > 1"
    ).split()
    assert receipts == house.ours | set(published), f"seed {seed}"
    assert len(published) == sum(key.startswith("post-") for key in house.receipts)
