"""How much faster a batch is than one by one: `python -m bench.ingest [count]`.

Both sides do the same work for every message: bound, mask, read, look for doubles and tombstones,
find or make author and person, store, index, count, announce; then thread it into a conversation.
Baseline: the ORM's get_or_create and update_or_create, a transaction a message, as a first draft is
written. Ratio per CPU second (user + system), one process, same store, 5 % doubles on both sides.
"""

import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bench.desk import cpu, open_desk, texts

open_desk()

from django.db import connection, transaction  # noqa: E402 (after django.setup)
from django.db.models import F  # noqa: E402

from hanjari import language  # noqa: E402
from hanjari.channels.envelope import Envelope, Sender  # noqa: E402
from hanjari.channels.models import Account, Delivery  # noqa: E402
from hanjari.conversations.actions.arrival import thread_messages  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.journal.actions import record  # noqa: E402
from hanjari.listening import actions as listening  # noqa: E402
from hanjari.listening import search  # noqa: E402
from hanjari.listening.ids import message_id  # noqa: E402
from hanjari.listening.ingest.arrival import Arrival, Place  # noqa: E402
from hanjari.listening.ingest.bounding import bounded  # noqa: E402
from hanjari.listening.ingest.storing import told  # noqa: E402
from hanjari.listening.ingest.understanding import masked  # noqa: E402
from hanjari.listening.models import Author, HourCount, Message, Person, Tombstone  # noqa: E402

BATCH, DOUBLES, GOAL = 1_000, 0.05, 25
START = datetime(2026, 1, 1, tzinfo=UTC)


def envelopes(account: Account, words: list[str]) -> list[Envelope]:
    """One in four answers an earlier one; every fourth author speaks again; one in twenty is a double."""
    dice = random.Random(7)  # noqa: S311 (a bench, not a secret)
    made: list[Envelope] = []
    for number, text in enumerate(words):
        if made and dice.random() < DOUBLES:
            made.append(dice.choice(made[-5_000:]))
            continue
        parent = dice.choice(made[-50:]) if made and dice.random() < 0.25 else None
        author = f"a{dice.randrange(len(words) // 4 + 1)}"
        made.append(
            Envelope(
                account.pk, f"m{number}", START + timedelta(seconds=3 * number),
                Sender(author, f"사람 {author}"), text,
                parent_id=parent.external_id if parent else "",
                root_id=(parent.root_id or parent.external_id) if parent else "",
            )
        )  # fmt: skip
    return made


def one_by_one(account: Account, some: list[Envelope], *, threads: bool) -> None:
    """What a first draft does."""
    place = Place.of(account)
    for envelope in some:
        arrival = bounded(envelope, place, datetime.now(UTC), None)
        masked([arrival])
        reading = language.read([arrival.text])[0]
        with transaction.atomic():
            message = _create(account, arrival, reading)
            if message and threads:
                thread_messages([message.pk])


def _create(account: Account, arrival: Arrival, reading: language.Reading) -> Message | None:
    known = {"account": account, "external_id": arrival.external_id}
    if Tombstone.objects.filter(**known).exists() or Message.objects.filter(**known).exists():
        return None
    author = Author.objects.filter(
        organisation=account.organisation, kind=account.kind, external_id=arrival.sender.external_id
    ).first()
    if author is None:
        person = Person.objects.create(organisation=account.organisation, name=arrival.sender.name)
        author = Author.objects.create(
            organisation=account.organisation, kind=account.kind, person=person,
            external_id=arrival.sender.external_id, name=arrival.sender.name,
        )  # fmt: skip
    message = Message.objects.create(
        id=message_id(arrival.posted_at, account.pk, arrival.external_id),
        organisation=account.organisation, author=author, text=arrival.text,
        parent_id=arrival.parent_id, root_id=arrival.root_id, language=reading.language,
        intent=reading.intent, urgency=reading.urgency, reading=told(reading),
        is_ours=Delivery.objects.filter(**known).exists(), posted_at=arrival.posted_at, **known,
    )  # fmt: skip
    search.add([(message.pk, message.subject, message.text)])
    hour, _ = HourCount.objects.get_or_create(
        account=account, intent=reading.intent, language=reading.language, is_ours=message.is_ours,
        hour=arrival.posted_at.replace(minute=0, second=0, microsecond=0),
    )  # fmt: skip
    HourCount.objects.filter(pk=hour.pk).update(message_count=F("message_count") + 1)
    record(
        "messages.arrived", "account", account.pk, organisation=account.organisation,
        message_ids=[message.pk],
    )  # fmt: skip
    Account.objects.filter(pk=account.pk).update(last_message_at=arrival.arrived_at)
    return message


def in_batches(account: Account, some: list[Envelope], *, threads: bool) -> None:
    """What the house does."""
    for start in range(0, len(some), BATCH):
        kept = listening.keep(account, some[start : start + BATCH])
        if threads:
            thread_messages(kept.new)


def timed(run: Callable[[], None], count: int) -> float:
    """Messages a CPU second."""
    before = cpu()
    run()
    return count / (cpu() - before)


def main() -> int:
    """Print both sides and their ratio, with and without threading; 1 when one is below the goal."""
    worst = float("inf")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    few = max(1_000, count // 20)
    organisation = cast.seat_hanbit().organisation
    words = texts(count + few)
    for threads in (False, True):
        name = "with threads and clocks" if threads else "without threads"
        slow_place, fast_place = (
            Account.objects.create(organisation=organisation, kind="archive", name=f"{side} {name}")
            for side in ("slow", "fast")
        )
        slow_some = envelopes(slow_place, words[:few])
        fast_some = envelopes(fast_place, words[few:])
        slow = timed(lambda: one_by_one(slow_place, slow_some, threads=threads), few)  # noqa: B023 (called at once)
        fast = timed(lambda: in_batches(fast_place, fast_some, threads=threads), count)  # noqa: B023 (called at once)
        worst = min(worst, fast / slow)
        stored = Message.objects.filter(account=fast_place).count()
        assert stored == len({one.external_id for one in fast_some})
        print(
            f"{name} ({connection.vendor}): one by one {slow:,.0f}, batches of {BATCH:,} {fast:,.0f}"
            f" messages a CPU second: ratio {fast / slow:.1f} (goal {GOAL})"
        )
    return int(worst < GOAL)


if __name__ == "__main__":
    sys.exit(main())
