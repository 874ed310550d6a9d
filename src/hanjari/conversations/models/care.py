"""Care clocks: what we aim for, when we are open, and what is running (domain: care clocks done right)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.models.conversation import Conversation
from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation


class Target(models.Model):
    """A service target; the most specific one that fits wins (empty means any). Minutes; null: no clock."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="targets")
    kind = models.CharField(max_length=20, blank=True)
    intent = models.CharField(max_length=20, blank=True)
    urgency = models.PositiveSmallIntegerField(default=0)
    first_human = models.PositiveIntegerField(null=True, blank=True)
    first_substantive = models.PositiveIntegerField(null=True, blank=True)
    next_reply = models.PositiveIntegerField(null=True, blank=True)
    resolution = models.PositiveIntegerField(null=True, blank=True)
    is_business_time = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "intent", "urgency"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "intent", "urgency"], name="target_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind or '*'} {self.intent or '*'} U{self.urgency or '*'}"


class Clock(models.Model):
    """A running or stopped clock. Snoozing never stops one; an auto-acknowledgement never does either.

    `soon_at` is where the last quarter begins, in the clock's own time (clock or business time).
    A promise is stopped when it is kept and cancelled when it is moved or taken back (`PromiseEnd`).
    """

    class Aim(models.TextChoices):
        """What would stop it."""

        FIRST_HUMAN = "first_human", _("First answer by a person")
        FIRST_SUBSTANTIVE = "first_substantive", _("First real answer")
        NEXT_REPLY = "next_reply", _("Next answer")
        RESOLUTION = "resolution", _("Resolved")
        PROMISE = "promise", _("Promised time")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="clocks")
    aim = models.CharField(max_length=20, choices=Aim)
    started_at = models.DateTimeField(default=now)
    soon_at = models.DateTimeField()
    due_at = models.DateTimeField()
    is_business_time = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    soon_told_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=200, blank=True)
    promised_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    reply = models.ForeignKey(
        "conversations.Reply", models.SET_NULL, null=True, related_name="promises"
    )
    """Of a promise: the answer that made it. One that was said outside the desk has none."""

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "aim"],
                condition=models.Q(stopped_at__isnull=True, cancelled_at__isnull=True)
                & ~models.Q(aim="promise"),
                name="clock_runs_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["soon_at"],
                name="clock_running",
                condition=models.Q(stopped_at__isnull=True, cancelled_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.aim} {self.due_at}"
