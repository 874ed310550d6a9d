"""People whose water purifier leaks: what they write to Hanbit's mailbox, and the alarm that it raised."""

from datetime import datetime, timedelta

from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.actions import standing
from hanjari.listening.models import Alarm
from hanjari.people.models import Member

SAID = (
    ("김하늘", "새로 산 정수기에서 물이 샙니다"),
    ("이도현", "정수기 누수로 마루가 젖었어요. 물이 계속 나와요"),
    ("최유진", "정수기 밑으로 물이 새요"),
)


def leak() -> None:
    """Three write, and an alarm stands open."""
    jiho = Member.objects.get(email="jiho@hanbit.example")
    query = standing.create_query("정수기 누수", "정수기 AND 물", by=jiho)
    box = Account.objects.create(organisation=jiho.organisation, kind="mail", name="고객 메일")
    began = now() - timedelta(minutes=5)
    for number, (who, text) in enumerate(SAID):
        say(box, f"leak{number}", who, text, began + timedelta(minutes=1))
    Alarm.objects.create(
        organisation=jiho.organisation, query=query, kind="mail", rule=Alarm.Rule.FEW,
        began_at=began, loud_at=now(), usual_low=0, usual_high=1, came=3, peak=3, ratio=3,
        chance_days=90, message_count=3, author_count=3,
    )  # fmt: skip


def say_more() -> None:
    """A fourth one."""
    box = Account.objects.get(name="고객 메일")
    say(box, "leak9", "정민아", "저희 집 정수기도 물이 새네요", now())


def say(box: Account, name: str, who: str, text: str, at: datetime) -> None:
    """Somebody's mail arrives."""
    sender = Sender(f"{name}@example.com", name=who)
    listening.keep(box, [Envelope(box.pk, name, at, sender, text)], arrived_at=at)
