"""The committee: which seats an issue asks for, who sits there, and when they came."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models.issue import Issue
from hanjari.kit.clock import now
from hanjari.people.models import Call, Department, Member, Organisation


class Part(models.TextChoices):
    """The parts of a committee, after the incident command system's."""

    LEAD = "lead", _("Committee lead")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    SAFETY = "safety", _("People affected and safety")
    LIAISON = "liaison", _("Authorities and partners")
    PRODUCT = "product", _("Product and remedy")
    SCRIBE = "scribe", _("Situation and record")
    CARE = "care", _("Customer care")
    LEGAL = "legal", _("Legal")
    HR = "hr", _("Staff")
    FINANCE = "finance", _("Compensation and cost")
    OBSERVER = "observer", _("Observer")


class SeatRule(models.Model):
    """Who takes a part, from which level on and for which kinds of issue; the deputy comes in when they don't."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="seat_rules")
    part = models.CharField(max_length=12, choices=Part)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+")
    deputy = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="+"
    )
    """Only where the issue is this department's; empty: for all."""
    min_level = models.PositiveSmallIntegerField(choices=Issue.Level, default=Issue.Level.COMMITTEE)
    kinds = models.JSONField(default=list, blank=True)
    """Of `issue.Kind`; empty: all."""

    class Meta:
        ordering = ["part", "pk"]

    def __str__(self) -> str:
        return f"{self.part} {self.member}"


class Seat(models.Model):
    """A part that a member was called to; renounced seats stay as history, with the briefing handed over."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="seats")
    part = models.CharField(max_length=12, choices=Part)
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="seats")
    deputy = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    call = models.ForeignKey(Call, models.SET_NULL, null=True, related_name="+")
    called_at = models.DateTimeField(default=now)
    arrived_at = models.DateTimeField(null=True)
    renounced_at = models.DateTimeField(null=True)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followed_by")
    briefing = models.TextField(blank=True)
    """What whoever left told whoever came."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "part"],
                condition=Q(renounced_at__isnull=True, part="lead"),
                name="one_lead_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["issue", "part", "member"],
                condition=Q(renounced_at__isnull=True),
                name="seated_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.member}"


class IssueClock(models.Model):
    """A clock of an issue: what is due by when, and when it was met. It stops once and never runs back."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=20)
    """A name of `clocks.KINDS`: first facts, committee, holding statement, next update, apology …"""
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "kind"],
                condition=Q(met_at__isnull=True, called_off_at__isnull=True),
                name="issue_clock_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at}"
