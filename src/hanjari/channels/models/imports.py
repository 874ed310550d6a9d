"""Archives being read in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models.account import Account
from hanjari.kit.clock import now
from hanjari.people.models import Member


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
    bad_size = models.BigIntegerField(default=0)
    """Bytes of the file of bad rows that are surely whole; what a killed worker wrote behind is cut off."""
    digest = models.CharField(max_length=64, blank=True)
    """Of the file's head: a file that was changed is not gone on with."""
    failure = models.TextField(blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
