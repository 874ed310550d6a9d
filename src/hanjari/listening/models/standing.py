"""Standing queries, what they found, and their counters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.listening.models.message import Message
from hanjari.people.models import Member, Organisation


class StandingQuery(models.Model):
    """What an organisation listens for, asked of every post from now on."""

    class Side(models.TextChoices):
        """Whom it concerns; us and the named rivals share one voice."""

        OURS = "ours", _("Us")
        RIVAL = "rival", _("A rival")
        TOPIC = "topic", _("A topic")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="standing_queries")
    name = models.CharField(max_length=120)
    expression = models.TextField()
    """In its readable text form, as `expressions` prints it."""
    side = models.CharField(max_length=10, choices=Side, default=Side.TOPIC)
    is_on = models.BooleanField(default=True)
    opens_conversations = models.BooleanField(default=False)
    """What it finds in a network's stream comes to the inbox, not only into the archive."""
    created_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    caught_up_at = models.DateTimeField(null=True)
    """The change up to which it also has what was said in the week before."""

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="standing_query_once")
        ]

    def __str__(self) -> str:
        return self.name


class Hit(models.Model):
    """A message that a standing query found."""

    pk = models.CompositePrimaryKey("query", "message")
    query = models.ForeignKey(StandingQuery, models.CASCADE, related_name="hits", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="hits")

    def __str__(self) -> str:
        return f"{self.query_id} {self.message_id}"


class QueryCount(models.Model):
    """What a standing query found in an hour, counted at ingest."""

    query = models.ForeignKey(StandingQuery, models.CASCADE, related_name="+", db_index=False)
    hour = models.DateTimeField()
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_index=False)
    language = models.CharField(max_length=8, blank=True)
    mood = models.CharField(max_length=8, blank=True)
    """negative, neutral, positive; empty: nobody could tell."""
    intent = models.CharField(max_length=20, blank=True)
    is_ours = models.BooleanField(default=False)
    message_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["query", "hour", "account", "language", "mood", "intent", "is_ours"],
                name="query_count_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.query_id} {self.hour} {self.message_count}"
