"""The outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models.account import Account
from hanjari.kit.clock import now


class Delivery(models.Model):
    """The outbox: one thing to be sent, and how far it has come."""

    class State(models.TextChoices):
        """Nothing is sent before the network's own id is stored; unknown means it may have gone out."""

        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Sending")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        UNKNOWN = "unknown", _("Not known whether sent")
        HELD = "held", _("Held until somebody looks")
        CANCELLED = "cancelled", _("Withdrawn before sending")

    account = models.ForeignKey(Account, models.CASCADE, related_name="deliveries", db_index=False)
    key = models.CharField(max_length=64, unique=True)
    outgoing = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(default=now)
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=120, blank=True)
    """The worker whose call to the network may be running; empty once that call has ended."""
    external_id = models.CharField(max_length=400, null=True)  # noqa: DJ001 (unique, so absent must be NULL)
    external_url = models.CharField(max_length=1000, blank=True)
    failure = models.JSONField(default=dict, blank=True)
    can_retry = models.BooleanField(default=False)
    is_automatic = models.BooleanField(default=False)
    """Nobody sends it by hand: it waits while a brake is on."""
    scheduled_for = models.DateTimeField(null=True)
    """The moment that its writer chose; `not_before` also moves for other reasons."""
    held_for = models.CharField(max_length=20, blank=True)
    """Why it is held, as a code: the channels' own (`scheduling.LATE`, `BRAKE`), or of a room above."""
    created_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)
    cost_microcents = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "external_id"], name="delivery_external_once"
            )
        ]
        # whole, not of some states: SQLite uses a partial index only where its condition is asked word for word
        indexes = [
            models.Index(fields=["state", "not_before"], name="delivery_by_state"),
            models.Index(fields=["account", "state", "not_before"], name="delivery_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"

    @property
    def number_tail(self) -> str:
        """The last four signs of the network's own number; of a mail's, those before its host."""
        return (self.external_id or "").strip("<>").partition("@")[0][-4:]
