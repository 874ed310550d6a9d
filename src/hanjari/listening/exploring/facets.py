"""Facets: how the finds divide, counted over the newest of them in one pass."""

from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from hanjari.listening.exploring.asked import Asked
from hanjari.listening.exploring.found import Found
from hanjari.listening.expressions.nodes import Field

SHOWN = 8
"""Values of a facet that are listed."""
HOURS = 24


class Value(NamedTuple):
    """One value of a facet: what it is, how many have it, where it leads, whether it is asked for."""

    key: str
    message_count: int
    link: str
    is_on: bool


Facets = dict[str, list[Value]]


def facets(asked: Asked, finds: Sequence[Found], zone: tzinfo) -> Facets:
    """Values of every facet, the most frequent first; hours in the order of the day."""
    found = {name: _fields(asked, name, count) for name, count in _counted(finds).items()}
    accounts = Counter(one.account_id for one in finds)
    found["account"] = [
        Value(str(pk), count, asked.link(account=None if asked.account == pk else pk), asked.account == pk)
        for pk, count in accounts.most_common(SHOWN)
    ]  # fmt: skip
    hours = Counter(one.at.astimezone(zone).hour for one in finds)
    found["hour"] = [
        Value(str(hour), hours[hour], asked.link(hour=None if asked.hour == hour else hour), asked.hour == hour)
        for hour in range(HOURS)
    ]  # fmt: skip
    return found


def _counted(finds: Sequence[Found]) -> dict[str, Counter[str]]:
    return {
        "channel": Counter(one.kind for one in finds),
        "language": Counter(one.language for one in finds if one.language),
        "sentiment": Counter(one.mood for one in finds if one.mood),
        "intent": Counter(intent for one in finds for intent in set(one.intents)),
        "domain": Counter(domain for one in finds for domain in one.domains),
        "author": Counter(one.speaker for one in finds),
    }


def _fields(asked: Asked, name: str, count: Counter[str]) -> list[Value]:
    values = [(Field(name, value), number) for value, number in count.most_common(SHOWN)]
    return [
        Value(leaf.value, number, asked.toggled(leaf), asked.has(leaf)) for leaf, number in values
    ]
