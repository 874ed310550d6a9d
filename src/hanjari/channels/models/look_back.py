"""Reading back: what was said before a place was connected."""

from django.db import models

from hanjari.channels.models.account import Account
from hanjari.kit.clock import now
from hanjari.people.models import Member


class LookBack(models.Model):
    """Somebody asked for an account's older messages; how far it has come lies in `Account.past`."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="look_back")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=now)
    stopped_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)
    """When the oldest message was said that has been read."""
    next_at = models.DateTimeField(default=now)
    held_by = models.CharField(max_length=100, blank=True)
    """The worker that reads now; when that worker is gone, its lease is void."""
    failure_count = models.PositiveIntegerField(default=0)
    failure = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id}"
