"""Once a day posts that we keep are looked up; what is deleted or hidden at X is taken back here."""

from datetime import timedelta

import pytest
import time_machine
from tests.channels.x.conftest import Purse
from tests.channels.x.test_pulling import pulled

from hanjari.channels.kinds.x import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def looked(access, days: float):
    """Envelopes of a pull so many days later, and the cursor."""
    cursor, found = dict(access.cursor), []
    with time_machine.travel(now() + timedelta(days=days), tick=True):
        for catch in KIND.pull(access):
            cursor = catch.cursor
            found += [one for raw in catch.payloads for one in KIND.read(access, raw)]
    return found, cursor


def test_what_is_deleted_or_hidden_at_x_is_taken_back_within_a_day(sim, open_account):
    kept, deleted, hidden = (sim.write(f"@hanbit_kr {word}") for word in ("가", "나", "다"))
    cursor = pulled(open_account())[1]
    sim.remove(deleted)
    sim.hidden.add(hidden.id)
    assert looked(open_account(cursor), 0.5)[0] == [], "not yet"
    found, cursor = looked(open_account(cursor), 1.01)
    assert {one.external_id for one in found if one.deletes} == {deleted.id, hidden.id}
    assert kept.id not in {one.external_id for one in found}
    assert looked(open_account(cursor), 2.1)[0] == [], "looked at for one day and no longer"


def test_the_first_id_of_an_edited_post_is_looked_up(sim, open_account):
    first = sim.write("@hanbit_kr 오타")
    edited = sim.edit(first, "@hanbit_kr 고침")
    cursor = pulled(open_account())[1]
    assert cursor["watch"] == [first.id]
    sim.remove(edited)
    (gone,) = looked(open_account(cursor), 1.1)[0]
    assert gone.external_id == first.id


def test_every_look_is_billed_and_can_be_switched_off(sim, open_account):
    sim.write("@hanbit_kr 질문")
    cursor = pulled(open_account())[1]
    purse = Purse()
    looked(open_account(cursor, meter=purse), 1.1)
    assert purse.spent == 500_000
    assert "watch" not in pulled(open_account(recheck_days=0))[1]


def test_more_than_a_hundred_are_looked_up_in_parts_and_a_kill_repeats_none(sim, open_account):
    posts = [sim.write(f"@hanbit_kr {number}") for number in range(140)]
    cursor = {
        "watch": [post.id for post in posts],
        "looked_at": "2026-11-01T00:00:00+00:00",
        "mentions": {"since": posts[-1].id},
    }
    cursor = next(iter(KIND.pull(open_account(cursor, own_posts=False)))).cursor
    assert len(cursor["looked"]) == 40
    sim.place.calls.clear()
    list(KIND.pull(open_account(cursor, own_posts=False)))
    (call,) = (call for call in sim.place.calls if call.path == "/2/tweets")
    assert len(call.query["ids"].split(",")) == 40
