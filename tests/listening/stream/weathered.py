"""A reader in a process of its own, in whatever weather: `python -m tests.listening.stream.weathered COUNT`.

It listens to a network that says COUNT posts, one each twentieth of a second, deletes the first one
after all, and ends once the place behind the last one is written down.
"""

import sys
import time

import django

django.setup()

from django.db import DatabaseError, connections  # noqa: E402 (the rooms open first)
from tests.listening.stream.babbling import Babbling, gone, said  # noqa: E402

from hanjari.channels import actions as channels  # noqa: E402
from hanjari.channels.models import Account, Stream  # noqa: E402
from hanjari.channels.registry import kinds  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.listening.models import StandingQuery  # noqa: E402
from hanjari.listening.stream import keeping  # noqa: E402
from hanjari.listening.stream.reading import read_stream  # noqa: E402

LONG = "정수기 이야기 " * 1_000
"""What is short may still find room in a block that is there already; this does not."""


class Talking(Babbling):
    """Says its next post a twentieth of a second after the last."""

    def stream(self, access, place):
        for flow in super().stream(access, place):
            yield flow
            time.sleep(0.05)


def main(count: int) -> None:
    """Seat a company, listen, and say when all is written down."""
    keeping.FIRST, keeping.LONGEST = 0.1, 0.5
    network = Talking()
    network.frames = [[said(number, f"한빛 {number} {LONG}")] for number in range(count)]
    network.frames.append([gone(0)])
    kinds()[network.slug] = network
    company = cast.seat_hanbit()
    owner = company.members["yuna"]
    house = company.organisation
    account = Account.objects.create(
        organisation=house, kind=network.slug, name="온 세상", owner=owner
    )
    StandingQuery.objects.create(organisation=house, name="한빛", expression="한빛")
    channels.ask_stream(account, by=owner)
    pk = Stream.objects.get(account=account).pk
    looked_at = 0.0

    def is_over() -> bool:
        nonlocal looked_at
        if time.monotonic() - looked_at < 0.5:
            return False
        looked_at = time.monotonic()
        try:
            return Stream.objects.get(pk=pk).place == {"at": count + 1}
        except (DatabaseError, OSError):
            connections.close_all()
            return False

    read_stream(pk, is_over=is_over)
    sys.stdout.write(f"opened {len(network.opened_at)}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
