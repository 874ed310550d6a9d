"""Where members and their organisation can be reached, when, and who is called next."""

from datetime import datetime, time

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.people.models.members import Member
from hanjari.people.models.organisation import Organisation, Role
from hanjari.people.quiet import quiet_until


class Urgency(models.TextChoices):
    """How soon somebody has to look."""

    CALM = "calm", _("It can wait")
    USUAL = "usual", _("To be seen soon")
    URGENT = "urgent", _("Urgent call")


class Way(models.TextChoices):
    """By what a call travels."""

    DESK = "desk", _("On the desk")
    MAIL = "mail", _("Mail")
    PUSH = "push", _("Notification")
    WEBHOOK = "webhook", _("Webhook")


def by_mail() -> list[str]:
    """What can wait comes by mail."""
    return [Way.MAIL]


def by_all() -> list[str]:
    """Everything else rings as well."""
    return [Way.MAIL, Way.PUSH]


class Reach(models.Model):
    """How a member wants to be called; without a row, as an unsaved one says."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="reach")
    has_quiet_hours = models.BooleanField(default=True)
    quiet_from = models.TimeField(default=time(22))
    quiet_to = models.TimeField(default=time(8))
    urgent_passes = models.BooleanField(default=True)
    """Urgent calls ring in the quiet hours too."""
    calm_ways = models.JSONField(default=by_mail)
    usual_ways = models.JSONField(default=by_all)
    urgent_ways = models.JSONField(default=by_all)

    def __str__(self) -> str:
        return f"reach of {self.member_id}"

    def ways(self, urgency: str) -> list[str]:
        """The ways chosen for this urgency."""
        chosen: list[str] = getattr(self, f"{urgency}_ways")
        return chosen

    def quiet_until(self, moment: datetime, urgency: str) -> datetime | None:
        """When a call of this urgency may ring again; None: it may now."""
        if not self.has_quiet_hours or (urgency == Urgency.URGENT and self.urgent_passes):
            return None
        return quiet_until(moment, self.member.local_zone, self.quiet_from, self.quiet_to)


class Device(models.Model):
    """A browser of a member's that takes notifications: its push address and keys, sealed."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64, unique=True)
    """Of the push address: one browser is one row."""
    sealed = models.BinaryField()
    agent = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(default=now)
    reached_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"device {self.pk}"


class PushKey(models.Model):
    """The one key by which push services know this house; made at first use, sealed."""

    sealed = models.BinaryField()
    public = models.CharField(max_length=100)
    made_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.public


class Webhook(models.Model):
    """An address of the organisation's own that hears every call of some urgency."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="webhooks")
    name = models.CharField(max_length=80)
    url = models.URLField(max_length=500)
    secret = models.BinaryField()
    """Sealed; the receiver checks the signature with it."""
    hears = models.CharField(max_length=10, choices=Urgency, default=Urgency.USUAL)
    """The least urgency that is told to it."""
    added_at = models.DateTimeField(default=now)
    reached_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=80, blank=True)
    stopped_at = models.DateTimeField(null=True)
    """It said that it is gone, or somebody switched it off."""

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Escalation(models.Model):
    """Who is called next when nobody looks; without a row, leads after 15 minutes and administrators after 30."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="escalation")
    first_after = models.PositiveSmallIntegerField(default=15)
    first_role = models.ForeignKey(Role, models.SET_NULL, null=True, related_name="+")
    second_after = models.PositiveSmallIntegerField(default=30)
    second_role = models.ForeignKey(Role, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"escalation of {self.organisation_id}"
