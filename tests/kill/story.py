"""The desk under trial: what is planted, what is answered, and what must be true of both at the end."""

import os
import time
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from random import Random
from typing import Any

from django.core.management import call_command
from django.db.models import F
from tests.servers.mail import HANEUL, PASSWORD, MailServer

from hanjari.channels.access import seal_secrets
from hanjari.channels.models import Account, Delivery, RawPayload
from hanjari.conversations.actions.replies import write_reply
from hanjari.conversations.actions.scheduling import send_now
from hanjari.conversations.models import Conversation, Reply, Turn
from hanjari.demo import cast
from hanjari.journal.models import Entry
from hanjari.journal.verification import verify
from hanjari.kit.clock import now
from hanjari.listening.models import Message

DESK = "kill@hanbit.example"
State = Delivery.State


class Story:
    """One account at a real mail server, and everything that must happen to it exactly once."""

    def __init__(self, server: MailServer, chance: Random) -> None:
        self._server, self._chance = server, chance
        for address in (DESK, HANEUL):
            server.empty(address)
        call_command("migrate", verbosity=0)
        company = cast.seat_hanbit()
        self._minseo, self._jiho = company.members["minseo"], company.members["jiho"]
        self.account = Account.objects.create(
            organisation=company.organisation,
            kind="mail",
            name="한빛 메일",
            settings=server.settings(DESK, grace=0.2),
            secrets=seal_secrets({"password": PASSWORD}),
            own_ids=[DESK],
        )
        self.planted: list[str] = []

    def plant(self) -> None:
        """Haneul writes: sometimes anew, sometimes in answer to what is in her mailbox."""
        number = len(self.planted)
        message = EmailMessage()
        message["From"], message["To"] = f"하늘 <{HANEUL}>", DESK
        message["Message-ID"] = f"<planted-{number}@customer.example>"
        message["Subject"] = f"문의 {number}"
        if self.planted and self._chance.random() < 0.3:
            message["In-Reply-To"] = f"<{self._chance.choice(self.planted)}>"
        message.set_content(f"필터가 아직 안 왔어요. 번호 {number}")
        self._server.deliver(message, DESK)
        self.planted.append(f"planted-{number}@customer.example")

    def answer(self) -> None:
        """Minseo answers a conversation, if there is one yet; every third time for a moment ahead."""
        rows = list(Conversation.objects.filter(merged_into=None).values_list("pk", flat=True))
        if rows:
            conversation = Conversation.objects.get(pk=self._chance.choice(rows))
            text = f"확인해 보겠습니다. 답 {Reply.objects.count()}"
            at = now() + timedelta(seconds=2) if self._chance.random() < 0.3 else None
            write_reply(conversation, text, by=self._minseo, is_confirmed=True, send_at=at)

    def hurry(self) -> None:
        """Let the waiting times pass: what is due later is due now, in the order it was due in."""
        later = Delivery.objects.filter(state__in=[State.QUEUED, State.UNKNOWN])
        later.filter(not_before__gt=now()).update(not_before=F("not_before") - timedelta(days=1))
        Account.objects.filter(pulled_by="").update(next_pull_at=now())
        for reply in Reply.objects.filter(delivery__state=State.HELD):
            send_now(reply, by=self._minseo)  # she has read what is new

    def left(self) -> int:
        """How many answers are not out yet."""
        return Delivery.objects.exclude(state=State.SENT).count()

    def is_told(self) -> bool:
        """Everything planted is threaded and everything answered is out and in its thread."""
        return (
            not Delivery.objects.exclude(state=State.SENT).exists()
            and not Reply.objects.filter(message=None).exists()
            and not RawPayload.objects.filter(state=RawPayload.State.WAITING).exists()
            and Turn.objects.filter(message__external_id__in=self.planted).count()
            == len(self.planted)
        )

    def arrived(self) -> Counter[str]:
        """How often each of our mails lies in Haneul's mailbox."""
        mails = [message_from_bytes(body) for body in self._server.mails(HANEUL)]
        return Counter(str(mail["Message-ID"]).strip("<>") for mail in mails)

    def lies(self) -> list[str]:
        """What may never be true, not even between two kills, while the mail flows."""
        sent = set(Delivery.objects.filter(state=State.SENT).values_list("external_id", flat=True))
        until = time.monotonic() + 5
        while not sent <= set(arrived := self.arrived()) and time.monotonic() < until:
            time.sleep(0.1)
        failed = Delivery.objects.filter(state=State.FAILED).count()
        return [
            *(
                f"{name} lies {count} times with Haneul"
                for name, count in arrived.items()
                if count > 1
            ),
            *(f"{name} is called sent and is not there" for name in sent if name not in arrived),
            *(["an answer is called failed"] * failed),
        ]

    def faults(self) -> list[str]:
        """What is not as it must be at the end."""
        names = Counter(Message.objects.values_list("external_id", flat=True))
        arrived = self.arrived()
        sent = {row.external_id: row for row in Delivery.objects.all()}
        expected = {*self.planted, *sent}
        faults = [
            *self.lies(),
            *(f"{name} is lost" for name in expected if not names[name]),
            *(f"{name} is nobody's message" for name in names if name not in expected),
            *(f"{name} is there {count} times" for name, count in names.items() if count > 1),
            *(f"{name} never reached Haneul" for name in sent if name not in arrived),
            *(f"{name} reached Haneul and is not known" for name in arrived if name not in sent),
        ]
        turns = Counter(Turn.objects.values_list("message__external_id", flat=True))
        faults += [
            f"{name} stands in {turns[name]} threads" for name in expected if turns[name] != 1
        ]
        unread = RawPayload.objects.exclude(state=RawPayload.State.READ)
        faults += [f"a payload is {row.state}: {row.failure}" for row in unread]
        faults += [str(finding) for finding in verify().findings]
        return faults

    def figures(self) -> dict[str, Any]:
        """What was carried through."""
        return {
            "planted": len(self.planted),
            "answered": Reply.objects.count(),
            "messages": Message.objects.count(),
            "conversations": Conversation.objects.count(),
            "held": Entry.objects.filter(event="delivery.held").count(),
            "attempts": sum(Delivery.objects.values_list("attempts", flat=True)),
            "pid": os.getpid(),
        }
