"""The numbers that a company chose for the rules that raise issues, and the tries before it chose."""

from django.db import models

from hanjari.issues.thresholds import Thresholds
from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation


class OwnThresholds(models.Model):
    """What the company says instead of the house's numbers; without a row those hold."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, related_name="issue_thresholds"
    )
    hours = models.PositiveSmallIntegerField()
    people = models.JSONField(default=dict)
    """By name of `triggers.Trigger`."""
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.hours} h {self.people}"

    @property
    def numbers(self) -> Thresholds:
        """As the rules take them."""
        return Thresholds(self.hours, self.people)


class Trial(models.Model):
    """What other numbers would have raised of the last weeks; the worker goes through it a day at a time.

    One a company: whoever asks again asks anew.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=now)
    hours = models.PositiveSmallIntegerField()
    people = models.JSONField(default=dict)
    begin = models.DateTimeField()
    looked_until = models.DateTimeField()
    """How far it has come; at `asked_at` it is done."""
    read_count = models.PositiveIntegerField(default=0)
    """Grave messages that it went through."""
    found = models.JSONField(default=list)
    """`replaying.Would` of the numbers that are tried; ids only, so what is erased is gone here too."""
    found_now = models.JSONField(default=list)
    """The same of the numbers that were in use when it was asked for."""
    people_now = models.JSONField(default=dict)
    hours_now = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.organisation_id}: {len(self.found)}"

    @property
    def numbers(self) -> Thresholds:
        """Those that are tried."""
        return Thresholds(self.hours, self.people)

    @property
    def numbers_now(self) -> Thresholds:
        """Those that were in use."""
        return Thresholds(self.hours_now, self.people_now)

    @property
    def is_done(self) -> bool:
        """Whether the worker has come to its end."""
        return self.looked_until >= self.asked_at
