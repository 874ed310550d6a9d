"""Raw payloads: what came in, byte for byte."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models.account import Account
from hanjari.kit.clock import now


class RawPayload(models.Model):
    """What came in, byte for byte, on disk before anything else is done with it."""

    class State(models.TextChoices):
        """Waiting to be read, waiting behind all that is new, read, or unreadable (kept with the reason)."""

        WAITING = "waiting", _("Waiting")
        LATER = "later", _("Waiting")
        READ = "read", _("Read")
        UNREADABLE = "unreadable", _("Unreadable")

    account = models.ForeignKey(Account, models.CASCADE, related_name="raw_payloads")
    digest = models.CharField(max_length=64)
    body = models.BinaryField()
    hints = models.JSONField(default=dict)
    received_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    failure = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="raw_once")]
        indexes = [
            models.Index(
                fields=["account", "id"], name="raw_waiting", condition=models.Q(state="waiting")
            ),
            models.Index(
                fields=["account", "id"], name="raw_later", condition=models.Q(state="later")
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:8]
