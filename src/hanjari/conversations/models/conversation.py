"""A conversation: the row that the inbox lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Account
from hanjari.listening.models import Person
from hanjari.people.models import Department, Member, Organisation


class Conversation(models.Model):
    """A thread at one account, of one or many speakers.

    The fields below `subject` are kept up to date at every act, so that the inbox list reads one
    table: `waiting_since` is set while a person waits for us, `next_due_at` is the earliest running
    clock, `text` the last words said. `first_id`, `heard_id` (the person's newest), `answered_id`
    (our newest human answer) and `last_id` are message ids, which are in time order; `heard_at` is
    when their newest word could be read here, so that an open list tells what came since. `is_parted`:
    a member or the 14-day rule has drawn a border here, so links alone never merge it again. `sending` is where our newest answer
    stands while it is not out: waiting for approval, queued, failed, unknown. `intent_bits` are all intents since our
    last answer (`standing.intent_bits`), of which `intent` is the weightiest.
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

    class Shelf(models.IntegerChoices):
        """Where the inbox keeps it; follows from the status (`states.shelf`), so that lists read an index."""

        OPEN = 1, _("Open")
        DONE = 2, _("Done")
        SPAM = 3, _("Spam and abuse")
        MERGED = 4, _("Merged")

    OPEN = (Status.NEW, Status.TRIAGED, Status.ASSIGNED, Status.ANSWERING, Status.WAITING_PERSON)

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="conversations", db_index=False
    )
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="conversations", db_index=False
    )
    thread_key = models.CharField(max_length=400)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="conversations")
    department = models.ForeignKey(
        Department,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
        db_index=False,
    )
    assignee = models.ForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="conversations",
        db_index=False,
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.NEW)
    shelf = models.PositiveSmallIntegerField(choices=Shelf, default=Shelf.OPEN)
    snoozed_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="merged", db_index=False
    )
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="followed_by", db_index=False
    )
    is_parted = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.CharField(max_length=300, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    intent = models.CharField(max_length=20, blank=True)
    urgency = models.PositiveSmallIntegerField(default=1)
    sentiment = models.SmallIntegerField(null=True)
    intent_bits = models.PositiveIntegerField(default=0)
    needs_answer = models.BooleanField(default=False)
    has_abuse = models.BooleanField(default=False)
    why = models.JSONField(default=list)
    message_count = models.PositiveIntegerField(default=0)
    first_message_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    waiting_count = models.PositiveIntegerField(default=0)
    next_due_at = models.DateTimeField(null=True)
    next_due_started_at = models.DateTimeField(null=True)
    next_soon_at = models.DateTimeField(null=True)
    next_due_kind = models.CharField(max_length=20, blank=True)
    first_id = models.BigIntegerField(default=0)
    heard_id = models.BigIntegerField(default=0)
    answered_id = models.BigIntegerField(default=0)
    last_id = models.BigIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    settled_id = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    first_ack_at = models.DateTimeField(null=True)
    first_human_at = models.DateTimeField(null=True)
    first_substantive_at = models.DateTimeField(null=True)
    proposed_resolution_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    label_words = models.JSONField(default=list)
    sending = models.CharField(max_length=10, blank=True)
    labels = models.ManyToManyField("conversations.Label", related_name="conversations", blank=True)

    class Meta:
        ordering = ["-last_id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "thread_key"], name="thread_once")
        ]
        indexes = [
            models.Index(fields=["organisation", "-last_id"], name="conversation_recent"),
            models.Index(fields=["organisation", "shelf", "-last_id"], name="conversation_shelf"),
            models.Index(
                fields=["organisation", "assignee", "shelf", "-last_id"],
                name="conversation_assignee",
            ),
            models.Index(
                fields=["department", "shelf", "-last_id"],
                name="conversation_department",
                condition=models.Q(department__isnull=False),
            ),
            models.Index(fields=["account", "shelf", "-last_id"], name="conversation_account"),
            models.Index(fields=["organisation", "heard_at"], name="conversation_heard"),
            models.Index(fields=["organisation", "first_message_at"], name="conversation_begun"),
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
            models.Index(
                fields=["merged_into"],
                name="conversation_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
            models.Index(
                fields=["follows"],
                name="conversation_follows",
                condition=models.Q(follows__isnull=False),
            ),
            models.Index(
                fields=["snoozed_until"],
                name="conversation_snoozed",
                condition=models.Q(snoozed_until__isnull=False),
            ),
            models.Index(
                fields=["proposed_resolution_at"],
                name="conversation_proposed",
                condition=models.Q(status="waiting_person", proposed_resolution_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.text[:60]

    @property
    def is_open(self) -> bool:
        """Whether it still asks something of us or of the person."""
        return self.status in self.OPEN
