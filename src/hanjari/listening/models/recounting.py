"""What is still to be counted anew from the messages themselves."""

from django.db import models

from hanjari.channels.models import Account


class Recount(models.Model):
    """An account whose hourly counts are being made anew, from the newest hours to the oldest.

    The row goes when the last hour is done, so that a worker killed at any point loses nothing.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    """Hours before this are still to do."""

    def __str__(self) -> str:
        return f"{self.account_id} {self.since}–{self.until}"
