"""The stage of a whole crisis: Hanbit's committee by rule, its mailbox, its Bluesky, a query, and a surge."""

from datetime import timedelta

import time_machine

from hanjari.channels import actions as channels
from hanjari.channels.access import seal_secrets
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.commitments.actions import lateness
from hanjari.issues import actions as issues
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.actions import standing
from hanjari.listening.models import Message
from hanjari.people.models import Member
from hanjari.public import actions as public

SEATS = (
    ("lead", "jiho"), ("legal", "sora"), ("spokesperson", "minseo"), ("scribe", "doyun"), ("product", "yuna"),
)  # fmt: skip
SURGE = 24


def member(name: str) -> Member:
    """One of Hanbit's."""
    return Member.objects.get(email=f"{name}@hanbit.example")


def prepare(mail: dict, password: str, sky: dict, secrets: dict, did: str) -> None:
    """Everybody's seat, the public page, the channels, what is listened for."""
    yuna = member("yuna")
    for part, name in SEATS:
        issues.save_seat_rule(
            None, by=yuna, part=part, member=member(name), deputy=None, min_level=2
        )
    public.open_page(by=yuna)
    channels.connect_account(
        "mail",
        channels.Connection(
            "고객 메일", mail, secrets={"password": password}, own_ids=(mail["address"],)
        ),
        by=yuna,
    )
    bluesky = channels.connect_account(
        "bluesky",
        channels.Connection("한빛 블루스카이", sky, secrets=secrets, own_ids=(did,)),
        by=yuna,
    )
    channels.ask_consent(bluesky, by=yuna, redirect_uri="http://127.0.0.1/back/")
    Account.objects.create(
        organisation=yuna.organisation, kind="archive", name="고객의 소리", secrets=seal_secrets({})
    )
    standing.create_query("정수기 누수", "정수기 AND 물", by=member("jiho"))
    quiet_days()


def quiet_days() -> None:
    """Three days in which now and then somebody says something about their water purifier."""
    place = Account.objects.get(name="고객의 소리")
    for number in range(36):
        at = now() - timedelta(hours=2 * (36 - number) + 1)
        sender = Sender(f"calm{number}", name=f"이웃 {number + 1}")
        text = f"정수기 물맛이 {('좋아요', '괜찮네요', '궁금해요')[number % 3]} {number}"
        listening.keep(
            place, [Envelope(place.pk, f"calm{number}", at, sender, text)], arrived_at=at
        )


def surge() -> None:
    """Two dozen people say the same within a quarter of an hour."""
    place = Account.objects.get(name="고객의 소리")
    for number in range(SURGE):
        at = now() - timedelta(seconds=30 * (SURGE - number))
        sender = Sender(f"voice{number}", name=f"손님 {number + 1}")
        text = f"정수기에서 물이 새서 마루가 젖었어요. 접수 번호 {number * 7919 % 10007}번입니다"
        envelope = Envelope(place.pk, f"voice{number}", at, sender, text)
        listening.keep(place, [envelope], arrived_at=now())


def heard(words: str) -> bool:
    """Whether a message with these words has arrived."""
    return Message.objects.filter(text__contains=words).exists()


def add(pk: int) -> None:
    """What came by mail and on Bluesky belongs to the issue too."""
    from hanjari.issues.models import Issue  # noqa: PLC0415 (told in a process of its own)

    rows = Message.objects.filter(account__kind__in=("mail", "bluesky"), is_ours=False)
    ids = list(rows.filter(text__contains="정수기").values_list("pk", flat=True))
    issues.add_messages(Issue.objects.get(pk=pk), ids, by=member("minseo"))


def pass_days(count: int) -> None:
    """So many days later the desk looks which promises are late."""
    with time_machine.travel(now() + timedelta(days=count), tick=False):
        lateness.watch()
