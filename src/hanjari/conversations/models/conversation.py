"""A conversation, the messages in it, and every passage from one state to the next."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.listening.models import Message, Person
from hanjari.people.models import Department, Member, Organisation


class Conversation(models.Model):
    """A thread at one account, of one or many speakers; states of the care domain (docs/domain.md).

    The fields below `subject` are kept up to date at every act, so that the inbox list reads one
    table: `waiting_since` is set while a person waits for us, `next_due_at` is the earliest running
    clock, `text` the last words said.
    """

    class Status(models.TextChoices):
        """Main line first, then side states."""

        NEW = "new", _("New")
        TRIAGED = "triaged", _("Sorted")
        ASSIGNED = "assigned", _("Assigned")
        ANSWERING = "answering", _("Being answered")
        WAITING_PERSON = "waiting_person", _("Waiting for the person")
        RESOLVED = "resolved", _("Resolved")
        CLOSED = "closed", _("Closed")
        MERGED = "merged", _("Merged")
        WITHDRAWN = "withdrawn", _("Withdrawn by the person")
        SPAM = "spam", _("Spam")
        ABUSE_HOLD = "abuse_hold", _("On hold: abuse")
        PLATFORM_DELETED = "platform_deleted", _("Deleted at the network")

    OPEN = (Status.NEW, Status.TRIAGED, Status.ASSIGNED, Status.ANSWERING, Status.WAITING_PERSON)

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="conversations", db_index=False
    )
    account = models.ForeignKey(Account, models.CASCADE, related_name="conversations")
    thread_key = models.CharField(max_length=400)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="conversations")
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    assignee = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="conversations"
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.NEW)
    snoozed_until = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    is_public = models.BooleanField(default=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.CharField(max_length=300, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    intent = models.CharField(max_length=20, blank=True)
    urgency = models.PositiveSmallIntegerField(default=1)
    sentiment = models.SmallIntegerField(null=True)
    why = models.JSONField(default=list)
    message_count = models.PositiveIntegerField(default=0)
    first_message_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    waiting_count = models.PositiveIntegerField(default=0)
    next_due_at = models.DateTimeField(null=True)
    next_due_started_at = models.DateTimeField(null=True)
    next_due_kind = models.CharField(max_length=20, blank=True)
    seen_at = models.DateTimeField(null=True)
    labels = models.ManyToManyField("conversations.Label", related_name="conversations", blank=True)

    class Meta:
        ordering = ["-last_message_at"]
        constraints = [
            models.UniqueConstraint(fields=["account", "thread_key"], name="thread_once")
        ]
        indexes = [
            models.Index(fields=["organisation", "-last_message_at"], name="conversation_recent"),
            models.Index(
                fields=["organisation", "assignee", "status", "-last_message_at"],
                name="conversation_assignee",
            ),
            models.Index(
                fields=["organisation", "status", "-last_message_at"], name="conversation_status"
            ),
            models.Index(
                fields=["organisation", "waiting_since"],
                name="conversation_waiting",
                condition=models.Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["organisation", "next_due_at"],
                name="conversation_due",
                condition=models.Q(next_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.text[:60]

    @property
    def is_open(self) -> bool:
        """Whether it still asks something of us or of the person."""
        return self.status in self.OPEN


class Turn(models.Model):
    """A message's place in a conversation; a split or merge moves turns, never messages."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="turns", db_index=False
    )
    message = models.OneToOneField(Message, models.CASCADE, related_name="turn")

    class Meta:
        ordering = ["message_id"]
        indexes = [models.Index(fields=["conversation", "message"], name="turn_order")]

    def __str__(self) -> str:
        return str(self.message_id)


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
