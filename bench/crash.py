"""kill -9 of ingest at random points: `python -m bench.crash [kills]`; ends 1 when anything is lost.

A child reads waiting payloads as the worker does, every other time beside a second one; it is killed
after a random moment, a new one goes on, until all is read. Then every message said must be there once, counted once, announced
once, found by its word and by the standing query that asks for it, counted there once, and no personal
data may be left in a payload that was read.
"""

import json
import os
import random
import signal
import sys
import time
from hashlib import sha256

from bench.desk import open_desk

open_desk()

from django.db import connection  # noqa: E402 (after django.setup)
from django.db.models import Sum  # noqa: E402
from tests.listening.spoken import Spoken  # noqa: E402

from hanjari.channels.models import Account, RawPayload  # noqa: E402
from hanjari.channels.registry import kinds  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.journal.models import Entry  # noqa: E402
from hanjari.listening import actions as listening  # noqa: E402
from hanjari.listening.actions.standing import create_query  # noqa: E402
from hanjari.listening.models import Hit, HourCount, Message, QueryCount  # noqa: E402
from hanjari.listening.search import Scope, search  # noqa: E402

PER_KILL, PER_PAYLOAD = 40, 3
SECRET = "900101-1234567"  # noqa: S105 (a made-up resident number)


def speak(account: Account, kills: int) -> set[str]:
    """Payloads enough for so many kills; every tenth holds a resident number. Returns all ids said."""
    rows, said = [], set()
    for number in range(kills * PER_KILL):
        words = f"{SECRET} 입니다" if number % 10 == 0 else f"물이 새요 {number}"
        ids = [f"{number}-{part}" for part in range(PER_PAYLOAD)]
        body = json.dumps([{"id": pk, "text": words} for pk in ids], ensure_ascii=False).encode()
        rows.append(RawPayload(account=account, digest=sha256(body).hexdigest(), body=body))
        said |= set(ids)
    RawPayload.objects.bulk_create(rows, batch_size=500)
    return said


def child() -> int:
    """A process that listens until nothing waits."""
    pid = os.fork()
    if pid:
        return pid
    try:
        while listening.hear_waiting(20):
            pass
    finally:
        os._exit(0)


def kill_until_read(kills: int, dice: random.Random) -> int:
    """Kill child after child; returns how many died by our hand."""
    killed = 0
    while RawPayload.objects.filter(state="waiting").exists():
        connection.close()
        pid = child()
        other = child() if killed % 2 else 0
        if killed < kills:
            time.sleep(dice.uniform(0.005, 0.12))
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        killed += os.WIFSIGNALED(status)
        if other:
            os.kill(other, signal.SIGKILL)
            killed += os.WIFSIGNALED(os.waitpid(other, 0)[1])
    return killed


def wrongs(account: Account, said: set[str]) -> list[str]:
    """What is not as it must be, in plain words."""
    stored = list(Message.objects.values_list("external_id", flat=True))
    announced = [
        pk
        for facts in Entry.objects.filter(event="messages.arrived").values_list("facts", flat=True)
        for pk in facts["message_ids"]
    ]
    counted = HourCount.objects.aggregate(all=Sum("message_count"))["all"]
    found = search(Scope(account.organisation_id), "물이", limit=len(said) + 1).ids
    wet = Message.objects.filter(text__contains="물이").count()
    heard = Hit.objects.count(), QueryCount.objects.aggregate(all=Sum("message_count"))["all"]
    leaks = sum(SECRET.encode() in bytes(raw.body) for raw in RawPayload.objects.iterator())
    checks = {
        f"lost: {len(said - set(stored))}": said == set(stored),
        f"doubled: {len(stored) - len(set(stored))}": len(stored) == len(set(stored)),
        f"counted {counted} of {len(said)}": counted == len(said),
        f"announced {len(announced)} of {len(said)}": sorted(announced)
        == sorted(Message.objects.values_list("pk", flat=True)),
        f"found {len(found)} of {wet}": len(found) == wet,
        f"a standing query found {heard[0]} and counted {heard[1]} of {wet}": heard == (wet, wet),
        f"payloads with personal data: {leaks}": leaks == 0,
    }
    return [words for words, is_well in checks.items() if not is_well]


def main() -> int:
    """Speak, kill, look."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    kinds()["spoken"] = Spoken()  # type: ignore[assignment]
    company = cast.seat_hanbit()
    create_query("물", "물이 OR refund*", by=company.members["jiho"])
    account = Account.objects.create(organisation=company.organisation, kind="spoken", name="광장")
    said = speak(account, kills)
    killed = kill_until_read(kills, random.Random(2026))  # noqa: S311 (a test of luck)
    wrong = wrongs(account, said)
    print(
        f"{killed} kills over {len(said):,} messages: {'; '.join(wrong) or 'nothing lost, nothing doubled'}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
