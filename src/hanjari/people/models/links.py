"""One-time links: the way in for guests and for the founder."""

from django.db import models

from hanjari.kit.clock import now
from hanjari.people.models.members import Member
from hanjari.people.models.organisation import Department, Organisation, Role


class Invitation(models.Model):
    """A link by which somebody joins; only the digest of its secret is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    role = models.ForeignKey(Role, models.PROTECT)
    departments = models.ManyToManyField(Department, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="invitations_sent"
    )
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="invitation")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email or self.digest[:8]

    @property
    def is_open(self) -> bool:
        """Whether the link still lets somebody in."""
        return not (self.accepted_at or self.withdrawn_at) and self.expires_at > now()


class AddressChange(models.Model):
    """A new address that a member is to log in with, until its mailbox has shown the link."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="address_changes")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        """Whether the link still changes the address."""
        return not (self.confirmed_at or self.withdrawn_at) and self.expires_at > now()


class FirstKey(models.Model):
    """The one-time link that makes the first administrator of a fresh installation."""

    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(default=now)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.digest[:8]

    @property
    def is_open(self) -> bool:
        """Whether the link still makes an administrator."""
        return not self.used_at and self.expires_at > now()
