"""Committees are called while the worker that calls them is killed over and over.

`python -m tests.kill.calls SERVER_JSON` prints one JSON line, as `trials` does. Every member has a
mail address of their own that ends in Haneul's mailbox, and a browser; the company has two webhooks.
"""

import json
import os
import sys
from collections import defaultdict
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path
from random import Random
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (rooms need Django set up)
from django.core.management import call_command  # noqa: E402
from tests.kill.failpoints import PLACES, Plan  # noqa: E402
from tests.kill.trials import SEED, Worker, settle  # noqa: E402
from tests.people.pushed import Browser  # noqa: E402
from tests.servers.mail import HANEUL, MailServer  # noqa: E402
from tests.servers.sink import Sink, running_sink  # noqa: E402

from hanjari.demo import cast  # noqa: E402
from hanjari.issues import actions as issues  # noqa: E402
from hanjari.issues.models import Issue  # noqa: E402
from hanjari.journal.verification import verify  # noqa: E402
from hanjari.kit.clock import now  # noqa: E402
from hanjari.people import actions as people  # noqa: E402
from hanjari.people.models import Call, CallOut, Letter, Way  # noqa: E402

SEATED = {"lead": "jiho", "legal": "sora", "spokesperson": "minseo", "scribe": "doyun"}
ISSUES, HOOKS, KILLS, LIVES = 10, 2, 12, (0.3, 2.0)
"""How many committees, webhooks (each hears of a committee once) and kills, and the seconds that a worker has."""
PLACES |= {
    "claiming a line": "hanjari.people.actions.callouts:_is_to_ring",
    "delivering": "hanjari.people.actions.callouts:_note_all",
    "noting a line": "hanjari.people.actions.callouts:_note",
    "claiming a letter": "hanjari.people.actions.letters:_claim",
    "mailing": "hanjari.people.actions.letters:_mail",
    "convening": "hanjari.issues.actions.convening:convene_committee",
}
MINE = ["claiming a line", "delivering", "noting a line", "claiming a letter", "mailing"]


class Calling:
    """A company whose issues each call a committee of four by mail, browser and webhook."""

    def __init__(self, server: MailServer, sink: Sink) -> None:
        self._server, self._sink = server, sink
        server.empty(HANEUL)
        call_command("migrate", verbosity=0)
        settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.smtp_port
        company = cast.seat_hanbit()
        user, _at, domain = HANEUL.partition("@")
        members, yuna = company.members, company.members["yuna"]
        for part, name in SEATED.items():
            member = members[name]
            member.email = f"{user}+{name}@{domain}"
            member.save(update_fields=["email"])
            end = Browser().subscription(f"{sink.url}/push/{name}")
            people.add_device(**end, agent="Mozilla/5.0 Chrome/126", by=member)
            issues.save_seat_rule(None, by=yuna, part=part, member=member, deputy=None, min_level=2)
        for name in range(HOOKS):
            people.add_webhook(f"메신저 {name}", f"{sink.url}/hook/{name}", hears="urgent", by=yuna)
        for number in range(ISSUES):
            title = f"정수기 누수 {number}"
            issues.raise_issue(company.organisation, title, by=members["jiho"], level=2)

    def hurry(self) -> None:
        """What a dead worker had claimed is due now, not only when its lease runs out."""
        CallOut.objects.filter(state=CallOut.State.WAITING, attempts__gt=0).update(not_before=now())
        Letter.objects.filter(given_up_at=None, attempts__gt=0).update(not_before=now())

    def left(self) -> int:
        """Committees that nobody convened yet, lines that have not rung, letters that wait."""
        unseated = Issue.objects.filter(convened_at=None).count()
        return unseated + self._waiting() + Letter.objects.filter(given_up_at=None).count()

    def is_told(self) -> bool:
        """Whether nothing is left."""
        return not self.left()

    def copies(self) -> tuple[dict[tuple[str, str], list[str]], list[str]]:
        """What came, by way and by what makes it one: the ids of its copies; and faults of its form."""
        came: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for body in self._server.mails(HANEUL):
            mail = message_from_bytes(body)
            who = f"{parseaddr(str(mail['To']))[1]} {mail['Subject']}"
            came[Way.MAIL, who].append(str(mail["Message-ID"]))
        for one in self._sink.posted:
            mark = one.headers["webhook-id"] or one.headers["Topic"]
            way = Way.WEBHOOK if one.path.startswith("/hook") else Way.PUSH
            came[way, f"{one.path} {mark}"].append(str(mark))
        faults = [
            f"copies of {what} by {way} can't be told as such"
            for (way, what), marks in came.items()
            if len(set(marks)) > 1
        ]
        return dict(came), faults

    def faults(self) -> list[str]:
        """What is not as it must be at the end."""
        came, faults = self.copies()
        for way, count in {
            Way.MAIL: len(SEATED),
            Way.PUSH: len(SEATED),
            Way.WEBHOOK: HOOKS,
        }.items():
            there = sum(one == way for one, _what in came)
            if there != ISSUES * count:
                faults.append(f"{there} of {ISSUES * count} rang by {way}")
        if (calls := Call.objects.count()) != ISSUES * len(SEATED):
            faults.append(f"{calls} calls for {ISSUES} committees of {len(SEATED)}")
        unsent = CallOut.objects.filter(ring=0).exclude(state=CallOut.State.SENT)
        faults += [f"{one.line} of {one.call_id} is {one.state}: {one.fault}" for one in unsent]
        return faults + [str(finding) for finding in verify().findings]

    def figures(self) -> dict[str, Any]:
        """What was carried through."""
        came, _faults = self.copies()
        second = sum(len(marks) - 1 for marks in came.values())
        return {"calls": Call.objects.count(), "rang": len(came), "second_copies": second}

    @staticmethod
    def _waiting() -> int:
        return CallOut.objects.filter(state=CallOut.State.WAITING, ring=0).count()


def run(server: MailServer, sink: Sink) -> dict[str, object]:
    """Kill while anybody is left to be called; then one worker to the end."""
    chance = Random(SEED)  # noqa: S311 (a printed seed, so that a fault can be met again)
    story = Calling(server, sink)
    log = Path(os.environ["HANJARI_HOME"]) / "workers.log"
    kills = 0
    while kills < KILLS and not story.is_told():
        plan = Plan(chance.choice(MINE), chance.randint(1, 4), chance.random() < 0.5)
        drawn = plan if chance.random() < 0.6 else Plan.drawn(chance)
        Worker(log, drawn).kill(chance.uniform(*LIVES), story.is_told)
        kills += 1
        story.hurry()
    is_told = settle(story, log, 0) > 0  # type: ignore[arg-type] # asks what a `Story` has, too
    faults = [*([] if is_told else ["the last worker did not finish"]), *story.faults()]
    return {"seed": SEED, "kills": kills, **story.figures(), "faults": faults}


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    with running_sink() as sink:
        verdict = run(MailServer(**{**told, "folder": Path(told["folder"])}), sink)
    print(json.dumps(verdict, ensure_ascii=False))  # noqa: T201 (the verdict)
