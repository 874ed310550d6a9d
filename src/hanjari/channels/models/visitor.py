"""Visitors of our public pages: who may be told by mail, and who knocks too often."""

from django.db import models

from hanjari.channels.models.account import Account
from hanjari.kit.clock import now


class Visit(models.Model):
    """A visitor's talk at a web form, and where they asked to be told of an answer (sealed)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="visits")
    talk = models.CharField(max_length=64)
    address = models.BinaryField(null=True)
    language = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "talk"], name="visit_once")]
        indexes = [
            models.Index(
                fields=["answered_at"],
                name="visit_answered",
                condition=models.Q(answered_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.talk


class Knock(models.Model):
    """One try at a public door; the network address is kept as a keyed digest, for a day."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="knocks", db_index=False)
    caller = models.CharField(max_length=32)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["account", "at"], name="knock_recent")]

    def __str__(self) -> str:
        return self.caller
