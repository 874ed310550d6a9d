"""Everyone is told while the worker that tells them is killed over and over.

`python -m tests.kill.telling SERVER_JSON` prints one JSON line, as `trials` does. Everybody has an
address of their own that ends in Haneul's mailbox, so that one look counts what reached whom.
"""

import json
import os
import sys
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path
from random import Random

import django

django.setup()

from django.db.models import QuerySet  # noqa: E402 (rooms need Django set up)
from tests.kill.failpoints import Plan  # noqa: E402
from tests.kill.story import Story  # noqa: E402
from tests.kill.trials import SEED, Worker, settle  # noqa: E402
from tests.servers.mail import HANEUL, MailServer  # noqa: E402

from hanjari.channels.envelope import Envelope, Sender  # noqa: E402
from hanjari.conversations.actions import rounds  # noqa: E402
from hanjari.conversations.actions.arrival import thread_messages  # noqa: E402
from hanjari.conversations.models import Conversation, Recipient, Reply  # noqa: E402
from hanjari.kit.clock import now  # noqa: E402
from hanjari.listening import actions as listening  # noqa: E402

PEOPLE = 120
KILLS = 30
LIVES = (0.2, 2.5)
"""Seconds that a worker has: from its first words to a few dozen mails."""
TEXT = "{name}님, 말씀해 주신 필터 알림을 만들었습니다. 알려 주셔서 고맙습니다."


class Telling(Story):
    """People who have written, and the round that two let go."""

    def __init__(self, server: MailServer, chance: Random) -> None:
        super().__init__(server, chance)
        user, _at, domain = HANEUL.partition("@")
        said = [
            Envelope(
                self.account.pk, f"wish-{number}@{domain}", now() - timedelta(hours=1),
                Sender(f"{user}+{number}@{domain}", name=f"손님{number}"), "필터를 갈 때를 알려 주면 좋겠어요.",
                subject="필터",
            )
            for number in range(PEOPLE)
        ]  # fmt: skip
        self.planted = [one.external_id for one in said]
        thread_messages(listening.keep(self.account, said).new)
        talks = list(Conversation.objects.values_list("pk", flat=True))
        row = rounds.start_round(
            self.account.organisation, "trial", TEXT, by=self._minseo, conversations=talks
        )
        rounds.ask_approval(row, by=self._minseo)
        self._round = rounds.approve_round(row, by=self._jiho)

    def left(self) -> int:
        """How many are to be handed over, or not out yet."""
        return super().left() + self._waiting().count()

    def is_told(self) -> bool:
        """Everybody was handed over, and every answer is out and in its thread."""
        return not self._waiting().exists() and super().is_told()

    def faults(self) -> list[str]:
        """Also: each of them got one mail, by one answer."""
        mails = [message_from_bytes(body) for body in self._server.mails(HANEUL)]
        reached = Counter(parseaddr(str(mail["To"]))[1] for mail in mails)
        return [
            *super().faults(),
            *(f"{who} was told {count} times" for who, count in reached.items() if count > 1),
            *([f"{PEOPLE - len(reached)} were never told"] if len(reached) != PEOPLE else []),
            *(["an answer belongs to nobody"] if Reply.objects.count() != PEOPLE else []),
        ]

    def _waiting(self) -> QuerySet[Recipient]:
        return self._round.recipients.filter(state=Recipient.State.WAITING)


def run(server: MailServer) -> dict[str, object]:
    """Kill while anybody is left to be told; then one worker to the end."""
    chance = Random(SEED)  # noqa: S311 (a printed seed, so that a fault can be met again)
    story = Telling(server, chance)
    log = Path(os.environ["HANJARI_HOME"]) / "workers.log"
    lies: list[str] = []
    kills = 0
    while kills < KILLS and not story.is_told():
        plan = Plan.drawn(chance) if chance.random() < 0.5 else None
        Worker(log, plan).kill(chance.uniform(*LIVES), story.is_told)
        kills += 1
        story.hurry()
        if kills % 10 == 0:
            lies += [f"kill {kills}: {lie}" for lie in story.lies()]
    is_told = settle(story, log, 0) > 0
    faults = lies + ([] if is_told else ["the last worker did not finish"]) + story.faults()
    return {"seed": SEED, "kills": kills, **story.figures(), "faults": faults}


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    print(json.dumps(run(MailServer(**{**told, "folder": Path(told["folder"])}))))  # noqa: T201 (the verdict)
