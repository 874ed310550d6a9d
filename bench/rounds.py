"""Everyone told while workers are killed: `python -m bench.rounds [people] [seconds between kills]`.

So many people have written by mail. One text for all is let go by two; `hanjari worker` hands it to
the outbox and sends it to a mail server of this bench, which counts what it took. The worker is
killed (SIGKILL) again and again at random moments and started anew. At the end: nobody got it twice
(goal 0), and everybody is told or stands as unknown, which a kill between a mail's last dot and the
server's answer leaves behind; with a mailbox to read back, as in the tests, these are found out too.
"""

import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

from aiosmtpd.controller import Controller

from bench.desk import open_desk
from bench.start import free_port

os.environ |= {
    "HANJARI_ROUNDS_PER_MINUTE": "1000000",
    "HANJARI_ALLOW_PRIVATE_HOSTS": "127.0.0.1",
    "HANJARI_MEANING": "off",
}
HOME = open_desk()

from hanjari.channels.access import seal_secrets  # noqa: E402 (after django.setup)
from hanjari.channels.envelope import Envelope, Sender  # noqa: E402
from hanjari.channels.models import Account, Delivery  # noqa: E402
from hanjari.conversations.actions import rounds  # noqa: E402
from hanjari.conversations.actions.arrival import thread_messages  # noqa: E402
from hanjari.conversations.models import Conversation, Recipient, Round  # noqa: E402
from hanjari.demo import cast  # noqa: E402
from hanjari.listening import actions as listening  # noqa: E402

LONGEST_S = 3_600
START = datetime.now(UTC) - timedelta(days=2)
TEXT = "{name}님, 말씀해 주신 필터 알림을 만들었습니다. 알려 주셔서 고맙습니다."
"""An idea that was taken up; so many complaints would be an issue, whose brake holds every round."""
State = Delivery.State


class Taken:
    """What the server took, by recipient; each mail waits a moment, as a server's disk does."""

    def __init__(self) -> None:
        self.mails: Counter[tuple[str, str]] = Counter()

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 (aiosmtpd's name)
        """Take it."""
        name = str(message_from_bytes(envelope.content)["Message-ID"])  # type: ignore[attr-defined]
        for to in envelope.rcpt_tos:  # type: ignore[attr-defined]
            self.mails[to, name] += 1
        return "250 taken"


def prepare(people: int, port: int) -> Round:
    """A mailbox, everybody's mail in a thread of its own, and the round that two let go."""
    hanbit = cast.seat_hanbit()
    place = Account.objects.create(
        organisation=hanbit.organisation, kind="mail", name="고객 메일",
        own_ids=["desk@hanbit.example"], secrets=seal_secrets({"password": ""}),
        settings={
            "address": "desk@hanbit.example", "smtp_host": "127.0.0.1", "smtp_port": port,
            "smtp_security": "none", "imap_host": "127.0.0.1", "imap_port": 1, "imap_security": "none",
        },
        next_pull_at=datetime.now(UTC) + timedelta(days=1),
    )  # fmt: skip
    for first in range(0, people, 1_000):
        said = [
            Envelope(
                place.pk, f"<{number}@customer.example>", START + timedelta(seconds=number),
                Sender(f"p{number}@customer.example", name=f"손님{number}"), "필터를 갈 때를 알려 주면 좋겠어요.",
                subject="필터",
            )
            for number in range(first, min(first + 1_000, people))
        ]  # fmt: skip
        thread_messages(listening.keep(place, said).new)
    minseo, jiho = hanbit.members["minseo"], hanbit.members["jiho"]
    talks = list(Conversation.objects.values_list("pk", flat=True))
    row = rounds.start_round(hanbit.organisation, "bench", TEXT, by=minseo, conversations=talks)
    rounds.ask_approval(row, by=minseo)
    return rounds.approve_round(row, by=jiho)


def worker() -> subprocess.Popen[bytes]:
    """`hanjari worker`, quietly."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "hanjari", "worker"], **quiet)  # type: ignore[call-overload]


def is_over(row: Round) -> bool:
    """Everybody handed over, and nothing waits in the outbox."""
    waiting = row.recipients.filter(state=Recipient.State.WAITING).exists()
    left = Delivery.objects.filter(state__in=(State.QUEUED, State.SENDING)).exists()
    return not (waiting or left)


def main(people: int, every: float) -> int:
    """Print what arrived and how often; 1 when anybody got it twice or was forgotten."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    taken, port = Taken(), free_port()
    server = Controller(taken, hostname="127.0.0.1", port=port)
    server.start()
    row = prepare(people, port)
    dice, begun, kills = random.Random(2026), time.monotonic(), 0  # noqa: S311 (a bench, not a secret)
    while not is_over(row) and time.monotonic() - begun < LONGEST_S:
        running = worker()
        until = time.monotonic() + 3 + dice.uniform(0.2, 2) * every
        while time.monotonic() < until and not is_over(row):
            time.sleep(0.2)
        running.send_signal(signal.SIGKILL)
        running.wait()
        kills += 1
    took = time.monotonic() - begun
    server.stop()
    ours = Counter({to: 0 for to, _name in taken.mails})
    for (to, _name), count in taken.mails.items():
        ours[to] += count
    del ours["desk@hanbit.example"]  # our own copy, from which an unsure mail is found out
    doubles = sum(count - 1 for count in ours.values())
    states = Counter(Delivery.objects.values_list("state", flat=True))
    forgotten = people - states[State.SENT] - states[State.UNKNOWN]
    print(
        f"{people:,} people, {kills} kills in {took:.0f} s: {len(ours):,} reached, {doubles} doubles"
        f" (goal 0), {forgotten} forgotten (goal 0), {states[State.UNKNOWN]} not known whether sent"
    )
    return int(doubles or forgotten)


if __name__ == "__main__":
    sys.exit(
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 10_000,
            float(sys.argv[2]) if len(sys.argv) > 2 else 5.0,
        )
    )
