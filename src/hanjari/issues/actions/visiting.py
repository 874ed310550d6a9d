"""Visiting: a member's page of the room is open."""

from django.db.models import QuerySet

from hanjari.issues.models import Issue, Visit
from hanjari.kit.clock import now
from hanjari.people.models import Member


def note_visit(issue: Issue, *, by: Member) -> QuerySet[Visit]:
    """They look at it now. Nobody's history is kept, so that the journal is not told."""
    mine = Visit.objects.filter(issue=issue, member=by)
    if not mine.update(seen_at=now()):
        Visit.objects.bulk_create([Visit(issue=issue, member=by)], ignore_conflicts=True)
    return mine
