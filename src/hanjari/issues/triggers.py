"""Triggers: when what people say makes an issue by itself, and how loud. Pure.

After the levels of the issue's life: 1 to watch, 2 calls the committee, 3 is a crisis whatever the
volume. What is said is one tuple a message; rules give what fired, with the messages behind it.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.issues.thresholds import HOUSE, Thresholds
from hanjari.issues.trigger_words import named


class Trigger(models.TextChoices):
    """Why an issue stands at its level."""

    COMPLAINTS = "complaints", _("Similar complaints")
    MANY = "many", _("Many people")
    PRESS = "press_asks", _("The press asks")
    REGULATOR = "regulator", _("An authority asks")
    MISCONDUCT = "staff_misconduct", _("Misconduct of staff")
    EXECUTIVE = "executive", _("Claim against an executive")
    HARM = "harm", _("Injury, death or fire")
    LEAK = "leak", _("Personal data leaked")
    RECALL = "recall", _("Recall")
    MINORS = "minors", _("Minors harmed")
    CRIME = "crime", _("Alleged crime")
    OUTAGE = "outage", _("The core of the service is down")


LEVELS: dict[str, int] = {
    Trigger.COMPLAINTS: 1, Trigger.PRESS: 1, Trigger.REGULATOR: 1,
    Trigger.MISCONDUCT: 1, Trigger.EXECUTIVE: 1,
    Trigger.MANY: 2,
    Trigger.HARM: 3, Trigger.LEAK: 3, Trigger.RECALL: 3, Trigger.MINORS: 3,
    Trigger.CRIME: 3, Trigger.OUTAGE: 3,
}  # fmt: skip
WITH_ALARM = (Trigger.PRESS, Trigger.REGULATOR, Trigger.MISCONDUCT, Trigger.EXECUTIVE)
"""Alone these are to be looked at; beside an alarm or similar complaints they call the committee."""
BY_WORDS = (Trigger.COMPLAINTS, Trigger.MANY)
"""These are told apart by what is said: one product may have two complaints at a time."""
GRAVE = ("incident", "complaint", "press", "rumour")
"""What a message must be for its words to count: who asks about a recall does not report one."""
_GROUPED = ("complaint", "incident", "rumour")


class Said(NamedTuple):
    """One message to us or about us."""

    id: int
    author: int
    text: str
    intent: str
    urgency: int
    cluster: str
    """What it is about, as far as it is known: `query:7`, or empty."""
    at: datetime


class Fired(NamedTuple):
    """A rule that holds: for which cluster, how loud, with the messages that say so."""

    trigger: str
    level: int
    cluster: str
    message_ids: tuple[int, ...]


Alike = Callable[[Sequence[str]], list[list[int]]]
"""Groups of places of texts that say the same."""


def fired(
    said: Iterable[Said],
    new: frozenset[int],
    alike: Alike,
    loud: frozenset[str],
    numbers: Thresholds = HOUSE,
) -> list[Fired]:
    """What the messages of the last day fire, where one of the `new` ones is among them.

    `loud` are the clusters with an open alarm, `numbers` how many people each rule takes. The
    loudest come first.
    """
    by_cluster: dict[str, list[Said]] = {}
    for one in said:
        by_cluster.setdefault(one.cluster, []).append(one)
    found: list[Fired] = []
    for cluster, some in by_cluster.items():
        found += _similar(cluster, some, alike, numbers)
        found += _single(cluster, some, numbers, is_loud=cluster in loud)
        if cluster in loud:
            found += _many(cluster, some, numbers)
    touched = [one for one in found if new.intersection(one.message_ids)]
    return sorted(_raised(touched), key=lambda one: (-one.level, one.cluster, one.trigger))


def _similar(cluster: str, some: Sequence[Said], alike: Alike, numbers: Thresholds) -> list[Fired]:
    """Similar complaints of a few people; of many they call the committee."""
    few, many = numbers.of(Trigger.COMPLAINTS), numbers.of(Trigger.MANY)
    talk = [one for one in some if one.intent in _GROUPED]
    if _people(talk) < few:
        return []
    found = []
    for group in alike([one.text for one in talk]):
        members = [talk[place] for place in group]
        if _people(members) >= few:
            trigger = Trigger.MANY if _people(members) >= many else Trigger.COMPLAINTS
            found.append(_told(trigger, cluster, members))
    return found


def _many(cluster: str, some: Sequence[Said], numbers: Thresholds) -> list[Fired]:
    """Many people in one cluster that is above its usual, whatever each says."""
    talk = [one for one in some if one.intent in _GROUPED]
    is_many = _people(talk) >= numbers.of(Trigger.MANY)
    return [_told(Trigger.MANY, cluster, talk)] if is_many else []


def _single(
    cluster: str, some: Sequence[Said], numbers: Thresholds, *, is_loud: bool
) -> list[Fired]:
    """What the words of a message name; one person's are enough, of an outage it takes more."""
    behind: dict[Trigger, list[Said]] = {}
    for one in some:
        for trigger in _words(one):
            behind.setdefault(trigger, []).append(one)
    found = [
        _told(trigger, cluster, members)
        for trigger, members in behind.items()
        if _people(members) >= numbers.of(trigger)
    ]
    if is_loud:
        found = [one._replace(level=max(one.level, 2)) for one in found]
    return found


def _people(some: Iterable[Said]) -> int:
    return len({one.author for one in some})


def _words(one: Said) -> list[Trigger]:
    """The triggers that a message's own words name."""
    if one.intent not in GRAVE:
        return []
    names = named(one.text)
    told = [Trigger.PRESS] if one.intent == "press" and "press" in names else []
    if one.urgency > 1:
        told += [Trigger(name) for name in names if name not in _BESIDE]
        if "child" in names and Trigger.HARM in names:
            told.append(Trigger.MINORS)
    return list(dict.fromkeys(told))


_BESIDE = ("child", "press")
"""Words that count only beside others: a child in a message is none of our business, a burnt one is.

Words of the press count beside the intent. The reading gives that intent also to a customer who means
to go to the press, and a customer may say such a word: only both together are the press that asks.
"""


def _raised(found: list[Fired]) -> list[Fired]:
    """Beside similar complaints of the same cluster, what is only to be looked at calls the committee."""
    crowded = {one.cluster for one in found if one.trigger in BY_WORDS}
    return [
        one._replace(level=max(one.level, 2))
        if one.trigger in WITH_ALARM and one.cluster and one.cluster in crowded
        else one
        for one in found
    ]


def _told(trigger: Trigger, cluster: str, members: Iterable[Said]) -> Fired:
    return Fired(trigger, LEVELS[trigger], cluster, tuple(sorted({one.id for one in members})))
