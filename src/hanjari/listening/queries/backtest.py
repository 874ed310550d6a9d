"""Back-testing: what an expression would have found in the last week, before anybody saves it."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.listening import search
from hanjari.listening.exploring.found import Found
from hanjari.listening.expressions.nodes import Node
from hanjari.listening.ids import HASH_BITS
from hanjari.listening.models import Message
from hanjari.listening.queries.hits import read_found

DAYS = 7
SHOWN = 20
FOUND_MOST = 20_000
"""Messages counted; whoever finds more has seen enough."""


@dataclass(frozen=True, slots=True)
class Past:
    """Which messages of the last week fit, the newest first, and how many on each day."""

    ids: list[int]
    days: dict[date, int]
    is_whole: bool = True
    """False: there were more than are counted."""

    @property
    def count(self) -> int:
        """How many that are."""
        return len(self.ids)


def past_of(organisation_id: int, node: Node, zone: ZoneInfo, *, with_ours: bool = False) -> Past:
    """Try an expression on what others, or with them we, have said in the last seven days."""
    since, until = now() - timedelta(days=DAYS), now().astimezone(zone).date()
    found, is_whole = _fitting(organisation_id, node, since)
    ids = _standing(found, with_ours=with_ours)
    days = Counter({until - timedelta(days=back): 0 for back in reversed(range(DAYS))})
    for pk in ids:
        said_at = datetime.fromtimestamp((pk >> HASH_BITS) / 1_000, UTC)
        days[max(said_at.astimezone(zone).date(), min(days))] += 1
    return Past(ids, dict(days), is_whole)


def examples(past: Past) -> list[Found]:
    """The newest of them."""
    return read_found(Message.objects.filter(erased_at=None), past.ids[:SHOWN])


def _fitting(organisation_id: int, node: Node, since: datetime) -> tuple[list[int], bool]:
    ids: list[int] = []
    for some in search.ids(search.Scope(organisation_id), node, since=since):
        ids += some
        if len(ids) >= FOUND_MOST:
            return ids[:FOUND_MOST], False
    return ids, True


def _standing(ids: list[int], *, with_ours: bool) -> list[int]:
    """Without what was erased; in the same order."""
    rows = Message.objects.filter(erased_at=None)
    if not with_ours:
        rows = rows.filter(is_ours=False)
    kept = {
        pk for some in pieces(ids) for pk in rows.filter(pk__in=some).values_list("pk", flat=True)
    }
    return [pk for pk in ids if pk in kept]
