"""Questions to the journal: what was done here, by whom, when."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from hanjari.journal.models import Entry
from hanjari.journal.veils import readable_by
from hanjari.people.models import Member

NOBODY = -1
"""As `Filters.by`: what the house did by itself."""


@dataclass(frozen=True)
class Filters:
    """What to look for; whatever is left empty does not narrow. `until` is exclusive."""

    by: int | None = None
    event: str = ""
    noun: str = ""
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""


def entries_for(
    member: Member, filters: Filters | None = None, *, before: int | None = None
) -> QuerySet[Entry]:
    """The organisation's entries that the member may read, newest first; with `before`, those older than that entry.

    Keyset by (at, id), which is how the index `entry_organisation_at` lies: the thousandth page costs
    what the first does.
    """
    entries = readable_by(member, Entry.objects.filter(organisation=member.organisation_id))
    if before is not None:
        entries = _older(entries, before)
    return _narrowed(entries, filters or Filters()).order_by("-at", "-id")


def _older(entries: QuerySet[Entry], before: int) -> QuerySet[Entry]:
    at = entries.filter(pk=before).values_list("at", flat=True).first()
    if at is None:
        return entries.none()
    return entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=before), at__lte=at)


def _narrowed(entries: QuerySet[Entry], filters: Filters) -> QuerySet[Entry]:
    if filters.by is not None:
        entries = entries.filter(by=None if filters.by == NOBODY else filters.by)
    if filters.event:
        entries = entries.filter(event=filters.event)
    if filters.noun:
        entries = entries.filter(noun=filters.noun)
    if filters.since:
        entries = entries.filter(at__gte=filters.since)
    if filters.until:
        entries = entries.filter(at__lt=filters.until)
    return _saying(entries, filters.text) if filters.text else entries


def _saying(entries: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """Entries whose name, event or facts contain the text; SQLite keeps Hangul in JSON as escapes."""
    escaped = json.dumps(text)[1:-1]
    said = Q(said__icontains=text) | Q(said__icontains=escaped)
    entries = entries.annotate(said=Cast("facts", TextField()))
    return entries.filter(said | Q(by_name__icontains=text) | Q(event__icontains=text))
