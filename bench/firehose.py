"""A whole network's stream on one machine: `python -m bench.firehose [posts]`.

Lines of JSON as Jetstream sends them, made of real posts, the writers shared out to two processes on
one SQLite store. Each line is parsed, normalised, matched against 10,000 standing queries of which
about one post in a hundred is found; what is found is opened, masked, read, kept once, counted by
hour and by query, and indexed for search; everything of a batch in one transaction. Behind them
the alarm looks at all counts; that its minute has a look in it is taken off the pace. Goal: 143,199
posts a second (Twitter's record, August 2013) on one machine of two cores, so each core half of it.

The pace is per CPU second of the busier process (user + system), times two: what two cores do that
nobody else uses. Wall time is printed too, and how fast this core adds, for other machines' sake.
"""

import json
import sys
import time
from base64 import b32encode
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from bench.desk import cpu, open_desk
from bench.together import await_word, together

HOME = open_desk()

from datetime import UTC, datetime  # noqa: E402

from hanjari.channels.kinds.bluesky.frames import frames_of  # noqa: E402 (after django.setup)
from hanjari.channels.models import Account  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.kit.collector import held_off  # noqa: E402
from hanjari.listening.alarming import watch  # noqa: E402
from hanjari.listening.expressions import printed  # noqa: E402
from hanjari.listening.models import Hit, Message, QueryCount, StandingQuery  # noqa: E402
from hanjari.listening.stream.finding import found  # noqa: E402
from hanjari.listening.stream.keeping import keep  # noqa: E402

RECORD, QUERIES, BATCH, HANDS = 143_199, 10_000, 20_000, 2
NETWORK = "network"
LOUD = 0.013
"""Share of the queries' rare words that somebody says: one post in a hundred is found."""


def line(number: int, text: str) -> str:
    """One post as Jetstream tells it."""
    at, cid = 1_767_225_600_000_000 + number * 7, _letters(number * 31 + 1, 24)
    record = {
        "$type": "app.bsky.feed.post",
        "createdAt": datetime.fromtimestamp(at / 1e6, UTC).isoformat(),
        "langs": ["en" if text.isascii() else "ko"],
        "text": text,
    }
    commit = {
        "rev": f"3l{_letters(number, 11)}", "operation": "create", "collection": "app.bsky.feed.post",
        "rkey": f"3k{_letters(number, 11)}", "record": record,
        "cid": f"bafyrei{cid}{cid[::-1]}{cid[:4]}",
    }  # fmt: skip
    did = f"did:plc:{_letters(number * 7919 % 24_989, 24)}"
    event = {"did": did, "time_us": at, "kind": "commit", "commit": commit}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))


def _letters(number: int, count: int) -> str:
    """A name as the network gives them: letters and digits of base 32."""
    return (
        b32encode(blake2b(str(number).encode(), digest_size=15).digest()).decode().lower()[:count]
    )


def seat(some: Sequence[str]) -> Account:
    """A desk that hears a network, with 10,000 standing queries that find one in a hundred of these posts."""
    from bench.posts import Vocabulary  # noqa: PLC0415 (the hands need no posts)

    organisation = cast.seat_hanbit().organisation
    StandingQuery.objects.bulk_create(
        StandingQuery(organisation=organisation, name=f"q{number}", expression=printed(node))
        for number, node in enumerate(Vocabulary(some).quiet(LOUD).queries(QUERIES))
    )
    return Account.objects.create(organisation=organisation, kind="bluesky", name=NETWORK)


def share_out(some: Sequence[str]) -> None:
    """A file of lines for each hand, by who wrote them."""
    files = [(HOME / f"{hand}.jsonl").open("w", encoding="utf-8") for hand in range(HANDS)]
    for number, text in enumerate(some):
        told = line(number, text)
        files[crc32(told[:40].encode()) % HANDS].write(told + "\n")
    for file in files:
        file.close()


def sift(account: Account, lines: Sequence[str]) -> int:
    """Everything that is done with a batch."""
    with held_off():
        arrivals = found(account, frames_of(lines), datetime.now(UTC)).arrivals
    return len(keep(arrivals, lambda _kept: None).new) if arrivals else 0


def hand(path: Path) -> None:
    """One process: make ready, wait for the word, sift, tell."""
    account = Account.objects.select_related("organisation").get(name=NETWORK)
    lines = path.read_text(encoding="utf-8").splitlines()
    found(account, frames_of(lines[:5_000]), datetime.now(UTC))
    await_word()
    begun, before = time.monotonic(), cpu()
    kept = sum(sift(account, lines[start : start + BATCH]) for start in range(0, len(lines), BATCH))
    told = [len(lines), kept, cpu() - before, time.monotonic() - begun]
    print(json.dumps([*told, _watched()]), flush=True)


def _watched() -> float:
    """CPU seconds of the alarm's look at all counts, which a desk takes once a minute."""
    before = cpu()
    watch()
    return cpu() - before


def main(count: int) -> int:
    """Print the pace; 1 when it is below the goal."""
    from bench.posts import posts  # noqa: PLC0415 (the hands need none)

    some = posts(count)
    seat(some)
    share_out(some)
    told = together([["bench.firehose", str(HOME / f"{hand}.jsonl")] for hand in range(HANDS)])
    heard, kept = sum(one[0] for one in told), sum(one[1] for one in told)
    assert Message.objects.count() == kept
    assert QueryCount.objects.exists()
    alarm = max(one[4] for one in told)
    pace = heard / max(one[2] for one in told) * (1 - alarm / 60)
    print(
        f"{heard:,} posts, {QUERIES:,} queries, {kept:,} kept ({100 * kept / heard:.2f} %),"
        f" {Hit.objects.count():,} finds: {pace:,.0f} posts a second on two cores"
        f" (goal {RECORD:,}); {sum(one[2] for one in told) / heard * 1e6:.1f} us of CPU a post;"
        f" the alarm's look once a minute {alarm * 1000:.0f} ms of it;"
        f" by the clock {heard / max(one[3] for one in told):,.0f} a second;"
        f" this core adds ten million times in {_adding():.2f} s"
    )
    return int(pace < RECORD)


def _adding() -> float:
    before, total = cpu(), 0
    for number in range(10_000_000):
        total += number
    return cpu() - before


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].endswith(".jsonl"):
        hand(Path(sys.argv[1]))
        sys.exit(0)
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000))
