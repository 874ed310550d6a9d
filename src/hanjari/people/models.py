"""Nouns of the people room."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.people.permissions import STANDARD_WORDS, Permission


class Organisation(models.Model):
    """A company with its own desk; rows of one are never seen by another."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    language = models.CharField(max_length=5, default="ko")
    time_zone = models.CharField(max_length=64, default="Asia/Seoul")
    holidays = models.CharField(max_length=8, default="KR", blank=True)
    original_days = models.PositiveSmallIntegerField(default=0)
    """How long masked originals are kept, sealed; 0: not at all (docs/decisions/originals.md)."""
    requires_second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """When a desk is staffed on a weekday (0 = Monday), local time."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedDay(models.Model):
    """A day off of the company's own, beside public holidays."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="closed_days")
    day = models.DateField()
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day"], name="closed_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Department(models.Model):
    """A part of the company that answers for something: customer care, legal, product."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="departments")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="department_once")
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A named set of permissions; `standard` is set for the four that come with the house."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    name = models.CharField(max_length=80)
    standard = models.CharField(max_length=20, blank=True)
    permissions = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="role_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The role's name in the reader's language: standard roles are translated, others are as typed."""
        return str(STANDARD_WORDS[self.standard]) if self.standard else self.name

    def allows(self, permission: Permission) -> bool:
        """Whether this role contains the permission."""
        return permission in self.permissions


class MemberManager(BaseUserManager["Member"]):
    """Makes members with hashed passwords (what Django's auth asks of a user model)."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        """A member who can log in with this address; no password means: only by a link."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member


class Member(AbstractBaseUser):
    """Somebody who works at the desk."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    role = models.ForeignKey(Role, models.PROTECT, related_name="members")
    departments = models.ManyToManyField(Department, related_name="members", blank=True)
    language = models.CharField(max_length=5, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    theme = models.CharField(
        max_length=5, blank=True, choices=[("light", _("Light")), ("dark", _("Dark"))]
    )
    has_shortcuts = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = MemberManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def can(self, permission: Permission) -> bool:
        """Whether the member's role names this permission; a disabled member may nothing."""
        return self.is_active and self.role.allows(permission)

    @property
    def spoken_language(self) -> str:
        """The member's choice, else the organisation's."""
        return self.language or self.organisation.language

    @property
    def local_zone(self) -> str:
        """The member's time zone, else the organisation's."""
        return self.time_zone or self.organisation.time_zone


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
