"""Who looks at an issue's room now: one row a member, written while their page is open."""

from django.db import models

from hanjari.issues.models.issue import Issue
from hanjari.kit.clock import now
from hanjari.people.models import Member


class Visit(models.Model):
    """A member's page of the room said a moment ago that it is open. No history, and not in the journal."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="visits", db_index=False)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "member"], name="visits_once")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.member_id}"
