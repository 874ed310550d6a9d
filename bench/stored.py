"""A desk with many messages stored, made once through the real ingest and kept for the next bench.

Run: python bench/stored.py 1000000   (or import `stored_desk`)
Kept in HANJARI_BENCH (default: ~/.cache/hanjari-bench); delete the folder to make it again.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desk import texts

ROOT = Path(__file__).resolve().parents[1]
BATCH = 2_000
TURNS = 5
"""Messages a conversation."""


def stored_desk(messages: int) -> Path:
    """The HANJARI_HOME of a desk with that many messages; made in a process of its own when missing."""
    folder = Path(os.environ.get("HANJARI_BENCH", "~/.cache/hanjari-bench")).expanduser()
    home = folder / f"desk-{messages}"
    if not (home / "ready").exists():
        subprocess.run(
            [sys.executable, __file__, str(messages)],
            env={**os.environ, "HANJARI_HOME": str(home)},
            check=True,
        )
    return home


def make(messages: int, home: Path) -> None:
    """Fill a fresh home: the cast, one mail account, threads of five over the last year."""
    import django  # noqa: PLC0415 (settings read HANJARI_HOME, which this process has just been given)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 (after setup)

    from hanjari.channels.models import Account  # noqa: PLC0415 (after setup)
    from hanjari.demo.cast import seat_hanbit  # noqa: PLC0415 (after setup)

    call_command("migrate", verbosity=0)
    company = seat_hanbit()
    account = Account.objects.create(
        organisation=company.organisation,
        kind="mail",
        name="메일",
        department=company.departments["고객응대"],
    )
    begun = time.perf_counter()
    for done in _fill(account, messages):
        print(
            f"\r{done:,} messages, {done / (time.perf_counter() - begun):,.0f} a second",
            end="",
            flush=True,
        )
    print()
    (home / "ready").touch()


def _fill(account, messages: int) -> Iterator[int]:
    from django.db import transaction  # noqa: PLC0415 (after setup)

    from hanjari.channels.envelope import Envelope, Sender  # noqa: PLC0415 (after setup)
    from hanjari.journal.hearing import settle  # noqa: PLC0415 (after setup)
    from hanjari.listening import actions as listening  # noqa: PLC0415 (after setup)

    said, start = iter(texts(messages)), datetime.now(UTC) - timedelta(days=365)
    step = timedelta(days=365) / messages
    for first in range(0, messages, BATCH):
        batch = [
            Envelope(
                account_id=account.pk,
                external_id=f"m{number}",
                posted_at=start + step * number,
                sender=Sender(f"person{number // TURNS}", name=f"손님 {number // TURNS}"),
                text=next(said)[:200],
                subject="문의" if number % TURNS == 0 else "",
                parent_id=f"m{number - 1}" if number % TURNS else "",
                root_id=f"m{number - number % TURNS}" if number % TURNS else "",
                is_public=False,
            )
            for number in range(first, min(first + BATCH, messages))
        ]
        with transaction.atomic():
            listening.keep(account, batch)
        settle()
        yield first + len(batch)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanjari.config.settings")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if "HANJARI_HOME" in os.environ and "desk-" in os.environ["HANJARI_HOME"]:
        make(count, Path(os.environ["HANJARI_HOME"]))
    else:
        print(stored_desk(count))
