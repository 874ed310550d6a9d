"""Calls: an occasion on which members are called, and each line that rings for it."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.people.models.letters import Letter
from hanjari.people.models.members import Member
from hanjari.people.models.organisation import Organisation
from hanjari.people.models.reach import Device, Urgency, Way, Webhook


class Call(models.Model):
    """An occasion on which members are called, once however often it is asked for."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="calls")
    key = models.CharField(max_length=120)
    """Names the occasion for the caller, such as `alarm:17`."""
    said = models.JSONField()
    """{language: [subject, words]} in every language of the house."""
    url = models.CharField(max_length=500, blank=True)
    """The page on the desk that it is about."""
    urgency = models.CharField(max_length=10, choices=Urgency)
    is_trial = models.BooleanField(default=False)
    """A member tries a device: it rings at once, and nobody else is called."""
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=now)
    ring = models.PositiveSmallIntegerField(default=0)
    """How far it has been escalated."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="call_once")]

    def __str__(self) -> str:
        return self.key

    @property
    def is_open(self) -> bool:
        """Whether nobody has looked yet, and it still matters."""
        return not (self.answered_at or self.called_off_at)

    @property
    def subject(self) -> str:
        """In the reader's language."""
        return self.words_in(get_language() or "")[0]

    @property
    def words(self) -> str:
        """In the reader's language."""
        return self.words_in(get_language() or "")[1]

    def words_in(self, language: str) -> tuple[str, str]:
        """Subject and words in this language."""
        subject, words = self.said.get(language) or next(iter(self.said.values()))
        return subject, words


class CallOut(models.Model):
    """One line that rings for a call: a member's mail, one of their devices, a webhook."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        SPARED = "spared", _("No longer needed")

    call = models.ForeignKey(Call, models.CASCADE, related_name="outs")
    line = models.CharField(max_length=32)
    """`mail:5`, `push:7`, `webhook:2`, `desk:5`: each rings once for a call."""
    way = models.CharField(max_length=10, choices=Way)
    ring = models.PositiveSmallIntegerField(default=0)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="calls")
    device = models.ForeignKey(Device, models.SET_NULL, null=True, related_name="+")
    webhook = models.ForeignKey(Webhook, models.SET_NULL, null=True, related_name="+")
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="+")
    """The mail while it is on its way; a letter that was given up stays here and says why."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["ring", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "line"], name="call_out_once")]
        indexes = [
            models.Index(
                fields=["not_before"], name="call_out_due", condition=models.Q(state="waiting")
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} for {self.call_id}"
