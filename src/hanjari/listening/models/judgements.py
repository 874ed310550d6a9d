"""What members say of the machine's reading, and the tables that are made from it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.listening.models.message import Message
from hanjari.people.models import Member, Organisation


class Judgement(models.Model):
    """A member says what a message is, in one aspect; the same as before is a confirmation.

    Values are JSON: a sentiment is 1, 0, -1 or null (not sure), intents are a list of names, an urgency
    is 1 to 4, the others are true or false. `reader` names what had read the message.
    """

    class Aspect(models.TextChoices):
        """What can be judged."""

        SENTIMENT = "sentiment", _("Sentiment")
        INTENTS = "intents", _("Intent")
        NEEDS_ANSWER = "needs_answer", _("Needs an answer")
        URGENCY = "urgency", _("Urgency")
        ABUSE = "abuse", _("Abuse")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="judgements")
    aspect = models.CharField(max_length=12, choices=Aspect)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    is_confirmation = models.BooleanField(default=False)
    """The member said that the machine was right: before and after are the same."""
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    reader = models.CharField(max_length=40, blank=True)
    undone_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organisation", "-id"], name="judgement_recent")]

    def __str__(self) -> str:
        return f"{self.aspect}: {self.before} → {self.after}"


class Training(models.Model):
    """One attempt at making the company's own tables; at most one of them is used.

    `number` counts the attempts of one company and is the version's name. `figures` are those of the
    back-test (`language.training.report`), `tables` is empty where nothing was made.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("Waits for the worker")
        RUNNING = "running", _("Being made")
        MADE = "made", _("Made")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Failed")

    OPEN = (State.WAITING, State.RUNNING)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="trainings")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=now)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    base = models.CharField(max_length=40, blank=True)
    figures = models.JSONField(default=dict)
    failure = models.CharField(max_length=500, blank=True)
    tables = models.BinaryField(null=True)
    is_used = models.BooleanField(default=False)
    used_before = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    """What was used when this one came into use: the way back."""

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="training_once"),
            models.UniqueConstraint(
                fields=["organisation"], name="training_used_once", condition=Q(is_used=True)
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                name="training_one_at_a_time",
                condition=Q(state__in=["waiting", "running"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"
