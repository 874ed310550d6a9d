"""A process of many threads that all take from one account's meter: `python -m tests.channels.takers`.

It says how often each of two things was granted. It begins when a line comes in, so that several begin together.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import django

django.setup()

from django.db import connections  # noqa: E402 (the rooms are open only now)
from tests.channels.pretend import Pretend  # noqa: E402
from tests.channels.takers_numbers import BUDGET_CENTS, MOST, PRICE, THREADS, TRIES  # noqa: E402

from hanjari.channels import registry  # noqa: E402
from hanjari.channels.access import open_access  # noqa: E402
from hanjari.channels.contract import Quota, SpentError  # noqa: E402
from hanjari.channels.models import Account  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.people.models import Organisation  # noqa: E402


class Metered(Pretend):
    capabilities = replace(Pretend.capabilities, quotas=(Quota("page", MOST, 900),), can_cost=True)


registry.kinds = lambda: {"pretend": Metered()}


def plant() -> None:
    """An account with a budget, on a desk of its own."""
    organisation = Organisation.objects.first() or cast.seat_hanbit().organisation
    account = Account.objects.create(
        organisation=organisation,
        kind="pretend",
        name=f"한빛 {Account.objects.count()}",
        budget_cents=BUDGET_CENTS,
    )
    print(account.pk)  # noqa: T201 (the test reads it)


def take(pk: int, name: str, price: int) -> int:
    meter = open_access(Account.objects.select_related("organisation").get(pk=pk)).meter
    granted = 0
    for _ in range(TRIES):
        try:
            meter.take(name, microcents=price)
        except SpentError as stop:
            if stop.code == "uncounted":
                raise
        else:
            granted += 1
    connections.close_all()
    return granted


def main() -> None:
    if sys.argv[1] == "plant":
        plant()
        return
    pk = int(sys.argv[1])
    sys.stdin.readline()
    with ThreadPoolExecutor(THREADS * 2) as pool:
        pages = [pool.submit(take, pk, "page", 0) for _ in range(THREADS)]
        posts = [pool.submit(take, pk, "post", PRICE) for _ in range(THREADS)]
    print(*(sum(one.result() for one in each) for each in (pages, posts)))  # noqa: T201


main()
