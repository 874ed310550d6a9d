"""Who looks at an issue's room now."""

from datetime import timedelta

from hanjari.issues.models import Issue, Visit
from hanjari.kit.clock import now
from hanjari.people.models import Member

LASTS = timedelta(seconds=50)
"""A page tells every 20 seconds; two that are lost make somebody go."""


def looking_at(issue: Issue) -> list[Member]:
    """Members whose page of this room is open, by name."""
    rows = Visit.objects.filter(issue=issue, seen_at__gt=now() - LASTS, member__is_active=True)
    return [row.member for row in rows.select_related("member").order_by("member__name")]
