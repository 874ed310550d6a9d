"""Hits: messages that fit an expression, newest first, read in batches that grow."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from hanjari.kit.rows import pieces
from hanjari.listening.exploring.found import COLUMNS, Found
from hanjari.listening.expressions.nodes import Node
from hanjari.listening.ids import first_id_at
from hanjari.listening.models import Message
from hanjari.listening.search import Scope, find

FIRST, LARGEST = 100, 2_000
"""Messages read at once: few for a page, more and more for a count."""
MOST_READ = 50_000
"""Finds sifted for one page; what is older is found by narrowing the time."""


class Hits:
    """Batches of finds below `before`, out of `rows`, which say what may be seen.

    `is_cut` afterwards: more was there than may be read for a page; `folded_count` is for whoever
    sifts the finds.
    """

    def __init__(
        self, rows: QuerySet[Message], scope: Scope, node: Node | None, since: datetime | None
    ) -> None:
        self.rows, self.scope, self.node, self.since = rows, scope, node, since
        self.before: int | None = None
        self.most: int | None = MOST_READ
        self.is_cut, self.folded_count = False, 0

    def __iter__(self) -> Iterator[list[Found]]:
        """The next batch, until there is none."""
        size, read = FIRST, 0
        while True:
            ids, self.before = self._batch(size)
            yield read_found(self.rows, ids)
            read += len(ids)
            if self.before is None:
                return
            if self.most is not None and read >= self.most:
                self.is_cut = True
                return
            size = min(size * 4, LARGEST)

    def _batch(self, size: int) -> tuple[list[int], int | None]:
        if self.node:
            page = find(self.scope, self.node, since=self.since, before=self.before, limit=size)
            return page.ids, page.before
        rows = self.rows.filter(pk__gte=first_id_at(self.since)) if self.since else self.rows
        if self.before is not None:
            rows = rows.filter(pk__lt=self.before)
        ids = list(rows.order_by("-pk").values_list("pk", flat=True)[:size])
        return ids, ids[-1] if len(ids) == size else None


def read_found(rows: QuerySet[Message], ids: Sequence[int]) -> list[Found]:
    """Those of these messages that are among the rows, in the order of the ids."""
    found: dict[int, Found] = {}
    for some in pieces(ids):
        told = rows.filter(pk__in=some).order_by().values_list(*COLUMNS)
        found |= {row[0]: Found(*row) for row in told}
    return [found[pk] for pk in ids if pk in found]
