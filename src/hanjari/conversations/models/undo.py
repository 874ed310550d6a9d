"""An act on many conversations that can be taken back."""

from django.db import models

from hanjari.kit.clock import now
from hanjari.people.models import Member


class Undoable(models.Model):
    """What was before a bulk act, for as long as it may be undone."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    act = models.CharField(max_length=40)
    before = models.JSONField()
    at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.act
