"""What the open page shows: only what was published or approved, never a person, never a small count."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from hanjari.commitments.models import Commitment, Evidence
from hanjari.commitments.queries import sources_of
from hanjari.conversations.queries.answering import Answering, answering
from hanjari.issues.models import Statement
from hanjari.issues.queries.statements import published_statements
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.listening.models import Message
from hanjari.people.models import Organisation
from hanjari.public.models import OpenPage, Story

DAYS = 90
FEWEST = 5
"""Counts of people below this are told as fewer than so many (care domain: k ≥ 5 for numbers)."""
MOST = 100
"""Promises, statements and stories on the first page; each keeps its own address."""


@dataclass(frozen=True)
class Span:
    """The days that the figures are about, the last one included."""

    since: datetime
    until: datetime

    @property
    def last_day(self) -> datetime:
        """The day before `until`, the last one that counts."""
        return self.until - timedelta(days=1)


def open_page(slug: str) -> OpenPage | None:
    """The page of this address, if it is open."""
    pages = OpenPage.objects.select_related("organisation")
    return pages.filter(organisation__slug=slug, is_open=True).first()


def span(organisation: Organisation) -> Span:
    """The ninety days up to the end of yesterday, by the organisation's clock."""
    today = now().astimezone(ZoneInfo(organisation.time_zone))
    until = today.replace(hour=0, minute=0, second=0, microsecond=0)
    return Span(until - timedelta(days=DAYS), until)


def figures(organisation: Organisation) -> Answering:
    """How many asked, and how long they waited."""
    days = span(organisation)
    return answering(organisation, days.since, days.until)


def promises(organisation: Organisation) -> QuerySet[Commitment]:
    """Published promises, the newest first, with their steps and public evidence. No exercises."""
    shown = Evidence.objects.filter(is_public=True, verified_at__isnull=False)
    return (
        Commitment.objects.filter(organisation=organisation, is_public=True, is_exercise=False)
        .select_related("department", "superseded_by")
        .prefetch_related("steps", Prefetch("evidence", shown, to_attr="shown"))
        .order_by("-pk")
    )


def statements(organisation: Organisation) -> QuerySet[Statement]:
    """Published statements, the newest first, also those withdrawn since: they stay with the reason."""
    return published_statements(organisation)


def stories(organisation: Organisation) -> QuerySet[Story]:
    """Approved stories that were not taken down, the newest first."""
    return Story.objects.filter(
        organisation=organisation, approved_at__isnull=False, taken_down_at__isnull=True
    )


def speakers_behind(commitment_id: int) -> int:
    """How many people's words led to a promise: authors, each once."""
    ids = [number for _kind, number in sources_of(("commitment", commitment_id), "message")]
    people: set[int] = set()
    for some in pieces(ids):
        rows = Message.objects.filter(pk__in=some, is_ours=False)
        people |= set(rows.values_list("author_id", flat=True))
    return len(people)
