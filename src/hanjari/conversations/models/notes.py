"""Internal notes and who is called in them."""

from django.db import models

from hanjari.conversations.models.conversation import Conversation
from hanjari.kit.clock import now
from hanjari.people.models import Member


class Note(models.Model):
    """Words among colleagues, never visible outside."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:60]


class Mention(models.Model):
    """Somebody called by @name in a note."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    member = models.ForeignKey(Member, models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "member"], name="mention_once")]

    def __str__(self) -> str:
        return str(self.member)
