"""Streams that are listened to, and the hands that sift them."""

from django.db import models

from hanjari.channels.models.account import Account
from hanjari.kit.clock import now
from hanjari.people.models import Member


class Stream(models.Model):
    """Somebody asked to hear an account's whole network; `place` is what lies behind has been kept.

    One reader holds it at a time, over all machines; a lease that ran out is anybody's.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="stream")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=now)
    stopped_at = models.DateTimeField(null=True)
    place = models.JSONField(default=dict, blank=True)
    held_by = models.CharField(max_length=100, blank=True)
    """The worker that reads now; when that worker is gone, its lease is void."""
    held_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    """Since when the line stands; null: it is being opened."""
    stood_at = models.DateTimeField(null=True)
    """When the line stood last, whether anything came or not."""
    heard_at = models.DateTimeField(null=True)
    """When something last came."""
    told_at = models.DateTimeField(null=True)
    """When the network had told what was kept or handed on last; behind the present, this is the lag."""
    rate = models.FloatField(default=0)
    """Posts a second, lately."""
    frame_count = models.BigIntegerField(default=0)
    kept_count = models.BigIntegerField(default=0)
    refused_count = models.BigIntegerField(default=0)
    """Frames too large or too broken to be looked at."""
    break_count = models.PositiveIntegerField(default=0)
    """How often the line broke and was opened again."""
    gap_count = models.PositiveIntegerField(default=0)
    """How often the network said that it had left something out."""
    failing_since = models.DateTimeField(null=True)
    failure = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id}"


class Hand(models.Model):
    """One `hanjari ingest`, on any machine: what it said of itself last."""

    token = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now)
    taken_count = models.BigIntegerField(default=0)
    """Frames that were matched, kept where they fit, and acknowledged."""
    kept_count = models.BigIntegerField(default=0)
    rate = models.FloatField(default=0)
    waiting_count = models.BigIntegerField(default=0)
    """Packs that waited for any hand when this one last looked."""
    failure = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.token
