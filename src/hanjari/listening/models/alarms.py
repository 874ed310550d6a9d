"""Alarms: that more came than usual, what members said of it, who is called, and the watch's own memory."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.listening.models.standing import StandingQuery
from hanjari.people.models import Member, Organisation, Role


class Alarm(models.Model):
    """One burst of what a standing query finds; while it is open it grows, and no second one is raised."""

    class Rule(models.TextChoices):
        """What told it."""

        LEVEL = "level", _("Above what nearly every twenty minutes of the last weeks stayed below")
        FEW = (
            "few",
            _("A short past: far more than chance allows, in two quarters of an hour of three"),
        )

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    query = models.ForeignKey(StandingQuery, models.CASCADE, related_name="alarms")
    kind = models.CharField(max_length=20)
    """The kind of channel that it came by."""
    mood = models.CharField(max_length=8, blank=True)
    """`negative` where only the displeased messages are more than usual."""
    rule = models.CharField(max_length=10, choices=Rule)
    began_at = models.DateTimeField()
    raised_at = models.DateTimeField(default=now)
    loud_at = models.DateTimeField()
    """When it was last above the usual."""
    ended_at = models.DateTimeField(null=True)
    """By itself: an hour after it was last above the usual."""
    usual_low = models.PositiveIntegerField()
    usual_high = models.PositiveIntegerField()
    """Messages in twenty minutes, in four cases of five of the last two weeks."""
    came = models.PositiveIntegerField()
    """Messages in the twenty minutes that told it."""
    peak = models.PositiveIntegerField()
    ratio = models.FloatField()
    chance_days = models.FloatField()
    """Chance alone would bring as many once in so many days."""
    message_count = models.PositiveIntegerField()
    author_count = models.PositiveIntegerField()
    words = models.JSONField(default=list)
    """[word, messages of the burst with it, times as frequent as before], the most telling first."""

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-raised_at"], name="alarm_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["query"], condition=Q(ended_at__isnull=True), name="alarm_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.query} {self.came}"

    @property
    def is_open(self) -> bool:
        """Whether the burst goes on."""
        return self.ended_at is None


class Verdict(models.Model):
    """What a member said of an alarm; the last word counts, the earlier ones stay."""

    class Word(models.TextChoices):
        """The two things that can be said."""

        CONFIRMED = "confirmed", _("Something is happening")
        DISMISSED = "dismissed", _("No cause for alarm")

    alarm = models.ForeignKey(Alarm, models.CASCADE, related_name="verdicts")
    word = models.CharField(max_length=10, choices=Word)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(word="confirmed") | ~Q(reason=""), name="dismissed_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.word}"


class Candidate(models.Model):
    """An alarm that somebody holds for an issue; whoever deals with issues takes it up."""

    alarm = models.OneToOneField(Alarm, models.CASCADE, related_name="candidate")
    title = models.CharField(max_length=200)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.title


class CallRule(models.Model):
    """Who is called for a standing query's alarms; without one, whoever may say what to listen for."""

    query = models.OneToOneField(StandingQuery, models.CASCADE, related_name="call_rule")
    members = models.ManyToManyField(Member, related_name="+", blank=True)
    roles = models.ManyToManyField(Role, related_name="+", blank=True)
    is_urgent = models.BooleanField(default=True)
    """Rings through quiet hours, and goes on to others when nobody looks."""
    minutes = models.PositiveSmallIntegerField(default=15)
    """After so many without an answer the next ones are called."""

    def __str__(self) -> str:
        return f"{self.query}"


class Lookout(models.Model):
    """The watch's memory, one row: which bins it has seen, of which streams, and their few numbers."""

    seen_until = models.DateTimeField()
    keys = models.JSONField(default=list)
    """[query, kind of channel, mood], in the order of the numbers."""
    numbers = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return f"{self.seen_until} {len(self.keys)}"
