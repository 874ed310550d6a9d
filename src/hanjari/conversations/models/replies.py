"""Writing an answer: draft, reply, approval. The outbox row (`channels.Delivery`) carries it out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Delivery
from hanjari.conversations.models.conversation import Conversation
from hanjari.kit.clock import now
from hanjari.listening.models import Message
from hanjari.people.models import Member, Organisation, Role


class Draft(models.Model):
    """What a member is writing, kept on the server; its fresh `updated_at` warns others."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="drafts")
    member = models.ForeignKey(Member, models.CASCADE, related_name="drafts")
    text = models.TextField(blank=True)
    updated_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "member"], name="draft_once")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Reply(models.Model):
    """An answer that somebody has finished writing. Its sending state is its delivery's state."""

    class State(models.TextChoices):
        """Before the outbox; after `QUEUED` the delivery tells."""

        WAITING = "waiting", _("Waiting for approval")
        RETURNED = "returned", _("Sent back")
        QUEUED = "queued", _("Handed to the outbox")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="replies", db_index=False
    )
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="replies")
    text = models.TextField()
    to_message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    is_automatic = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False)
    findings = models.JSONField(default=list)
    overruled = models.CharField(max_length=500, blank=True)
    promised_at = models.DateTimeField(null=True)
    promised_words = models.CharField(max_length=200, blank=True)
    about_promises = models.JSONField(default=dict, blank=True)
    """What its writer says of promises that are open: clock → kept, moved or open (`promises.Choice`)."""
    is_proposed_resolution = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    send_at = models.DateTimeField(null=True)
    """When its writer wants it to leave; empty: as soon as it may."""
    looked_at = models.DateTimeField(default=now)
    """When a person last said that it shall go, having seen the thread up to `seen_id`."""
    seen_id = models.BigIntegerField(default=0)
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, related_name="+")
    message = models.OneToOneField(Message, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["created_at"]
        # of both: for answers that are not out, SQLite would walk all of them by the message that they lack
        indexes = [models.Index(fields=["conversation", "message"], name="reply_of_conversation")]

    def __str__(self) -> str:
        return self.text[:60]


class ApprovalRule(models.Model):
    """When a second person must look: channel kind, public only, a promise inside, words, urgency."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="approval_rules")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, blank=True)
    is_public_only = models.BooleanField(default=False)
    with_promise_only = models.BooleanField(default=False)
    min_urgency = models.PositiveSmallIntegerField(default=0)
    words = models.JSONField(default=list, blank=True)
    written_by_role = models.ForeignKey(
        Role, models.CASCADE, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Approval(models.Model):
    """A second person's look at a reply: asked, then approved or sent back with a reason."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="approvals")
    rule = models.CharField(max_length=80)
    asked_at = models.DateTimeField(default=now)
    decided_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="approvals")
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return self.rule
