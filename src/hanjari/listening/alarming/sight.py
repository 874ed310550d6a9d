"""Sight: the watch with the names of its keys, from the row in which it is kept, or made anew from the past."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from zipfile import BadZipFile

import numpy as np

from hanjari.listening.alarming.bins import (
    BIN,
    LATE,
    MINUTES,
    Key,
    bin_of,
    came_between,
    said_between,
)
from hanjari.listening.models import Lookout
from hanjari.listening.spikes import ALARM, Watch
from hanjari.listening.spikes.chance import FEWEST, LOOKED_AT, is_out_of_the_usual
from hanjari.listening.spikes.keeping import joined, packed, unpacked
from hanjari.listening.spikes.watch import YOUNG_MINUTES

PAST = timedelta(days=21)
"""So much of the past is gone through for a key that is new."""
AT_ONCE = 2_000
"""Keys whose past is gone through at once; more would want gigabytes."""
FORGOTTEN = timedelta(days=1)
"""Bins missed for longer than this are not made up one by one: the watch is made anew."""
QUARTER = timedelta(minutes=15)
"""Of the rule for short pasts."""
_UNREADABLE = (ValueError, KeyError, OSError, EOFError, BadZipFile, zlib.error)


@dataclass
class Sight:
    """The watch, its keys in order, and until when it has seen."""

    seen_until: datetime
    keys: list[Key] = field(default_factory=list)
    watch: Watch = field(default_factory=lambda: Watch(0, MINUTES))

    @classmethod
    def at(cls, moment: datetime) -> Self:
        """As it was kept; made anew from the past where it is too old, from the future, or unreadable.

        A clock that was set back by less than an hour is waited for.
        """
        row = Lookout.objects.select_for_update().filter(pk=1).first()
        if row and -timedelta(hours=1) <= moment - row.seen_until <= FORGOTTEN:
            try:
                watch = unpacked(bytes(row.numbers))
            except _UNREADABLE:
                watch = None
            if watch and watch.keys == len(row.keys) and watch.minutes == MINUTES:
                return cls(row.seen_until, [(q, kind, mood) for q, kind, mood in row.keys], watch)
        sight = cls(bin_of(moment - LATE))
        found = said_between(sight.seen_until - PAST, sight.seen_until)
        sight.meet({key for key, _bin in found})
        return sight

    def keep(self) -> None:
        """Into its row."""
        fields = {"seen_until": self.seen_until, "keys": self.keys, "numbers": packed(self.watch)}
        Lookout.objects.update_or_create(pk=1, defaults=fields)

    def tick_until(self, moment: datetime) -> dict[Key, datetime]:
        """Every bin that is over since; which keys were loud within the last hour, and first when."""
        loud: dict[Key, datetime] = {}
        while self.seen_until + BIN <= moment:
            came = came_between(self.seen_until, self.seen_until + BIN)
            self.meet(came)
            said = self.watch.tick(self._in_order(came))
            self.seen_until += BIN
            if moment - self.seen_until < LATE:
                loud = dict.fromkeys(self._named(said >= ALARM), self.seen_until) | loud
        return loud

    def peek(self, moment: datetime) -> dict[Key, datetime]:
        """Which keys are loud in the bin that is not over yet, by either rule."""
        came = came_between(self.seen_until, moment)
        self.meet(came)
        counts = self._in_order(came)
        loud = self._named(self.watch.peek(counts) >= ALARM)
        is_young = self.watch.age < YOUNG_MINUTES // MINUTES
        young = self._named(is_young & (self.watch.window(counts) >= FEWEST))
        loud += [key for key in young if self._is_few_but_loud(key, moment)]
        return dict.fromkeys(loud, moment)

    def is_young(self, key: Key) -> bool:
        """Whether its past is too short for the watch."""
        return int(self.watch.age[self.keys.index(key)]) < YOUNG_MINUTES // MINUTES

    def meet(self, keys: Iterable[Key]) -> None:
        """Keys that are new begin with what the past tells of them."""
        known = set(self.keys)
        new = sorted(set(keys) - known)
        for place in range(0, len(new), AT_ONCE):
            some = new[place : place + AT_ONCE]
            self.watch = joined(self.watch, past_of(some, self.seen_until))
            self.keys += some

    def _is_few_but_loud(self, key: Key, moment: datetime) -> bool:
        ends = [moment - QUARTER * number for number in range(LOOKED_AT)]
        quarters = [came_between(end - QUARTER, end, [key[0]])[key] for end in ends]
        age = int(self.watch.age[self.keys.index(key)])
        start = self.seen_until - BIN * age
        bins = [0] * (age - 3 * LOOKED_AT)
        for (one, place), count in said_between(start, self.seen_until, [key[0]]).items():
            if one == key and place < len(bins):
                bins[place] += count
        whole = len(bins) // 3 * 3
        past = [sum(bins[place : place + 3]) for place in range(0, whole, 3)]
        return is_out_of_the_usual(quarters, past)

    def _in_order(self, came: dict[Key, int]) -> list[int]:
        return [came.get(key, 0) for key in self.keys]

    def _named(self, is_so: np.ndarray) -> list[Key]:
        return [self.keys[place] for place in np.flatnonzero(is_so)]


def past_of(keys: Sequence[Key], until: datetime) -> Watch:
    """A watch of these keys that has gone through their past, each from its first message on."""
    bins = PAST // BIN
    places = {key: place for place, key in enumerate(keys)}
    counts = np.zeros((bins, len(keys)), np.float32)
    for (key, bin_), count in said_between(until - PAST, until, {key[0] for key in keys}).items():
        if key in places:
            counts[bin_, places[key]] = count
    has = counts > 0
    begins = np.where(has.any(axis=0), has.argmax(axis=0), bins)
    watch = Watch(len(keys), MINUTES)
    for bin_ in range(int(begins.min(initial=bins)), bins):
        watch.tick(counts[bin_])
        watch.forget(begins > bin_)
    return watch
