"""An issue: something that went wrong between us and people, from the first sign to what was learned."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.listening.models import Alarm, Message
from hanjari.people.models import Department, Member, Organisation


class Kind(models.TextChoices):
    """Types of crises (Coombs' situational crisis communication theory), by who is held responsible."""

    DISASTER = "disaster", _("Natural disaster")
    RUMOUR = "rumour", _("Rumour")
    VIOLENCE = "violence", _("Violence at the workplace")
    TAMPERING = "tampering", _("Attack or tampering by outsiders")
    CHALLENGE = "challenge", _("Challenge by a stakeholder")
    TECHNICAL_ACCIDENT = "technical_accident", _("Accident by a technical fault")
    TECHNICAL_HARM = "technical_harm", _("Harm by a product's technical fault")
    HUMAN_ACCIDENT = "human_accident", _("Accident by a human error")
    HUMAN_HARM = "human_harm", _("Harm by a product through a human error")
    MISDEED = "misdeed", _("Misdeed without injury")
    MISCONDUCT = "misconduct", _("Misconduct of management")
    MISDEED_INJURY = "misdeed_injury", _("Misdeed with injury")


class Truth(models.TextChoices):
    """Whether it is true: the first question of the response tree."""

    UNKNOWN = "unknown", _("Not known yet")
    TRUE = "true", _("True")
    PARTLY = "partly", _("Partly true")
    FALSE = "false", _("Not true")


class Issue(models.Model):
    """One issue. `level` is how loud it is (1 watch, 2 committee, 3 crisis), `stage` how far we are.

    `detected_at` is T0 of every clock. A restricted issue is seen by those seated alone; an exercise
    touches nothing real. What led to it are the traces whose target it is.
    """

    class Level(models.IntegerChoices):
        """L1 to L3 of the issue's life."""

        WATCH = 1, _("Watch")
        COMMITTEE = 2, _("Committee")
        CRISIS = 3, _("Crisis")

    class Stage(models.TextChoices):
        """Main line, then how it may rest."""

        TRIAGE = "triage", _("To be looked at")
        WATCH = "watch", _("Being watched")
        CONVENED = "convened", _("Committee called")
        FACTS = "facts", _("Finding out what happened")
        DECIDED = "decided", _("Decided")
        STATED = "stated", _("Statement made")
        ACTING = "acting", _("Acting")
        STABLE = "stable", _("Calm")
        CLOSED = "closed", _("Issue closed")
        REVIEWED = "reviewed", _("Reviewed")
        DORMANT = "dormant", _("Resting")
        DISMISSED = "dismissed", _("Dismissed")

    ENDED = (Stage.CLOSED, Stage.REVIEWED, Stage.DISMISSED)

    class Origin(models.TextChoices):
        """How it was born."""

        HAND = "hand", _("Raised by hand")
        ALARM = "alarm", _("From an alarm")
        TALKS = "talks", _("From conversations")
        RULE = "rule", _("By a rule")
        EXERCISE = "exercise", _("Exercise")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="issues", db_index=False
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.WATCH)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.TRIAGE)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.HAND)
    triggers = models.JSONField(default=list)
    """Names of the rules that set its level, `triggers.Trigger`."""
    alarm = models.ForeignKey(Alarm, models.SET_NULL, null=True, related_name="+")
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    product = models.CharField(max_length=80, blank=True)
    expression = models.CharField(max_length=2000, blank=True)
    """What new messages must fit to be proposed as belonging to it (the language of standing queries)."""
    truth = models.CharField(max_length=10, choices=Truth, default=Truth.UNKNOWN)
    is_restricted = models.BooleanField(default=False)
    is_exercise = models.BooleanField(default=False)
    scenario = models.CharField(max_length=20, blank=True)
    """Of `scenarios.SCENARIOS`, which an exercise plays."""
    raised_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    detected_at = models.DateTimeField(default=now)
    convened_at = models.DateTimeField(null=True)
    """When everyone was called."""
    sat_at = models.DateTimeField(null=True)
    """When the lead and as many as a quorum asks for had said: I'm here."""
    fault_known_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    """When we first said so in public."""
    stable_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    dismissed_for = models.CharField(max_length=500, blank=True)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, related_name="twins")
    """Another issue that this one turned out to be."""

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="issue_number_once"),
            models.UniqueConstraint(
                fields=["alarm"], condition=Q(alarm__isnull=False), name="issue_of_alarm_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "stage", "-id"], name="issue_stage")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it still goes on."""
        return self.stage not in self.ENDED


class LevelChange(models.Model):
    """A level was raised, or somebody asks to lower it: that takes a second person and a reason."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="level_changes")
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    second = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_refused = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(after__gt=models.F("before")) | ~Q(reason=""),
                name="level_lowered_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Belonging(models.Model):
    """A message of an issue: it was there at the beginning, or it came since and somebody confirms it."""

    class How(models.TextChoices):
        """Why it is thought to belong."""

        ORIGIN = "origin", _("The issue began with it")
        QUERY = "query", _("Fits the issue's query")
        ALIKE = "alike", _("Says the same in other words")
        REPLY = "reply", _("Answers our statement")
        HAND = "hand", _("Added by hand")

    class State(models.TextChoices):
        """What a member said of it."""

        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Belongs")
        REFUSED = "refused", _("Does not belong")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="belongings", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=How)
    likeness = models.FloatField(null=True)
    """Cosine of the meanings, 0 to 1, where likeness proposed it."""
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-message_id"]
        constraints = [models.UniqueConstraint(fields=["issue", "message"], name="belongs_once")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.message_id}"
