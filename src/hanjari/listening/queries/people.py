"""People: who spoke lately, and one person's history with us; nothing beside what they said to or about us."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from hanjari.kit.rows import pieces
from hanjari.listening.exploring.asked import Asked
from hanjari.listening.exploring.found import COLUMNS, Found
from hanjari.listening.models import Author, Person
from hanjari.listening.queries.exploring import messages_for, newest
from hanjari.listening.queries.persons import identities_of
from hanjari.people.models import Member

LISTED = 100
"""People on a page, who spoke last first: followers never order anything."""
MOST_TOLD = 5_000
"""Newest messages of a person over which is counted."""


class Speaker(NamedTuple):
    """Somebody among the newest finds."""

    person_id: int
    name: str
    handle: str
    kind: str
    followers: int | None
    message_count: int
    last_at: datetime


class Month(NamedTuple):
    """A month of a person's history: what they said, in which mood, and what we answered."""

    start: datetime
    message_count: int
    moods: Counter[str]
    answer_count: int


class History(NamedTuple):
    """A person's newest messages and our answers to them, each newest first; `is_cut`: there are older ones."""

    said: list[Found]
    answers: list[Found]
    is_cut: bool


def speakers(member: Member, asked: Asked, limit: int = LISTED) -> tuple[list[Speaker], bool]:
    """Who spoke in the newest finds, the last first; whether there are finds that were not counted."""
    found = newest(member, asked)
    counts = Counter(one.person_id for one in found.finds)
    last: dict[int, Found] = {}
    for one in found.finds:
        last.setdefault(one.person_id, one)
    return [_speaker(one, counts) for one in list(last.values())[:limit]], found.is_cut


def speakers_named(member: Member, persons: Sequence[Person]) -> list[Speaker]:
    """The same of persons who were looked for by name, over all that they said."""
    told = [(person, history_of(member, person)) for person in persons]
    return [
        _speaker(history.said[0], Counter({history.said[0].person_id: len(history.said)}))
        for _person, history in told
        if history.said
    ]


def history_of(member: Member, person: Person, limit: int = MOST_TOLD) -> History:
    """What the person said over all identities, and what we answered to it."""
    authors = list(identities_of(person).values_list("pk", flat=True))
    rows = messages_for(member).filter(author__in=authors, is_ours=False, erased_at=None)
    told = list(
        rows.order_by("-pk").values_list(*COLUMNS, "account_id", "external_id")[: limit + 1]
    )
    said = [Found(*row[:-2]) for row in told[:limit]]
    return History(said, _answers(member, [row[-2:] for row in told[:limit]]), len(told) > limit)


def months_of(history: History) -> list[Month]:
    """Every month in which something was said, the latest first."""
    said = [(_month(one.at), one) for one in history.said]
    answers = Counter(_month(one.at) for one in history.answers)
    months = sorted({month for month, _one in said} | set(answers), reverse=True)
    counts = Counter(month for month, _one in said)
    return [
        Month(
            month,
            counts[month],
            Counter(one.mood or "unsure" for at, one in said if at == month),
            answers[month],
        )
        for month in months
    ]


def reach_of(authors: Sequence[Author]) -> list[tuple[Author, int]]:
    """Followers by identity, where a network tells them."""
    return [(one, one.followers) for one in authors if one.followers is not None]


def _answers(member: Member, names: Sequence[tuple[int, str]]) -> list[Found]:
    """Our messages that answer one of these, by the network's own links."""
    found: list[Found] = []
    for some in pieces(names, size=200):
        answered = Q(pk__in=[])
        for account in {account for account, _name in some}:
            parents = [name for place, name in some if place == account]
            answered |= Q(account=account, parent_id__in=parents)
        rows = messages_for(member).filter(answered, is_ours=True, erased_at=None)
        found += [Found(*row) for row in rows.order_by().values_list(*COLUMNS)]
    return sorted(found, reverse=True, key=lambda one: one.id)


def _speaker(one: Found, counts: Counter[int]) -> Speaker:
    return Speaker(
        one.person_id, one.name, one.handle, one.kind, one.followers, counts[one.person_id], one.at
    )


def _month(at: datetime) -> datetime:
    local = timezone.localtime(at)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
