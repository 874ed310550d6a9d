"""A commitment: what we will change, and every step that it took."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.people.models import Department, Member, Organisation


class Commitment(models.Model):
    """A promise of ours with an owner and a date; its states are those of the promise domain.

    `first_due` never changes; `current_due` may move, in the open (a `Step` keeps both). Who verifies
    is not who owns. What led to it are the traces whose target it is.
    """

    class State(models.TextChoices):
        """Main line first, then how it may end otherwise."""

        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("Decided")
        PUBLISHED = "published", _("Published")
        IN_PROGRESS = "in_progress", _("Under way")
        EVIDENCE = "evidence_submitted", _("Evidence handed in")
        VERIFIED = "verified", _("Evidence verified")
        KEPT = "kept", _("Kept as promised")
        PARTLY_KEPT = "partly_kept", _("Partly kept")
        BROKEN = "broken", _("Broken")
        SUPERSEDED = "superseded", _("Replaced by another")
        DECLINED = "declined", _("Not decided")

    ENDED = (State.KEPT, State.PARTLY_KEPT, State.BROKEN, State.SUPERSEDED, State.DECLINED)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="commitments")
    number = models.PositiveIntegerField()
    """Counted per organisation; what people call it by."""
    text = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500, blank=True)
    """The same for English readers of the public page."""
    measure = models.CharField(max_length=200, blank=True)
    baseline = models.CharField(max_length=100, blank=True)
    target = models.CharField(max_length=100, blank=True)
    owner = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="commitments", db_index=False
    )
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verifier = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    first_due = models.DateField()
    current_due = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    is_public = models.BooleanField(default=False)
    is_exercise = models.BooleanField(default=False)
    """Made in a drill: never shown in public, never told, never counted."""
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True)
    late_since = models.DateField(null=True)
    """The first day after a due date that passed unkept; stays, whatever comes later."""
    ended_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="supersedes")

    class Meta:
        ordering = ["current_due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number"], name="commitment_number_once"
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True)
                | Q(verifier__isnull=True)
                | ~Q(owner=F("verifier")),
                name="commitment_verified_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "current_due"], name="commitment_due"),
            models.Index(fields=["owner", "state"], name="commitment_owner"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be kept."""
        return self.state not in self.ENDED


class Step(models.Model):
    """What became of a commitment: one transition or revision. Written once, never changed."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    """A state, `late` or `revised`."""
    reason = models.CharField(max_length=1000, blank=True)
    changes = models.JSONField(default=dict)
    """Of a revision: field → [before, after]."""

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Remark(models.Model):
    """How it stands, told to colleagues; no step of it, so the public page does not have it."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="remarks")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    text = models.CharField(max_length=1000)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
