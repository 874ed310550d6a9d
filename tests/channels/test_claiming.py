"""Two workers, or a worker and a person, reach for one row at the same time: one of them gets it."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from hanjari.channels import actions
from hanjari.channels.actions import acting, sending
from hanjari.channels.contract import Outgoing
from hanjari.channels.models import Act, Delivery

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 15
"""A race is met by chance; so often, one that can be lost is lost."""


@pytest.fixture(autouse=True)
def _many_writers() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")


def at_once(*acts: Callable[[], object]) -> list[bool]:
    """What each of them says, all begun in the same moment."""
    together, said = Barrier(len(acts)), [False] * len(acts)

    def run(place: int) -> None:
        connections["default"].ensure_connection()
        together.wait()
        said[place] = bool(acts[place]())
        connections.close_all()

    hands = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return said


def deliveries(account) -> list[Delivery]:
    return [
        actions.send(account, Outgoing(key=f"reply-{number}", text="답")) for number in range(TIMES)
    ]


def test_two_workers_claim_a_delivery_once(account) -> None:
    for one in deliveries(account):
        said = at_once(*[lambda pk=one.pk: sending._claim(pk)] * 3)
        assert sum(said) == 1


def test_what_is_withdrawn_is_not_claimed(account, minseo) -> None:
    for one in deliveries(account):
        said = at_once(
            lambda pk=one.pk: sending._claim(pk), lambda row=one: actions.cancel(row, by=minseo)
        )
        assert sum(said) == 1


def test_what_is_held_is_not_claimed(account) -> None:
    for one in deliveries(account):
        said = at_once(
            lambda pk=one.pk: sending._claim(pk), lambda row=one: actions.hold(row, "heard")
        )
        assert sum(said) == 1


def test_two_workers_claim_an_act_once(account) -> None:
    for number in range(TIMES):
        row = Act.objects.create(account=account, external_id=str(number), what=Act.What.TAKE_BACK)
        assert sum(at_once(*[lambda pk=row.pk: acting._claim(pk)] * 3)) == 1
