"""Who speaks: persons, their identities at the networks, and every merge with its ground."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation


class Person(models.Model):
    """Somebody who speaks to us, over one or many identities; merged only with consent or proof."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="persons", db_index=False
    )
    name = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="merged", db_index=False
    )
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(
                fields=["merged_into"],
                name="person_merged",
                condition=models.Q(merged_into__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Author(models.Model):
    """One identity at one network; reach is shown but never routes (domain: the unknown are answered as fast)."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="authors", db_index=False
    )
    kind = models.CharField(max_length=20)
    external_id = models.CharField(max_length=400)
    name = models.CharField(max_length=200, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    followers = models.BigIntegerField(null=True)
    is_ours = models.BooleanField(default=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="authors")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "external_id"], name="author_once"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.handle


class Merge(models.Model):
    """Two persons found to be one. Only their own word allows it, and it can be taken back."""

    class Ground(models.TextChoices):
        """Why we may join what somebody says in two places (X terms: opt-in or data they gave us)."""

        SELF_DISCLOSED = "self_disclosed", _("They told us themselves")
        CONSENT = "consent", _("They agreed when asked")

    person = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Person, models.CASCADE, related_name="merges_received")
    ground = models.CharField(max_length=20, choices=Ground)
    evidence = models.CharField(max_length=500)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    undone_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="merge_standing_once",
                condition=models.Q(undone_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.into_id}"
