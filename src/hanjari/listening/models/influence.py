"""Who moves first on a topic, as last computed, and which accounts count as press."""

from django.db import models

from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.listening.models.standing import StandingQuery


class Influence(models.Model):
    """What is known of news and social on a standing query; computed by an errand, so that its page is fast."""

    query = models.OneToOneField(StandingQuery, models.CASCADE, related_name="influence")
    method = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField()
    findings = models.JSONField()
    """As `influence.findings` tells them."""
    is_cut = models.BooleanField(default=False)
    """More was found than one errand reads; the newest were."""
    computed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"influence on {self.query_id}"


class PressChoice(models.Model):
    """An organisation's word on whether an account is press; without one, its kind says so."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="press_choice")
    is_press = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.account_id} {self.is_press}"
