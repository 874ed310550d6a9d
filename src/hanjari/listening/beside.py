"""Beside: what a batch is laid beside to be folded: likely firsts, what its authors said, and its time."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db import connection

from hanjari.kit.clock import now
from hanjari.kit.rows import where_among
from hanjari.listening import folding
from hanjari.listening.copy_keys import HORIZON
from hanjari.listening.ids import HASH_BITS, first_id_at, moment_of
from hanjari.listening.models import Fold, Message

SPAN = folding.WINDOW // timedelta(milliseconds=1) << HASH_BITS
"""The window, between two message ids."""
NEIGHBOURS, FIRSTS = 4_000, 1_000
"""Of an archive's time the newest messages, and first messages of folds: a tenth of a second."""
OF_AUTHOR, OF_AUTHORS = folding.BURST, 8_000
"""What an author said last: as many posts as make a burst; and of all authors together, the newest."""

_READ = """
SELECT m.id, m.author_id, m.intent, a.kind = 'feed', SUBSTR(m.text, 1, 2000)
  FROM listening_message m JOIN channels_account a ON a.id = m.account_id
 WHERE m.organisation_id = %s AND NOT m.is_ours AND NOT m.is_automatic AND m.erased_at IS NULL"""
_SAID = """
SELECT m.id FROM json_each(%s) a JOIN listening_message m ON m.id IN
 (SELECT id FROM listening_message WHERE author_id = a.value AND id >= %s AND id < %s
   ORDER BY id DESC LIMIT %s)
 ORDER BY m.id DESC LIMIT %s"""
_SAID_ON_POSTGRESQL = """
SELECT m.id FROM unnest(%s::bigint[]) AS a (author) CROSS JOIN LATERAL
 (SELECT id FROM listening_message WHERE author_id = a.author AND id >= %s AND id < %s
   ORDER BY id + 0 DESC LIMIT %s) AS m
 ORDER BY m.id DESC LIMIT %s"""
"""The sum keeps the planner from reading everybody's newest posts until thirty are this author's."""


class Said(NamedTuple):
    """What folding looks at of a message, by its id; `text` is its beginning."""

    pk: int
    author_id: int
    intent: str
    is_feed: bool
    text: str
    may_lead: bool = True

    @property
    def post(self) -> folding.Post:
        """A feed is no author: what a newspaper sends at once was written by many hands."""
        author = -self.pk if self.is_feed else self.author_id
        return folding.Post(moment_of(self.pk), author, self.text, self.intent, self.may_lead)


def read(organisation_id: int, ids: Iterable[int]) -> list[Said]:
    """Those of these messages that others wrote, in the order of their time."""
    return sorted(Said(*row) for row in where_among(_READ, "m.id", ids, organisation_id))


def beside(organisation_id: int, fresh: Sequence[Said], likely: Iterable[int]) -> list[Said]:
    """These, and what they may fold with, in the order of their time.

    `likely` are messages that have a copy key in common with them. Of an archive it is what was said
    about its time, as far as there is room.
    """
    begin, end = _bounds(fresh)
    leading = {pk for pk in likely if begin <= pk < end}
    recent = {one.pk for one in lately(fresh)}
    if old := [one for one in fresh if one.pk not in recent]:
        leading.update(_about_the_time(organisation_id, *_bounds(old)))
    said = _said_by({one.author_id for one in fresh if not one.is_feed}, begin, end)
    known = read(organisation_id, leading.union(said).difference(one.pk for one in fresh))
    return sorted([*fresh, *(one._replace(may_lead=one.pk in leading) for one in known)])


def lately(messages: Iterable[Said]) -> list[Said]:
    """Those of which keys are kept; an archive's are so many, and so old, that they are laid beside their time."""
    begin = first_id_at(now() - HORIZON)
    return [one for one in messages if one.pk >= begin]


def _bounds(messages: Sequence[Said]) -> tuple[int, int]:
    """Ids from a day before the first to a day behind the last."""
    return messages[0].pk - SPAN, messages[-1].pk + SPAN


def _said_by(authors: Collection[int], begin: int, end: int) -> list[int]:
    """The newest posts of each of these authors."""
    is_sqlite = connection.vendor == "sqlite"
    asked = json.dumps(list(authors)) if is_sqlite else list(authors)
    with connection.cursor() as cursor:
        cursor.execute(
            _SAID if is_sqlite else _SAID_ON_POSTGRESQL, [asked, begin, end, OF_AUTHOR, OF_AUTHORS]
        )
        return [row[0] for row in cursor.fetchall()]


def _about_the_time(organisation_id: int, begin: int, end: int) -> list[int]:
    near = Message.objects.filter(
        organisation=organisation_id, is_ours=False, pk__gte=begin, pk__lt=end
    )
    folds = Fold.objects.filter(organisation=organisation_id, first__gte=begin, first__lt=end)
    return [
        *near.order_by("-pk").values_list("pk", flat=True)[:NEIGHBOURS],
        *folds.order_by("-first").values_list("first", flat=True)[:FIRSTS],
    ]
