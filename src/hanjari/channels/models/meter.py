"""What was asked of the networks: the windows that are open now, and each day's calls and money."""

from django.db import models

from hanjari.channels.models.account import Account


class Window(models.Model):
    """A limit's window that is open now: `left` of `most` until `ends_at`.

    `holder` is the account, or the app that several accounts share (`metering.windows.holder_of`).
    """

    holder = models.CharField(max_length=80)
    name = models.CharField(max_length=60)
    seconds = models.PositiveIntegerField()
    """Of the declared quota; 0 where only the network named the limit."""
    most = models.BigIntegerField()
    left = models.BigIntegerField()
    """Below nothing where more came back than there was room for."""
    ends_at = models.DateTimeField()
    is_said = models.BooleanField(default=False)
    """The network itself said how much is left of this window."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "name", "seconds"], name="window_once")
        ]
        indexes = [models.Index(fields=["ends_at"], name="window_end")]

    def __str__(self) -> str:
        return f"{self.holder} {self.name}: {self.left}/{self.most}"


class Spending(models.Model):
    """What one account asked on one day in its organisation's zone, by name; kept for the page and the budget."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="spending")
    name = models.CharField(max_length=60)
    day = models.DateField()
    count = models.BigIntegerField(default=0)
    microcents = models.BigIntegerField(default=0)
    """Millionths of a US cent, by the network's price list."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "day", "name"], name="spending_once")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day} {self.name}: {self.count}"
