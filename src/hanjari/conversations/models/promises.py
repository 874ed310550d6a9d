"""How a promise ended: its clock's own story."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.models.care import Clock
from hanjari.conversations.models.replies import Reply
from hanjari.kit.clock import now
from hanjari.people.models import Member


class PromiseEnd(models.Model):
    """A promise was kept, moved to a new time or taken back; an end may itself be taken back.

    Without `by` the house counted an answer as keeping or moving it (`conversations.promises`).
    """

    class Way(models.TextChoices):
        """Only kept is kept; a moved promise lives on in its successor, with its first date."""

        KEPT = "kept", _("Promise kept")
        MOVED = "moved", _("Promise moved")
        WITHDRAWN = "withdrawn", _("Promise taken back")

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="ends")
    way = models.CharField(max_length=10, choices=Way)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    reply = models.ForeignKey(Reply, models.SET_NULL, null=True, related_name="+")
    successor = models.ForeignKey(Clock, models.SET_NULL, null=True, related_name="origins")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"],
                condition=models.Q(undone_at__isnull=True),
                name="promise_ends_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.clock_id}"
