"""Explore over many messages: a page of finds, how ten thousand divide, and folding a batch; CPU of one core.

`python -m bench.explore [MESSAGES]` in a home of its own; best of three, ratio to the page itself.
"""

import random
import sys
from collections.abc import Callable
from datetime import timedelta
from time import process_time

from bench.desk import open_desk

open_desk()

from hanjari.channels.envelope import Envelope, Sender  # noqa: E402 (after django.setup)
from hanjari.channels.models import Account  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.kit.clock import now  # noqa: E402
from hanjari.listening import actions as listening  # noqa: E402
from hanjari.listening.exploring.asked import Asked  # noqa: E402
from hanjari.listening.expressions import parsed  # noqa: E402
from hanjari.listening.models import CopyKey, Message  # noqa: E402
from hanjari.listening.pages.explored import explore_context  # noqa: E402
from hanjari.people.models import Member  # noqa: E402

ASKED = ("", "정수기", "정수기 -가나", "가나 OR 정수기")
BATCH = 2_000
SPAN = 2_000
"""Minutes over which the messages lie: as long as copies are looked for."""


def fill(account: Account, count: int) -> None:
    """Texts of twelve words out of 3,000; every other one names the filter jug."""
    dice = random.Random(1)  # noqa: S311 (texts to fill with)
    words = ["".join(chr(0xAC00 + dice.randrange(11_172)) for _ in range(3)) for _ in range(3_000)]
    for begin in range(0, count, 1_000):
        listening.keep(
            account,
            [
                Envelope(
                    account.pk, f"m{n}", now() - timedelta(minutes=dice.random() * SPAN),
                    Sender(f"u{n % 5_000}", f"이웃{n % 5_000}"),
                    text=" ".join(dice.choices(words, k=12)) + " 정수기" * (n % 2),
                )
                for n in range(begin, begin + 1_000)
            ],
        )  # fmt: skip


def best(act: Callable[[], object]) -> float:
    """The least CPU time of three."""
    times = []
    for _turn in range(3):
        began = process_time()
        act()
        times.append(process_time() - began)
    return min(times)


def main() -> None:
    """Print the table."""
    company = cast.seat_hanbit()
    member = Member.objects.select_related("organisation", "role").get(
        pk=company.members["jiho"].pk
    )
    account = Account.objects.create(
        organisation=company.organisation, kind="mastodon", name="측정"
    )
    fill(account, int(sys.argv[1]) if len(sys.argv) > 1 else 30_000)
    for words in ASKED:
        asked = Asked(parsed(words) if words else None)
        page = best(lambda asked=asked: explore_context(member, asked))
        divided = best(lambda asked=asked: explore_context(member, asked, divides=True))
        print(
            f"{words or '(everything)':16} page {1_000 * page:5.1f} ms   divided {divided:4.2f} s   {divided / page:3.0f} x"
        )
    ids = list(Message.objects.order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(ids), BATCH):
        listening.await_folding(company.organisation.pk, ids[begin : begin + BATCH])
    took = [fold() for _batch in range(0, len(ids), BATCH)][-3:]
    print(
        f"folding {BATCH} beside all that was said in a day and a half: {min(took):.2f} s,"
        f" {BATCH / min(took):,.0f} messages/s; {CopyKey.objects.count():,} keys of {len(ids):,} messages"
    )


def fold() -> float:
    """The CPU time of folding the batch that waits longest."""
    began = process_time()
    listening.fold_waiting()
    return process_time() - began


main()
