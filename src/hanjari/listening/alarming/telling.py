"""Telling: what an alarm says in numbers and words: what is usual, how far chance would go, which words rose."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from hanjari.language.terms import words as words_of
from hanjari.listening.alarming.bins import BIN, Key, bin_of, said_between
from hanjari.listening.exploring.rising import surprise
from hanjari.listening.ids import first_id_at
from hanjari.listening.models import Alarm, Hit
from hanjari.listening.spikes.chance import tail
from hanjari.listening.spikes.watch import WINDOW_MINUTES

WINDOW = timedelta(minutes=WINDOW_MINUTES)
USUAL = timedelta(days=14)
BEFORE = timedelta(days=28)
FLOOR = 0.5
LONGEST_DAYS = 36_500.0
MOST_READ = 2_000
"""Messages whose words are compared, on either side."""
WORDS = 8
TELLING = 10.83
"""G² of a word that rises by chance once in a thousand (chi square, one degree of freedom)."""


class Usual(NamedTuple):
    """Messages in twenty minutes: the lowest and the highest of the middle four fifths, mean and variance."""

    low: int
    high: int
    mean: float
    variance: float

    def ratio(self, came: int) -> float:
        """How many times the mean."""
        return came / max(FLOOR, self.mean)

    def chance_days(self, came: int) -> float:
        """Once in how many days so many would come by chance: negative binomial fitted by its moments."""
        chance = tail(came, max(self.mean, 0.05), self.variance)
        return min(LONGEST_DAYS, WINDOW / timedelta(days=1) / chance)


def usual(key: Key, until: datetime) -> Usual:
    """Of the two weeks before, as far as anything was heard."""
    start, end = bin_of(until - USUAL), bin_of(until)
    bins = np.zeros((end - start) // BIN)
    for (one, place), count in said_between(start, end, [key[0]]).items():
        if one == key and place < len(bins):
            bins[place] = count
    heard = bins[np.argmax(bins > 0) :] if bins.any() else bins[:0]
    size = WINDOW // BIN
    windows = heard[len(heard) % size :].reshape(-1, size).sum(axis=1)
    if not len(windows):
        return Usual(0, 0, 0.0, 0.0)
    low, high = np.quantile(windows, [0.1, 0.9])
    return Usual(round(low), round(high), float(windows.mean()), float(windows.var()))


def rising(alarm: Alarm, found: Iterable[tuple[int, str]]) -> list[tuple[str, int, float]]:
    """The words more frequent in these messages than in the four weeks before, by G² (Dunning 1993).

    Each with its messages and how many times as frequent it became; nothing found before counts as half.
    """
    now = [text for _pk, text in found]
    span = {"message_id__gte": first_id_at(alarm.began_at - BEFORE)}
    span["message_id__lt"] = first_id_at(alarm.began_at)
    rows = Hit.objects.filter(query=alarm.query_id, **span).order_by("-message_id")
    before = list(rows.values_list("message__text", flat=True)[:MOST_READ])
    return rose(now, before)


def rose(now: Sequence[str], before: Sequence[str]) -> list[tuple[str, int, float]]:
    """The same of plain texts; a word counts once a text, and at least three texts have it."""
    here, there = _documents(now), _documents(before)
    weight = {
        word: surprise(count, len(now), there[word], len(before))
        for word, count in here.items()
        if count >= 3
    }
    found = sorted(
        (one for one in weight if weight[one] > TELLING), key=lambda one: (-weight[one], one)
    )
    old = {word: max(there[word], 0.5) / len(before) for word in found}
    return [(one, here[one], round(here[one] / len(now) / old[one], 1)) for one in found[:WORDS]]


def _documents(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in set(words_of(text)))
