"""Comparing: a new issue is laid beside the open ones and those of the past, by what is meant in them."""

from django.db import transaction

from hanjari.issues import likeness
from hanjari.issues.models import Comparing, Issue, Resemblance
from hanjari.issues.queries import arrivals

MOST = 200
"""Earlier issues that are looked at, the newest."""
KEPT, LEAST = 10, 0.3
"""So many of the likest are kept, from this likeness on; less is no likeness worth a look."""


def await_comparing(issue_id: int) -> None:
    """Let an issue wait for its turn. Safe to repeat."""
    if Issue.objects.filter(pk=issue_id).exists():
        Comparing.objects.get_or_create(issue_id=issue_id)


@transaction.atomic
def compare_waiting() -> bool:
    """Compare one issue with those before it; True when there was one."""
    row = Comparing.objects.select_related("issue").order_by("pk").first()
    if row is None:
        return False
    issue = row.issue
    before = Issue.objects.filter(organisation=issue.organisation_id, pk__lt=issue.pk)
    texts = arrivals.first_texts(issue)
    found = [
        Resemblance(issue=issue, other=other, likeness=how)
        for other in before.exclude(is_exercise=True).order_by("-pk")[:MOST]
        if (how := likeness.likeness(texts, arrivals.first_texts(other))) >= LEAST
    ]
    found.sort(key=lambda one: -one.likeness)
    Resemblance.objects.bulk_create(found[:KEPT], ignore_conflicts=True)
    row.delete()
    return True
