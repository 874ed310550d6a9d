"""Trace: the one typed edge by which what we do cites what was said."""

from django.db import models

from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation


class Trace(models.Model):
    """From a source to what it led to: a message to an issue, an issue to a commitment.

    Kinds are nouns of the house (`message`, `conversation`, `issue`, `statement`, `commitment`,
    later `idea`, `dialogue`); ids are theirs. "You said, we did, we told you" is a walk along traces.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    source_kind = models.CharField(max_length=20)
    source_id = models.BigIntegerField()
    target_kind = models.CharField(max_length=20)
    target_id = models.BigIntegerField()
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target_kind", "target_id", "source_kind", "source_id"], name="trace_once"
            )
        ]
        indexes = [models.Index(fields=["source_kind", "source_id"], name="trace_source")]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source_id} → {self.target_kind} {self.target_id}"
