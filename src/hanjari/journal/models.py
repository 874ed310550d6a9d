"""Nouns of the journal."""

from django.db import models

from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation


class Entry(models.Model):
    """One act. Written once; only the sealer may add `sequence` and `digest`, once (a trigger says so)."""

    organisation = models.ForeignKey(Organisation, models.DO_NOTHING, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.DO_NOTHING, null=True, related_name="+")
    by_name = models.CharField(max_length=80, blank=True)
    event = models.CharField(max_length=60)
    noun = models.CharField(max_length=30)
    noun_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    sequence = models.BigIntegerField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["noun", "noun_id", "id"], name="entry_noun"),
            models.Index(fields=["organisation", "at"], name="entry_organisation_at"),
            models.Index(
                fields=["id"], name="entry_unsealed", condition=models.Q(sequence__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.noun} {self.noun_id}"


class Cursor(models.Model):
    """How far a listener has come, in sealed order."""

    listener = models.CharField(max_length=120, primary_key=True)
    sequence = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.listener} {self.sequence}"


class Retry(models.Model):
    """An entry that a listener stumbled over; tried again later while the others go on."""

    listener = models.CharField(max_length=120)
    entry = models.ForeignKey(Entry, models.DO_NOTHING, related_name="+")
    attempts = models.PositiveIntegerField(default=1)
    not_before = models.DateTimeField()
    error = models.TextField()
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listener", "entry"], name="retry_once")]

    def __str__(self) -> str:
        return f"{self.listener} {self.entry_id}"
