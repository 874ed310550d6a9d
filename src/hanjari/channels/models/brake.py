"""The brake: while it is on, nothing leaves that nobody sends by hand."""

from django.db import models
from django.db.models import Q

from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation


class Brake(models.Model):
    """An organisation holds its automatic and scheduled messages; one brake an occasion, all must be off.

    `about_kind` and `about_id` name the occasion (an issue); '' and 0: somebody pulled it as such.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="brakes", db_index=False
    )
    about_kind = models.CharField(max_length=20, blank=True)
    about_id = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)
    put_on_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    put_on_at = models.DateTimeField(default=now)
    released_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_for = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["put_on_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "about_kind", "about_id"],
                condition=Q(released_at__isnull=True),
                name="brake_open_once",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | ~Q(released_for=""),
                name="brake_released_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reason or f"{self.about_kind} {self.about_id}"
