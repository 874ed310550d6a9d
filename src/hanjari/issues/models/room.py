"""What lies on the committee's table: facts, unknowns, decisions, tasks, the stance, pinned moments."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models.issue import Issue, Kind, Truth
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.people.models import Member


class Fact(models.Model):
    """Something said to be so, with how sure we are and who says it; a change is a new row that follows it."""

    class Confidence(models.TextChoices):
        """A rumour is not a fact."""

        CONFIRMED = "confirmed", _("Confirmed")
        LIKELY = "likely", _("Likely")
        UNVERIFIED = "unverified", _("Unverified")
        FALSE = "false", _("False")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="facts")
    text = models.CharField(max_length=1000)
    confidence = models.CharField(max_length=12, choices=Confidence, default=Confidence.UNVERIFIED)
    source = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    is_pinned = models.BooleanField(default=False)
    follows = models.OneToOneField("self", models.SET_NULL, null=True, related_name="followed_by")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(confidence="confirmed") | ~Q(source=""),
                name="confirmed_with_a_source",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Unknown(models.Model):
    """Something that we do not know yet; it ends with the fact that answers it."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="unknowns")
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    fact = models.ForeignKey(Fact, models.SET_NULL, null=True, related_name="answers")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Decision(models.Model):
    """What the committee decided, with what it knew then. Written once; another decision may follow it."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="decisions")
    at = models.DateTimeField(default=now)
    question = models.CharField(max_length=500)
    options = models.JSONField(default=list)
    decided = models.CharField(max_length=1000)
    reason = models.CharField(max_length=1000)
    dissent = models.CharField(max_length=1000, blank=True)
    present = models.JSONField(default=list)
    """Names and parts of those who were there."""
    facts = models.JSONField(default=list)
    """[text, confidence, source] of each fact at that moment."""
    unknowns = models.JSONField(default=list)
    review_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followed_by")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.decided[:60]


class Task(models.Model):
    """Something that one member does by a time."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    dropped_for = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Stance(models.Model):
    """How we answer: is it true, what kind it is, what that advises, and what was chosen. The last row counts."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="stances")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    truth = models.CharField(max_length=10, choices=Truth)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    has_history = models.BooleanField(default=False)
    """A similar crisis within 24 months, or a bad name before."""
    advised = models.JSONField(default=list)
    chosen = models.JSONField(default=list)
    """Names of `stances.Strategy`."""
    overruled = models.CharField(max_length=1000, blank=True)
    """Why what was chosen is not what was advised."""

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.truth} {self.kind}"


class Pin(models.Model):
    """A moment of the timeline that stays in sight."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pins")
    entry = models.ForeignKey(Entry, models.DO_NOTHING, related_name="+")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "entry"], name="pinned_once")]

    def __str__(self) -> str:
        return str(self.entry_id)
