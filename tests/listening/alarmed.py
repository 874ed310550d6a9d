"""A past and a burst for tests of alarms: people who ask about refunds, now and then, and then all at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

import time_machine
from django.db.models import F
from tests.listening.spoken import said

from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.listening import actions as listening
from hanjari.listening.models import Message

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
_numbers = count(1)


def speak(
    account: Account,
    moments: Sequence[datetime],
    text: str = "환불 언제 되나요",
    *,
    arrived_at=None,
) -> list[Envelope]:
    """Somebody else each time says the same, at these moments."""
    envelopes = []
    for moment in moments:
        number = next(_numbers)
        sender = Sender(f"p{number}", f"손님 {number}")
        envelopes.append(
            said(account, f"a{number}", f"{text} {number}", posted_at=moment, sender=sender)
        )
    for moment, envelope in zip(moments, envelopes, strict=True):
        if arrived_at is None:
            listening.keep(account, [envelope], arrived_at=moment)
    if arrived_at is not None:
        listening.keep(account, envelopes, arrived_at=arrived_at)
    return envelopes


def past(account: Account, days: float = 2, every: int = 10, until: datetime = NOW) -> None:
    """One in `every` minutes, for so many days until then."""
    moments = [
        until - timedelta(minutes=minutes) for minutes in range(every, round(days * 24 * 60), every)
    ]
    speak(account, moments, arrived_at=until)
    Message.objects.filter(account=account).update(arrived_at=F("posted_at"))


def burst(account: Account, start: datetime = NOW, many: int = 40, **fields) -> None:
    """So many within eight minutes."""
    speak(account, [start + timedelta(seconds=480 * n / many) for n in range(many)], **fields)


@contextmanager
def clock(moment: datetime) -> Iterator[None]:
    """It is then."""
    with time_machine.travel(moment, tick=False):
        yield
