"""Import per second of CPU against one-by-one ORM inserts that leave the same rows; ends 1 below the goal.

Run: python bench/import.py [rows]. Both halves run on fresh SQLite files in one process: authors and
persons, messages read and masked, conversations with turns, hourly counts and the search index.
"""

import csv
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

GOAL = 25.0
_HOME = tempfile.mkdtemp(prefix="hanjari-bench-")
os.environ["HANJARI_HOME"] = _HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanjari.config.settings")

import django  # noqa: E402 (the home is named first)

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import F  # noqa: E402

from hanjari.channels import actions as channels  # noqa: E402
from hanjari.channels.models import Account  # noqa: E402
from hanjari.conversations.models import Conversation, Turn  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.journal.hearing import seat_listeners  # noqa: E402
from hanjari.language import mask, read  # noqa: E402
from hanjari.listening import actions as listening  # noqa: E402
from hanjari.listening import search  # noqa: E402
from hanjari.listening.ids import message_id  # noqa: E402
from hanjari.listening.models import Author, HourCount, Message, Person  # noqa: E402
from hanjari.people.models import Member  # noqa: E402

_WORDS = (
    "정수기 필터가 물이 새요 언제 교체해 주시나요 감사합니다 배송 환불 요청 the filter leaks again"
    " please help 오늘 기사님 방문 불편합니다 좋아요 thank you 소음이 커요"
)


def main() -> int:
    """Print both rates and the ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    call_command("migrate", verbosity=0)
    member = cast.seat_hanbit().members["jiho"]
    seat_listeners()
    import_archive(written(100, "first"), member)  # modules are loaded, statements prepared
    some = max(500, count // 20)
    naive = per_second(lambda: insert_one_by_one(written(some, "naive"), member), some)
    ours = per_second(lambda: import_archive(written(count, "ours"), member), count)
    assert Message.objects.count() == count + some + 100
    assert Turn.objects.count() == count + some + 100
    print(f"one by one   {naive:>9,.0f} messages/s of CPU ({some:,})")
    print(f"import       {ours:>9,.0f} messages/s of CPU ({count:,})")
    print(f"ratio        {ours / naive:>9.1f} x (goal {GOAL:.0f} x)")
    return 0 if ours >= GOAL * naive else 1


def per_second(work: Callable[[], object], count: int) -> float:
    """Rows per second of CPU."""
    begun = time.process_time()
    work()
    return count / (time.process_time() - begun)


def written(count: int, name: str) -> Path:
    """A CSV file of threads of one to five messages by people who come again."""
    chance, words = random.Random(2026), _WORDS.split()  # noqa: S311 (made-up posts)
    path, moment = Path(_HOME) / f"{name}.csv", datetime(2024, 1, 1, tzinfo=UTC)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "author", "inbound", "created_at", "text", "parent_id"])
        for number in range(count):
            moment += timedelta(seconds=chance.randint(1, 90))
            parent = number - 1 if number % chance.randint(1, 5) else ""
            text = " ".join(chance.choices(words, k=chance.randint(4, 16)))
            author = f"person{chance.randint(1, count // 4)}"
            table.writerow([number, author, "True", moment.isoformat(), text, parent])
    return path


def import_archive(path: Path, member: Member) -> None:
    """As `hanjari import` does."""
    archive = channels.draft_import(channels.look_at(path, zone="UTC"), path.stem, by=member)
    assert channels.start_import(archive, by=member)
    for _batch in listening.read_whole_archive(archive.pk):
        pass


def insert_one_by_one(path: Path, member: Member) -> None:
    """The loop that a team writes first: each row in a transaction of its own."""
    account = channels.archive_account(path.stem, by=member)
    for row in rows(path):
        with transaction.atomic():
            insert(account, row)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The file's rows."""
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def insert(account: Account, row: dict[str, str]) -> None:
    """One message with everything around it."""
    if Message.objects.filter(account=account, external_id=row["id"]).exists():
        return
    author = author_of(account, row["author"])
    text, posted_at = mask(row["text"]).text, datetime.fromisoformat(row["created_at"])
    (reading,) = read([text])
    message = Message.objects.create(
        id=message_id(posted_at, account.pk, row["id"]), organisation=account.organisation,
        account=account, external_id=row["id"], author=author, text=text,
        parent_id=row["parent_id"], language=reading.language, intent=reading.intent,
        urgency=reading.urgency, reading={"intents": reading.intents}, posted_at=posted_at,
    )  # fmt: skip
    search.add([(message.pk, "", text)])
    converse(account, message)
    hour, _ = HourCount.objects.get_or_create(
        account=account, hour=posted_at.replace(minute=0, second=0, microsecond=0),
        intent=reading.intent, language=reading.language, is_ours=False,
    )  # fmt: skip
    HourCount.objects.filter(pk=hour.pk).update(message_count=F("message_count") + 1)


def author_of(account: Account, name: str) -> Author:
    """Found, or made with a person."""
    known = {"organisation": account.organisation, "kind": "archive", "external_id": name}
    author = Author.objects.filter(**known).first()
    if author is None:
        person = Person.objects.create(organisation=account.organisation, name=name)
        author = Author.objects.create(**known, name=name, person=person)
    return author


def converse(account: Account, message: Message) -> None:
    """The conversation of the message it answers, or a new one."""
    parent = Message.objects.filter(account=account, external_id=message.parent_id or None).first()
    turn = Turn.objects.filter(message=parent).select_related("conversation").first()
    conversation = turn.conversation if turn else None
    if conversation is None:
        conversation, _ = Conversation.objects.get_or_create(
            account=account, thread_key=message.external_id,
            defaults={"organisation": account.organisation, "person": message.author.person,
                      "first_message_at": message.posted_at, "status": "closed"},
        )  # fmt: skip
    Turn.objects.create(conversation=conversation, message=message)
    Conversation.objects.filter(pk=conversation.pk).update(
        message_count=F("message_count") + 1, last_message_at=message.posted_at,
        text=message.text[:300], intent=message.intent, urgency=message.urgency,
        language=message.language,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
