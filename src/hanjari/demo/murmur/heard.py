"""Overhearing it: the places, the standing queries, and nine weeks kept as a network's stream would be."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from hanjari.channels import actions as channels
from hanjari.channels.envelope import Envelope, Sender
from hanjari.channels.models import Account
from hanjari.demo.cast import Company
from hanjari.demo.murmur.weeks import Murmur, murmurs
from hanjari.listening import actions as listening
from hanjari.listening.actions import standing
from hanjari.listening.alarming.bins import LATE
from hanjari.listening.models import StandingQuery

PLACES: dict[str, tuple[str, str, dict[str, str]]] = {
    "bluesky": ("bluesky", "블루스카이", {"handle": "hanbit.example"}),
    "mastodon": ("mastodon", "마스토돈", {"server": "https://mastodon.example"}),
    "news": ("feed", "뉴스", {"url": "https://news.example/feed"}),
    "cafe": ("feed", "살림 카페", {"url": "https://cafe.example/feed"}),
}
QUERIES = {
    "한빛": (StandingQuery.Side.OURS, "한빛 OR hanbit"),
    "나래": (StandingQuery.Side.RIVAL, "나래 OR narae"),
    "다온": (StandingQuery.Side.RIVAL, "다온 OR daon"),
    "이중 결제": (StandingQuery.Side.TOPIC, '한빛 (이중 OR "두 번" OR charged)'),
    "필터": (StandingQuery.Side.TOPIC, "필터"),
}


def overhear_weeks(company: Company, today: datetime) -> None:
    """Ask for what matters, then hear nine weeks of it; none of it opens a conversation.

    The last hour is left to the surge: a week that arrives at once within it would count as news.
    """
    yuna = company.members["yuna"]
    for name, (side, expression) in QUERIES.items():
        standing.create_query(name, expression, by=yuna, side=side)
    places = {name: _place(name, company) for name in PLACES}
    for name, said in _weeks(murmurs(today, until=today - LATE)):
        account = places[name]
        envelopes = [envelope_of(account, one) for one in said]
        listening.keep(account, envelopes, arrived_at=said[-1].at, is_overheard=True)


def _place(name: str, company: Company) -> Account:
    """No network is behind it: it rests, and says so on the channels page."""
    kind, title, settings = PLACES[name]
    yuna = company.members["yuna"]
    account = channels.connect_account(kind, channels.Connection(title, settings), by=yuna)
    channels.pause_account(account, by=yuna)
    return account


def _weeks(said: list[Murmur]) -> Iterator[tuple[str, list[Murmur]]]:
    """Each place's week by itself: a batch is read faster than its messages one by one."""
    rows = sorted(said, key=lambda one: (one.place, one.at))
    for (place, _), week in groupby(rows, key=lambda one: (one.place, one.at.isocalendar()[:2])):
        yield place, list(week)


def envelope_of(account: Account, one: Murmur) -> Envelope:
    """As the network would hand it over."""
    name = f"{one.who}:{one.at:%Y%m%d%H%M%S}"
    return Envelope(
        account.pk, name, one.at, Sender(one.who, name=one.who, handle=one.who), one.text
    )
