"""Who works at the desk."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.people.models.organisation import Department, Organisation, Role
from hanjari.people.permissions import Permission


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
