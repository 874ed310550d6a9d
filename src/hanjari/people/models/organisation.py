"""A company and its desk: hours, days off, departments, roles."""

from django.db import models

from hanjari.kit.clock import now
from hanjari.people.permissions import STANDARD_WORDS, Permission


class Organisation(models.Model):
    """A company with its own desk; rows of one are never seen by another."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    language = models.CharField(max_length=5, default="ko")
    time_zone = models.CharField(max_length=64, default="Asia/Seoul")
    holidays = models.CharField(max_length=8, default="KR", blank=True)
    original_days = models.PositiveSmallIntegerField(default=0)
    """How long masked originals are kept, sealed; 0: not at all (docs/decisions/originals.md)."""
    requires_second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """When a desk is staffed on a weekday (0 = Monday), local time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedDay(models.Model):
    """A day off of the company's own, beside public holidays."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="closed_days")
    day = models.DateField()
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day"], name="closed_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Department(models.Model):
    """A part of the company that answers for something: customer care, legal, product."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="departments")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="department_once")
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A named set of permissions; `standard` is set for the four that come with the house."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    name = models.CharField(max_length=80)
    standard = models.CharField(max_length=20, blank=True)
    permissions = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="role_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The role's name in the reader's language: standard roles are translated, others are as typed."""
        return str(STANDARD_WORDS[self.standard]) if self.standard else self.name

    def allows(self, permission: Permission) -> bool:
        """Whether this role contains the permission."""
        return permission in self.permissions
