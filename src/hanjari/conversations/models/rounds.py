"""Rounds: one text for many people, each of them addressed by name in their own thread, and told once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Account
from hanjari.conversations.models.conversation import Conversation
from hanjari.conversations.models.replies import Reply
from hanjari.kit.clock import now
from hanjari.listening.models import Person
from hanjari.people.models import Member, Organisation


class Round(models.Model):
    """What we tell everyone who spoke of one thing. Its key names the occasion, so that it is made once."""

    class State(models.TextChoices):
        """A second person stands between writing and sending."""

        DRAFT = "draft", _("Being written")
        WAITING = "waiting", _("Waiting for a second look")
        SENDING = "sending", _("Being told")
        DONE = "done", _("Told")
        STOPPED = "stopped", _("Stopped")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="rounds")
    key = models.CharField(max_length=120)
    about_kind = models.CharField(max_length=20, blank=True)
    about_id = models.BigIntegerField(null=True)
    """The noun that it tells of: a commitment, an issue."""
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    """For who writes Korean, and where there is no other text; `{name}` stands for who reads it."""
    text_en = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)
    approved_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    returned = models.CharField(max_length=500, blank=True)
    """Why the second person sent it back."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="round_once")]
        indexes = [
            models.Index(fields=["about_kind", "about_id"], name="round_about"),
            models.Index(fields=["state"], name="round_sending", condition=Q(state="sending")),
        ]

    def __str__(self) -> str:
        return self.key


class Recipient(models.Model):
    """A thread in which somebody is to be told. `HANDED` goes with its reply; the outbox tells the rest."""

    class State(models.TextChoices):
        """Whether it is still to be done, is with the outbox, can't be done, or is done elsewhere."""

        WAITING = "waiting", _("Waiting")
        HANDED = "handed", _("Handed to the outbox")
        UNTOLD = "untold", _("Could not be told")
        ELSEWHERE = "elsewhere", _("Told in another thread")

    round = models.ForeignKey(Round, models.CASCADE, related_name="recipients", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    why = models.CharField(max_length=20, blank=True)
    """A code of `rounds.WHY` when it can't be done."""
    reply = models.OneToOneField(Reply, models.PROTECT, null=True, related_name="told")
    handed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "conversation"], name="told_once_a_thread"),
            models.UniqueConstraint(
                fields=["round", "person"],
                name="told_once_a_person",
                condition=Q(state__in=["waiting", "handed"], person__isnull=False),
            ),
            models.CheckConstraint(
                condition=~Q(state="handed") | Q(reply__isnull=False), name="handed_with_a_reply"
            ),
        ]
        indexes = [
            models.Index(fields=["round", "state"], name="recipient_state"),
            models.Index(
                fields=["account", "handed_at"],
                name="recipient_pace",
                condition=Q(handed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.conversation_id}"
