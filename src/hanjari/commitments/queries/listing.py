"""Lists of commitments, how many stand in each, and what waits for a member."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from hanjari.commitments.models import Commitment
from hanjari.commitments.queries.access import commitments_for
from hanjari.commitments.states import RUNNING
from hanjari.kit.brief import Brief
from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation

ENDED = Q(state__in=Commitment.ENDED)
LATE = ~ENDED & Q(late_since__isnull=False)
SHELVES = ("open", "mine", "late", "ended")
"""In the order of the page's tabs."""
_waiting_counts: Brief[int] = Brief(3)
"""Every page of the desk asks; a few seconds old at most."""


def today_at(organisation: Organisation) -> date:
    """The day it is where the desk is."""
    return now().astimezone(ZoneInfo(organisation.time_zone)).date()


def commitments_on(member: Member, shelf: str) -> QuerySet[Commitment]:
    """The member's view of one shelf, earliest day first; ended ones newest first."""
    rows = commitments_for(member).select_related("owner", "department", "organisation")
    found = rows.filter(_on(member)[shelf])
    return found.order_by("-ended_at", "-pk") if shelf == "ended" else found


def counts_for(member: Member) -> dict[str, int]:
    """How many stand on each shelf."""
    counts = {shelf: Count("pk", filter=on) for shelf, on in _on(member).items()}
    return commitments_for(member).aggregate(**counts)


def waiting_for(member: Member) -> int:
    """The member's own that are late or due within a week, or whose evidence waits for their look."""
    return _waiting_counts.get(member.pk, lambda: _waiting(member))


def _waiting(member: Member) -> int:
    soon = today_at(member.organisation) + timedelta(7)
    own = Q(owner=member, state__in=RUNNING, current_due__lte=soon)
    looks = Q(verifier=member, state=Commitment.State.EVIDENCE)
    rows = Commitment.objects.filter(organisation=member.organisation_id, is_exercise=False)
    return rows.filter(own | looks)[:100].count()


def _on(member: Member) -> dict[str, Q]:
    return {
        "open": ~ENDED,
        "mine": ~ENDED & (Q(owner=member) | Q(verifier=member)),
        "late": LATE,
        "ended": ENDED,
    }
