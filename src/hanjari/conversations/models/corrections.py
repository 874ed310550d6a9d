"""Other words for an answer that stands at the network already."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Act
from hanjari.kit.clock import now
from hanjari.listening.models import Message
from hanjari.people.models import Member


class Correction(models.Model):
    """What one of our posts shall say instead; `rules` name whose look was asked for first.

    Handed over, it is its act's state that tells how far it has come.
    """

    class State(models.TextChoices):
        """Before the act; a second person may have to look, as at an answer."""

        WAITING = "waiting", _("Waiting for approval")
        RETURNED = "returned", _("Sent back")
        HANDED = "handed", _("Handed to the outbox")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    message = models.ForeignKey(Message, models.CASCADE, related_name="corrections")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    findings = models.JSONField(default=list)
    overruled = models.CharField(max_length=500, blank=True)
    rules = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now)
    decided_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    act = models.OneToOneField(Act, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message"],
                name="correction_one_at_a_time",
                condition=models.Q(state="waiting"),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
