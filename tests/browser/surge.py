"""Real support threads replayed at an even pace over three days, then a surge that somebody planted."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.listening import actions as listening
from hanjari.listening import alarming
from hanjari.listening.actions import standing
from hanjari.listening.models import Message
from hanjari.people.models import Member

DAYS = timedelta(days=3)
SURGE, SURGE_MINUTES = 45, 9
QUERIES = {
    "배터리": "battery OR batteries",
    "항공편": "flight OR plane OR airport",
    "주문과 배송": "order OR delivery OR package",
    "업데이트": "update OR ios",
    "모든 문의": "help OR please OR thanks",
}


def replay(path: str) -> None:
    """Everything said before the surge, looked at every half hour of the last day; nothing may be raised."""
    end = datetime.now(UTC) - timedelta(minutes=SURGE_MINUTES + 1)
    jiho = Member.objects.get(email="jiho@hanbit.example")
    for name, expression in QUERIES.items():
        standing.create_query(name, expression, by=jiho)
    place = Account.objects.create(organisation=jiho.organisation, kind="archive", name="twcs")
    said = list(_replayed(place, Path(path), end))
    for start in range(0, len(said), 500):
        listening.keep(place, said[start : start + 500], arrived_at=end)
    for message in (rows := list(Message.objects.filter(account=place))):
        message.arrived_at = message.posted_at
    Message.objects.bulk_update(rows, ["arrived_at"], batch_size=500)
    for half_hours in range(48, -1, -1):
        with time_machine.travel(end - timedelta(minutes=30 * half_hours), tick=False):
            assert alarming.watch() == [], half_hours
    _plant(place, end + timedelta(minutes=1))


def _replayed(place: Account, path: Path, end: datetime) -> list[Envelope]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["inbound"] == "True"]
    rows.sort(key=lambda row: datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y"))
    pace = DAYS / len(rows)
    return [
        Envelope(
            place.pk,
            row["tweet_id"],
            end - DAYS + pace * number,
            Sender(row["author_id"], name=row["author_id"]),
            row["text"],
        )
        for number, row in enumerate(rows)
    ]


def _plant(place: Account, start: datetime) -> None:
    """Many people at once: the battery smokes."""
    for number in range(SURGE):
        at = start + timedelta(minutes=SURGE_MINUTES) * number / SURGE
        text = f"my battery started to smoke and got burning hot, case {number * 7919 % 10007}"
        sender = Sender(f"burnt{number}", name=f"burnt {number}")
        one = Envelope(place.pk, f"surge{number}", at, sender, text)
        listening.keep(place, [one], arrived_at=at)
