"""Folding: which posts say one thing over and over, and who floods; pure, posts in and groups out.

Copies are told by what is written (`language.near_duplicates`: MinHash, Broder 1997, every pair
checked by Jaccard's measure). The threshold of .8 and the day are those under which wire copies of
one story count once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import NamedTuple

from hanjari import language

SAME = 0.8
"""Share of character trigrams from which two posts are one text."""
WINDOW = timedelta(hours=24)
"""A copy comes within a day of the first; what is said again next month is said again."""
LEAST_SIGNS = 20
"""Letters and digits that a text needs to be a copy: thousands thank us in the same two words."""
REPEATS = 3
"""One author who posts one text so often within the window floods, however short it is."""
BURST, BURST_WINDOW = 30, timedelta(minutes=10)
"""Posts of one author in ten minutes that no hand writes: one every 20 seconds."""


class Post(NamedTuple):
    """What folding looks at; `author` is whatever tells two speakers apart."""

    at: datetime
    author: object
    text: str
    intent: str = ""
    may_lead: bool = True
    """Whether copies are looked for of it; else it only tells what its author did before."""


class Group(NamedTuple):
    """Posts that fold into one, by their places, the earliest first; `is_noise`: not even that one is shown."""

    reason: str
    places: list[int]

    @property
    def is_noise(self) -> bool:
        """Copies leave their first standing; what floods leaves nothing."""
        return self.reason != "copies"


def copies(texts: Sequence[str], least: float = SAME) -> list[list[int]]:
    """Groups of two and more places whose texts are copies of their group's first; short ones in none."""
    places = [place for place, text in enumerate(texts) if is_long(text)]
    found = language.near_duplicates([texts[place] for place in places], least)
    return [[places[one] for one in group] for group in found]


def counted(texts: Sequence[str], least: float = SAME) -> list[tuple[int, int]]:
    """Every distinct text once, in order: the place of its first, and how often it was said."""
    followers = {place: group for group in copies(texts, least) for place in group}
    return [
        (place, len(followers.get(place, (place,))))
        for place in range(len(texts))
        if followers.get(place, (place,))[0] == place
    ]


def groups(posts: Sequence[Post]) -> list[Group]:
    """How posts fold; each stands in one group at most, and noise goes before copies.

    Noise are: what was read as spam, one text by one author `REPEATS` times, and the posts of an
    author from the first of a burst on. Posts need not be in order of time.
    """
    order = sorted(range(len(posts)), key=lambda place: posts[place].at)
    found: list[Group] = []
    taken: set[int] = set()
    for reason, rule in (
        ("spam", _spam),
        ("burst", _bursts),
        ("repeated", _repeated),
        ("copies", _copied),
    ):
        rest = [place for place in order if place not in taken]
        for places in rule(posts, rest):
            found.append(Group(reason, places))
            taken.update(places)
    return found


def is_long(text: str) -> bool:
    """Whether a text is long enough that two people would not write it by chance."""
    return sum(map(str.isalnum, text[: 4 * LEAST_SIGNS])) >= LEAST_SIGNS


def _spam(posts: Sequence[Post], order: Sequence[int]) -> Iterable[list[int]]:
    """What was read as spam, one group an author."""
    return _by_author(posts, (place for place in order if posts[place].intent == "spam")).values()


def _bursts(posts: Sequence[Post], order: Sequence[int]) -> Iterable[list[int]]:
    """Everything that an author said within a burst."""
    for places in _by_author(posts, order).values():
        flooding: set[int] = set()
        for last in range(BURST - 1, len(places)):
            first = last - BURST + 1
            if posts[places[last]].at - posts[places[first]].at <= BURST_WINDOW:
                flooding.update(places[first : last + 1])
        if flooding:
            yield [place for place in places if place in flooding]


def _repeated(posts: Sequence[Post], order: Sequence[int]) -> Iterable[list[int]]:
    """One text by one author, three times and more within the window."""
    many = [places for places in _by_author(posts, order).values() if len(places) >= REPEATS]
    places = list(chain.from_iterable(many))
    owners = [owner for owner, some in enumerate(many) for _place in some]
    found = language.near_duplicates([posts[place].text for place in places], SAME, owners)
    alike = [[places[one] for one in group] for group in found]
    yield from (part for part in _within(posts, alike) if len(part) >= REPEATS)


def _copied(posts: Sequence[Post], order: Sequence[int]) -> Iterable[list[int]]:
    """Texts of anybody that are copies of an earlier one."""
    places = [place for place in order if posts[place].may_lead]
    alike = copies([posts[place].text for place in places])
    yield from _within(posts, ([places[one] for one in group] for group in alike))


def _within(posts: Sequence[Post], alike: Iterable[list[int]]) -> Iterable[list[int]]:
    """Groups cut where a day has passed since their first; those of two and more."""
    for places in alike:
        part = places[:1]
        for place in places[1:]:
            if posts[place].at - posts[part[0]].at > WINDOW:
                yield from [part] if len(part) > 1 else []
                part = []
            part.append(place)
        if len(part) > 1:
            yield part


def _by_author(posts: Sequence[Post], order: Iterable[int]) -> dict[object, list[int]]:
    found: defaultdict[object, list[int]] = defaultdict(list)
    for place in order:
        found[posts[place].author].append(place)
    return found
