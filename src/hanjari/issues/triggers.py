"""Triggers: when what people say makes an issue by itself, and how loud. Pure.

After the levels of the issue's life: 1 to watch, 2 calls the committee, 3 is a crisis whatever the
volume. What is said is one tuple a message; rules give what fired, with the messages behind it.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

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
FEW, MANY, DOWN = 3, 30, 3
"""Similar complaints (of so many people), people altogether, people for whom the core is down."""
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
    said: Iterable[Said], new: frozenset[int], alike: Alike, loud: frozenset[str]
) -> list[Fired]:
    """What the messages of the last day fire, where one of the `new` ones is among them.

    `loud` are the clusters with an open alarm. The loudest come first.
    """
    by_cluster: dict[str, list[Said]] = {}
    for one in said:
        by_cluster.setdefault(one.cluster, []).append(one)
    found: list[Fired] = []
    for cluster, some in by_cluster.items():
        found += _similar(cluster, some, alike)
        found += _single(cluster, some, is_loud=cluster in loud)
        found += _many(cluster, some, is_loud=cluster in loud)
    touched = [one for one in found if new.intersection(one.message_ids)]
    return sorted(_raised(touched), key=lambda one: (-one.level, one.cluster, one.trigger))


def _similar(cluster: str, some: Sequence[Said], alike: Alike) -> list[Fired]:
    """Similar complaints of three people; of thirty they call the committee."""
    talk = [one for one in some if one.intent in _GROUPED]
    if len({one.author for one in talk}) < FEW:
        return []
    found = []
    for group in alike([one.text for one in talk]):
        members = [talk[place] for place in group]
        people = {one.author for one in members}
        if len(people) >= FEW:
            trigger = Trigger.MANY if len(people) >= MANY else Trigger.COMPLAINTS
            found.append(_told(trigger, cluster, members))
    return found


def _many(cluster: str, some: Sequence[Said], *, is_loud: bool) -> list[Fired]:
    """Thirty people in one cluster that is above its usual."""
    talk = [one for one in some if one.intent in _GROUPED]
    if is_loud and len({one.author for one in talk}) >= MANY:
        return [_told(Trigger.MANY, cluster, talk)]
    return []


def _single(cluster: str, some: Sequence[Said], *, is_loud: bool) -> list[Fired]:
    """What one message is enough for; of an outage it takes three people."""
    behind: dict[Trigger, list[Said]] = {}
    for one in some:
        for trigger in _words(one):
            behind.setdefault(trigger, []).append(one)
    down = behind.get(Trigger.OUTAGE, [])
    if len({one.author for one in down}) < DOWN:
        behind.pop(Trigger.OUTAGE, None)
    found = [_told(trigger, cluster, members) for trigger, members in behind.items()]
    if is_loud:
        found = [one._replace(level=max(one.level, 2)) for one in found]
    return found


def _words(one: Said) -> list[Trigger]:
    """The triggers that a message's own words name."""
    told = [Trigger.PRESS] if one.intent == "press" else []
    if one.intent in GRAVE and one.urgency > 1:
        names = named(one.text)
        told += [Trigger(name) for name in names if name not in _BESIDE]
        if "child" in names and Trigger.HARM in names:
            told.append(Trigger.MINORS)
    return list(dict.fromkeys(told))


_BESIDE = ("child",)
"""Words that count only beside others: a child in a message is none of our business, a burnt one is."""


def _raised(found: list[Fired]) -> list[Fired]:
    """Beside similar complaints of the same cluster, what is only to be looked at calls the committee."""
    crowded = {one.cluster for one in found if one.trigger in (Trigger.COMPLAINTS, Trigger.MANY)}
    return [
        one._replace(level=max(one.level, 2))
        if one.trigger in WITH_ALARM and one.cluster and one.cluster in crowded
        else one
        for one in found
    ]


def _told(trigger: Trigger, cluster: str, members: Iterable[Said]) -> Fired:
    return Fired(trigger, LEVELS[trigger], cluster, tuple(sorted({one.id for one in members})))
