"""Evidence: what shows that a promise was kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.commitments.models.commitment import Commitment
from hanjari.kit.clock import now
from hanjari.people.models import Member


class Evidence(models.Model):
    """An address, a file with its digest, or a figure; handed in by one member, verified by another."""

    class Kind(models.TextChoices):
        """The three that can be handed in."""

        URL = "url", _("Address")
        FILE = "file", _("File")
        METRIC = "metric", _("Figure")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.CharField(max_length=500, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    name = models.CharField(max_length=200, blank=True)
    """Of the file, as it was called when it came."""
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the file's bytes as they came; what lies there later is compared with it whenever it is opened."""
    value = models.CharField(max_length=100, blank=True)
    """The figure, in the words of the commitment's measure."""
    captured_at = models.DateTimeField(default=now)
    submitted_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    verified_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    refused = models.CharField(max_length=500, blank=True)
    """Why the verifier did not take it."""
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["captured_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="file") | ~Q(sha256=""), name="file_with_its_digest"
            )
        ]

    def __str__(self) -> str:
        return self.words or self.url or self.name
