"""What lies in a conversation and what became of it: turns, ties, regroupings, passages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Account
from hanjari.conversations.models.conversation import Conversation
from hanjari.kit.clock import now
from hanjari.listening.models import Message
from hanjari.people.models import Member


class Turn(models.Model):
    """A message's place in a conversation; a split or merge moves turns, never messages."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="turns", db_index=False
    )
    message = models.OneToOneField(Message, models.CASCADE, related_name="turn", primary_key=True)

    class Meta:
        ordering = ["message_id"]
        indexes = [models.Index(fields=["conversation", "message"], name="turn_order")]

    def __str__(self) -> str:
        return str(self.message_id)


class Tie(models.Model):
    """An id that messages point to but that has not arrived: whoever points there belongs together."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_index=False)
    external_id = models.CharField(max_length=400)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="ties")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "external_id"], name="tie_once")]

    def __str__(self) -> str:
        return self.external_id


class Regrouping(models.Model):
    """A merge or a split, with what it moved, so that it can be taken back exactly."""

    class Way(models.TextChoices):
        """Two became one, or one became two."""

        MERGE = "merge", _("Merged")
        SPLIT = "split", _("Split")

    way = models.CharField(max_length=10, choices=Way)
    source = models.ForeignKey(Conversation, models.CASCADE, related_name="regroupings_from")
    target = models.ForeignKey(Conversation, models.CASCADE, related_name="regroupings_to")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    reason = models.CharField(max_length=500, blank=True)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.way} {self.source_id} → {self.target_id}"


class Passage(models.Model):
    """One transition: who moved it from where to where, when and why."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="passages")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
