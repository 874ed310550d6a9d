"""The open page of an organisation: its settings, its stories, its drawn sheets."""

from django.db import models
from django.db.models import F, Q

from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation


class OpenPage(models.Model):
    """Whether an organisation's page is open, and its own words on it. Its address is the organisation's slug."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="open_page")
    is_open = models.BooleanField(default=False)
    intro = models.CharField(max_length=600, blank=True)
    intro_en = models.CharField(max_length=600, blank=True)
    shows_figures = models.BooleanField(default=True)
    changed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=now)
    is_stale = models.BooleanField(default=True)
    """Something that it shows has changed since it was drawn."""
    home = models.CharField(max_length=300, blank=True)
    """The address that its sheets were drawn for."""

    def __str__(self) -> str:
        return str(self.organisation)


class Story(models.Model):
    """You said, we did, and what we did not, and why. One member writes it, another approves it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="stories")
    commitment_id = models.BigIntegerField(null=True)
    """Of the commitments room: whose words led to it are counted along its traces."""
    said = models.CharField(max_length=500)
    did = models.CharField(max_length=1000, blank=True)
    did_not = models.CharField(max_length=1000, blank=True)
    said_en = models.CharField(max_length=500, blank=True)
    did_en = models.CharField(max_length=1000, blank=True)
    did_not_en = models.CharField(max_length=1000, blank=True)
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=now)
    approved_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(approved_by=F("written_by")),
                name="story_approved_by_another",
            )
        ]

    def __str__(self) -> str:
        return self.said[:60]

    @property
    def is_shown(self) -> bool:
        """Whether it stands on the page."""
        return self.approved_at is not None and self.taken_down_at is None


class Sheet(models.Model):
    """A drawn page as it is served: bytes, and the same bytes packed. Drawn anew when something changed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    path = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    """Its content type."""
    body = models.BinaryField()
    packed = models.BinaryField()
    """gzip."""
    mark = models.CharField(max_length=40)
    """Its ETag, out of the bytes."""
    may_be_framed = models.BooleanField(default=False)
    drawn_at = models.DateTimeField(default=now)
    """When its drawing began: what was published before stands on it."""

    class Meta:
        indexes = [models.Index(fields=["drawn_at"], name="sheet_drawn")]

    def __str__(self) -> str:
        return self.path
