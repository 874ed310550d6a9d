"""Accounts: the connected places."""

import secrets as randomness

from django.db import models

from hanjari.kit.clock import now
from hanjari.people.models import Department, Member, Organisation

NO_CONSENT = "consent"
"""The code of a halt before the first permission."""


def new_door() -> str:
    """A fresh public name, 72 random bits."""
    return randomness.token_urlsafe(9)


class Account(models.Model):
    """One connected place: a mailbox, a feed, a web form. Secrets are sealed (`kit.secrets`)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="accounts")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    settings = models.JSONField(default=dict, blank=True)
    secrets = models.BinaryField(null=True)
    own_ids = models.JSONField(default=list, blank=True)
    cursor = models.JSONField(default=dict, blank=True)
    past = models.JSONField(default=dict, blank=True)
    """How far the reading of what was said before it was connected has come (`Backfills`)."""
    past_done_at = models.DateTimeField(null=True)
    scopes = models.JSONField(default=list, blank=True)
    """The permissions that the network says it has given."""
    expires_at = models.DateTimeField(null=True)
    """When the permission ends and a person must come again; null: never, or it renews itself."""
    renew_at = models.DateTimeField(null=True)
    """Before it nobody else asks the kind to renew: somebody does so now, or it failed just now."""
    renewed_by = models.CharField(max_length=100, blank=True)
    """The worker that renews now; when that worker is gone, its lease is void."""
    pushed_at = models.DateTimeField(null=True)
    """When the network last pushed something true."""
    created_at = models.DateTimeField(default=now)
    paused_at = models.DateTimeField(null=True)
    next_pull_at = models.DateTimeField(default=now)
    pulled_by = models.CharField(max_length=100, blank=True)
    """The worker that pulls it now; when that worker is gone, its lease is void."""
    read_at = models.DateTimeField(null=True)
    """When a pull last gave a sign of life: it began, or brought something."""
    last_success_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failure_count = models.PositiveIntegerField(default=0)
    failure = models.JSONField(default=dict, blank=True)
    halted_at = models.DateTimeField(null=True)
    """Pulling waits for a person: only they can mend it (an expired login)."""
    budget_cents = models.PositiveIntegerField(null=True, blank=True)
    """What it may cost in a month, in US cents; null: as much as it takes."""
    stopped_for = models.CharField(max_length=10, blank=True)
    """Nothing is broken, only spent: `rate` (the network's limit) or `budget` (the owner's)."""
    stopped_until = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)
    """Since when nobody has read it though it was due; its owner was told."""
    expiry_told = models.PositiveSmallIntegerField(null=True)
    """Of how many days left (7, 3, 1, 0) its owner was told last."""
    removed_at = models.DateTimeField(null=True)
    """Disconnected for good: its messages stay, its secrets are gone."""
    door = models.CharField(max_length=40, unique=True, default=new_door)
    """Its name in public addresses (/hooks/…, /open/form/…); can't be guessed, unless chosen."""
    forged_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "name"],
                name="account_once",
                condition=models.Q(removed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it may pull and send: neither paused nor removed."""
        return not (self.paused_at or self.removed_at)

    @property
    def lacks_consent(self) -> bool:
        """Whether it was never allowed in at its network: it waits for a person to say yes there."""
        return bool(self.halted_at and self.failure.get("code") == NO_CONSENT)
