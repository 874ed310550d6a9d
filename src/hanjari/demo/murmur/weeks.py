"""When and where they say it: the rhythm of days and hours, and two days on which many speak at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from hanjari.demo.murmur import words
from hanjari.demo.story.beats import SEOUL

DAYS = 63
A_DAY = 22
HOURS = (2, 1, 1, 1, 1, 2, 4, 7, 10, 11, 11, 10, 13, 11, 9, 9, 9, 9, 10, 12, 14, 15, 12, 6)
"""How likely each hour is: few before dawn, most after supper."""
WEEKDAYS = (1.0, 0.95, 0.95, 1.0, 1.1, 1.25, 1.3)
PLACES = {"bluesky": 44, "mastodon": 18, "news": 12, "cafe": 26}


@dataclass(frozen=True, slots=True)
class Murmur:
    """A thing said in passing."""

    at: datetime
    place: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Burst:
    """A day on which many say the same: so many days ago, from an hour on, falling off."""

    days_ago: int
    hour: int
    count: int
    texts: Sequence[str]


BURSTS = (Burst(3, 9, 74, words.DOUBLE_CHARGE), Burst(17, 13, 38, words.DEARER))


def murmurs(today: datetime, until: datetime) -> list[Murmur]:
    """Everything before `until`, oldest first, by days counted back from `today`; the same every time."""
    said = [*_everyday(today, _dice()), *_bursts(today, _dice())]
    return sorted((one for one in said if one.at < until), key=lambda one: one.at)


def _dice() -> Random:
    """Of its own for each, as how much is said on a day of the week must not move what the story tells of."""
    return Random(2011)  # noqa: S311 (a story, not a secret)


def _everyday(today: datetime, dice: Random) -> Iterator[Murmur]:
    for days_ago in range(DAYS, -1, -1):
        day = today.astimezone(SEOUL).date() - timedelta(days=days_ago)
        growth = 1 + 0.4 * (DAYS - days_ago) / DAYS
        for _ in range(round(A_DAY * WEEKDAYS[day.weekday()] * growth * dice.uniform(0.75, 1.25))):
            hour = dice.choices(range(24), HOURS)[0]
            clock = time(hour, dice.randrange(60), dice.randrange(60))
            yield _said(datetime.combine(day, clock, SEOUL), _text(dice), dice)


def _bursts(today: datetime, dice: Random) -> Iterator[Murmur]:
    for burst in BURSTS:
        day = today.astimezone(SEOUL).date() - timedelta(days=burst.days_ago)
        begins = datetime.combine(day, time(burst.hour), SEOUL)
        for _ in range(burst.count):
            after = timedelta(hours=min(30.0, dice.expovariate(1 / 5)))
            text = (
                dice.choice(words.OPENERS) + dice.choice(burst.texts) + dice.choice(words.CLOSERS)
            )
            yield _said(begins + after, text, dice)


def _said(at: datetime, text: str, dice: Random) -> Murmur:
    place = dice.choices(list(PLACES), list(PLACES.values()))[0]
    return Murmur(at, place, dice.choice(words.PEOPLE), text.strip())


def _text(dice: Random) -> str:
    chance = dice.random()
    if chance < 0.04:
        return dice.choice(words.ENGLISH)
    if chance < 0.10:
        return dice.choice(words.RIVALRY)
    names = {**words.NAMES, words.NOBODY: 6}
    name = dice.choices(list(names), list(names.values()))[0]
    mood = dice.choices((words.GOOD, words.BAD, words.PLAIN), (32, 30, 38))[0]
    text = dice.choice(mood).format(name=name).replace("정수기 정수기", "정수기")
    return dice.choice(words.OPENERS) + text + dice.choice(words.CLOSERS)
