"""Counters written at ingest."""

from django.db import models

from hanjari.channels.models import Account

MOODS = {-1: "negative", 0: "neutral", 1: "positive"}
"""How counters call what a message's `sentiment` says."""


def mood_of(sentiment: int | None) -> str:
    """The mood's name; '' where nobody could tell."""
    return "" if sentiment is None else MOODS[sentiment]


class HourCount(models.Model):
    """Counters written at ingest, so that no report scans live tables."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_index=False)
    hour = models.DateTimeField()
    intent = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=8, blank=True)
    mood = models.CharField(max_length=8, blank=True)
    """negative, neutral, positive; empty: nobody could tell."""
    is_ours = models.BooleanField(default=False)
    message_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "hour", "intent", "language", "mood", "is_ours"],
                name="hour_count_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.hour} {self.message_count}"
