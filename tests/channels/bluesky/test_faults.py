"""Five hundred faults between the kind and a real PDS: in the end both sides hold the same, once."""

from typing import Any

import pytest
from tests.servers.faults import Dice, faulty

from hanjari.channels.contract import Access, BrokenError, Outgoing, RefusedError, UnsureError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.bluesky import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
FAULTS, MESSAGES, ANSWERS = 500, 30, 30


class Storm:
    """A desk behind a line that breaks, with what reached it and what it has still to say."""

    def __init__(self, open_account, answers: list[Outgoing]) -> None:
        self.open_account, self.answers = open_account, answers
        self.found: list[Envelope] = []
        self.cursor: dict[str, Any] = {}
        self.blamed: list[str] = []
        self.waiting: dict[str, bool] = {}
        """Keys that are not sent yet; True where one may have gone out."""

    def hear(self, **settings: Any) -> None:
        """What a pull brings until it breaks, and the cursor that was stored by then."""
        access = self.open_account(self.cursor, **settings)
        try:
            for catch in KIND.pull(access):
                self.cursor = catch.cursor
                self.found += [one for raw in catch.payloads for one in KIND.read(access, raw)]
        except BrokenError as error:
            self.blamed += [error.words] if error.needs_person else []

    def speak(self, **settings: Any) -> None:
        """A few steps of the outbox; when all is said, the same keys are said again."""
        self.waiting = self.waiting or {one.key: False for one in self.answers}
        for key in list(self.waiting)[:8]:
            outgoing = next(one for one in self.answers if one.key == key)
            if self._is_sent(self.open_account(**settings), outgoing):
                del self.waiting[key]

    def _is_sent(self, access: Access, outgoing: Outgoing) -> bool:
        """Send, or read back what may have gone out."""
        try:
            if self.waiting[outgoing.key]:
                self.waiting[outgoing.key] = False
                return KIND.find(access, outgoing, now()) is not None
            return bool(KIND.send(access, outgoing).external_id)
        except RefusedError as error:
            self.blamed += [] if error.can_retry else [error.words]
        except UnsureError:
            self.waiting[outgoing.key] = True
        return False


def test_after_five_hundred_faults_both_sides_hold_the_same(sky, open_account):
    planted = {sky.haneul.mention(sky.us, f"{one}번 물음")["uri"] for one in range(MESSAGES)}
    sky.us.await_notified(*planted)
    storm = Storm(open_account, [Outgoing(f"reply-{one}", f"{one}번 답") for one in range(ANSWERS)])
    with faulty(sky.us.pds, Dice(seed=11, share=0.75, delay=0.02)) as place:
        while place.fault_count < FAULTS:
            storm.hear(pds=place.url)
            storm.speak(pds=place.url)
        with place.calm():
            storm.hear(pds=place.url)
            for _ in range(ANSWERS):
                storm.speak(pds=place.url)
    assert storm.blamed == [], "weather is nobody's fault, and passes"
    arrived = [one.external_id for one in storm.found if not one.deletes]
    assert set(arrived) == planted
    assert len(arrived) == len(planted), "doubled"
    said = sorted(one["value"]["text"] for one in sky.us.posts())
    assert said == sorted(one.text for one in storm.answers)
    assert set(place.counts) >= {"deaf", "mute", "half", "slow_down", "down", "late_down", "twice"}
