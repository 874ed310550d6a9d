"""Questions to a network's own page that wait for their answer."""

from django.db import models

from hanjari.channels.models.account import Account
from hanjari.kit.clock import now
from hanjari.people.models import Member


class Consent(models.Model):
    """A person was sent to the network to say yes, and has not come back yet. Lasts a quarter of an hour."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="consents")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    state = models.CharField(max_length=64, unique=True)
    """A digest of the word that the network brings back; the word itself is kept nowhere."""
    remembered = models.BinaryField()
    """What the kind must remember until then (PKCE's verifier), sealed."""
    begun_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.account_id} {self.state[:8]}"
