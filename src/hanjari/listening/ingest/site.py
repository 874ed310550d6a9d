"""The companies' own tables at ingest: which are used is asked once a batch, so a new version needs no restart."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from hanjari import language
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.models import Training

if TYPE_CHECKING:
    from hanjari.language import SiteTables

MOST = 16
"""Companies whose tables stay unpacked: half a megabyte each."""
_kept: dict[tuple[int, datetime | None], "SiteTables"] = {}


def groups(arrivals: Sequence[Arrival]) -> Iterator[tuple[int, "SiteTables", list[Arrival]]]:
    """Those arrivals that are read with tables of their company's own, company by company."""
    by_company: defaultdict[int, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        by_company[arrival.place.organisation_id].append(arrival)
    rows = Training.objects.filter(organisation__in=list(by_company), is_used=True)
    names = ("pk", "organisation", "number", "ended_at")
    for pk, company, number, ended_at in rows.order_by().values_list(*names):
        yield number, _tables(pk, ended_at), by_company[company]


def _tables(pk: int, ended_at: datetime | None) -> "SiteTables":
    """Unpacked once a version: a version's tables never change."""
    if (pk, ended_at) not in _kept:
        if len(_kept) >= MOST:
            _kept.clear()
        packed = Training.objects.values_list("tables", flat=True).get(pk=pk)
        _kept[pk, ended_at] = language.SiteTables.from_bytes(bytes(packed or b""))
    return _kept[pk, ended_at]
