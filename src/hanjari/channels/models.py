"""Nouns of the channels room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.people.models import Department, Member, Organisation


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
    created_at = models.DateTimeField(default=now)
    paused_at = models.DateTimeField(null=True)
    next_pull_at = models.DateTimeField(default=now)
    last_success_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failure_count = models.PositiveIntegerField(default=0)
    failure = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "name"], name="account_once")
        ]

    def __str__(self) -> str:
        return self.name


class RawPayload(models.Model):
    """What came in, byte for byte, on disk before anything else is done with it."""

    class State(models.TextChoices):
        """Waiting to be read, read, or unreadable (kept with the reason)."""

        WAITING = "waiting", _("Waiting")
        READ = "read", _("Read")
        UNREADABLE = "unreadable", _("Unreadable")

    account = models.ForeignKey(Account, models.CASCADE, related_name="raw_payloads")
    digest = models.CharField(max_length=64)
    body = models.BinaryField()
    hints = models.JSONField(default=dict)
    received_at = models.DateTimeField(default=now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    failure = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="raw_once")]
        indexes = [
            models.Index(fields=["id"], name="raw_waiting", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class Delivery(models.Model):
    """The outbox: one thing to be sent, and how far it has come."""

    class State(models.TextChoices):
        """Nothing is sent before the network's own id is stored; unknown means it may have gone out."""

        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Sending")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        UNKNOWN = "unknown", _("Not known whether sent")
        CANCELLED = "cancelled", _("Withdrawn before sending")

    account = models.ForeignKey(Account, models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=64, unique=True)
    outgoing = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(default=now)
    claimed_at = models.DateTimeField(null=True)
    external_id = models.CharField(max_length=400, null=True)  # noqa: DJ001 (unique, so absent must be NULL)
    external_url = models.CharField(max_length=1000, blank=True)
    failure = models.JSONField(default=dict, blank=True)
    can_retry = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)
    cost_microcents = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "external_id"], name="delivery_external_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="delivery_due",
                condition=models.Q(state__in=["queued", "sending", "unknown"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"


class Import(models.Model):
    """An archive being read: resumable from `position`, bad rows set aside in a file, never lost."""

    class State(models.TextChoices):
        """Where the import stands."""

        DRAFT = "draft", _("Being prepared")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")

    account = models.ForeignKey(Account, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=255)
    path = models.CharField(max_length=1000)
    form = models.CharField(max_length=10)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    size = models.BigIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    row_count = models.BigIntegerField(default=0)
    kept_count = models.BigIntegerField(default=0)
    double_count = models.BigIntegerField(default=0)
    bad_count = models.BigIntegerField(default=0)
    failure = models.TextField(blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
