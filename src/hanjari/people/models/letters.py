"""Mail to members and guests on its way out."""

from django.db import models

from hanjari.kit.clock import now
from hanjari.people.models.links import Invitation


class Letter(models.Model):
    """A mail that waits to be sent. Address and words lie sealed (they hold secret links) and go once it is out.

    A row without `sealed` was given up; `fault` says why, without address or words.
    """

    sealed = models.BinaryField(null=True)
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="letters")
    created_at = models.DateTimeField(default=now)
    not_before = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=80, blank=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"],
                name="letter_due",
                condition=models.Q(given_up_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
