"""Times in which nobody heard a place."""

from django.db import models

from hanjari.channels.models.account import Account


class Unheard(models.Model):
    """An account was not heard from one moment to another, and why; written when it was heard again.

    Counts of such hours say nothing of what was said in them.
    """

    class Why(models.TextChoices):
        """Failed: the network or its permission. Spent: a limit. Idle: no worker ran, or it was paused."""

        FAILED = "failed"
        SPENT = "spent"
        IDLE = "idle"

    account = models.ForeignKey(Account, models.CASCADE, related_name="unheard")
    since = models.DateTimeField()
    until = models.DateTimeField()
    why = models.CharField(max_length=10, choices=Why)

    def __str__(self) -> str:
        return f"{self.account_id} {self.since:%Y-%m-%d %H:%M} {self.why}"
