"""Browsers that follow the open page, and what is on its way to each."""

from django.db import models

from hanjari.kit.clock import now
from hanjari.people.models import Organisation
from hanjari.public.models.subscriber import Notice


class Browser(models.Model):
    """A reader's browser that takes notices. Whose it is nobody knows: its push address and keys lie sealed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)
    """Keyed digest of the push address: finds it again without telling it."""
    sealed = models.BinaryField()
    language = models.CharField(max_length=5, default="ko")
    asked_at = models.DateTimeField(default=now)
    reached_at = models.DateTimeField(null=True)
    """When its push service took something for it last."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "mark"], name="browser_follows_once")
        ]

    def __str__(self) -> str:
        return f"browser {self.pk}"


class Ring(models.Model):
    """A notice that one browser has still to be told; without one, the greeting. Gone once it was told."""

    browser = models.ForeignKey(Browser, models.CASCADE, related_name="rings")
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField(default=now)
    not_before = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["not_before"], name="ring_due")]
        constraints = [
            models.UniqueConstraint(fields=["notice", "browser"], name="rung_once"),
            models.UniqueConstraint(
                fields=["browser"], name="greeted_once", condition=models.Q(notice__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"ring {self.pk}"
