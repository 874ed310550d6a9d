"""What was said: messages, what they said before, what is left when they are erased."""

from django.db import models

from hanjari.channels.models import Account, RawPayload
from hanjari.kit.clock import now
from hanjari.listening.models.columns import StoryField
from hanjari.listening.models.people import Author
from hanjari.people.models import Organisation


class Message(models.Model):
    """One thing said. The id is made from the provider's time, so that id order is time order (`ids.py`)."""

    id = models.BigAutoField(primary_key=True)
    """Always given (`ids.py`); on SQLite only an automatic key is the row's own place, without an index beside it."""
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="messages", db_index=False)
    external_id = models.CharField(max_length=400)
    author = models.ForeignKey(Author, models.CASCADE, related_name="messages")
    is_ours = models.BooleanField(default=False)
    is_automatic = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    is_overheard = models.BooleanField(default=False)
    """Out of a network's stream, kept because a standing query found it: said about us, not to us."""
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    html = models.TextField(blank=True)
    url = models.CharField(max_length=1000, blank=True)
    media = models.JSONField(default=list)
    parent_id = models.CharField(max_length=400, blank=True)
    root_id = models.CharField(max_length=400, blank=True)
    references = models.JSONField(default=list)
    extra = models.JSONField(default=dict)
    """What else the network told that an answer needs (mail: to, cc, reply_to, new_subject)."""
    language = models.CharField(max_length=8, blank=True)
    intent = models.CharField(max_length=20, blank=True)
    urgency = models.PositiveSmallIntegerField(default=1)
    sentiment = models.SmallIntegerField(null=True)
    reading = StoryField(default=dict)
    posted_at = models.DateTimeField()
    arrived_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    raw = models.ForeignKey(
        RawPayload, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "external_id"], name="message_once")
        ]
        indexes = [
            models.Index(
                fields=["account", "parent_id"],
                name="message_parent",
                condition=~models.Q(parent_id=""),
            ),
            models.Index(
                fields=["account", "root_id"], name="message_root", condition=~models.Q(root_id="")
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Edition(models.Model):
    """What a message said before it was edited at the network."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="editions")
    text = models.TextField()
    said_at = models.DateTimeField(null=True)
    """When it came to say this, by the network's time where that tells it."""
    replaced_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Tombstone(models.Model):
    """An erased message stays erased: the next pull finds this and lets it rest."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tombstones")
    external_id = models.CharField(max_length=400)
    reason = models.CharField(max_length=40)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "external_id"], name="tombstone_once")
        ]

    def __str__(self) -> str:
        return self.external_id


class Original(models.Model):
    """The unmasked words, sealed; kept only where a rule of the organisation allows it."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="original")
    sealed = models.BinaryField()
    kinds = models.JSONField(default=list)
    kept_until = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.message_id)


class Recurrence(models.Model):
    """A later payload that holds the same message again, so that erasing finds every copy."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="recurrences")
    raw = models.ForeignKey(RawPayload, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "raw"], name="recurrence_once")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.raw_id}"
