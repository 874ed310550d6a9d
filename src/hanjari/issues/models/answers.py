"""The Q&A sheet: what people ask of an issue, what we may answer and until when, and who got which answer."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.models import Conversation, Reply
from hanjari.issues.models.issue import Issue
from hanjari.issues.models.room import Fact, Task
from hanjari.kit.clock import now
from hanjari.listening.models import Message
from hanjari.people.models import Member


class Question(models.Model):
    """A line of the sheet: what people ask. Its words stay as they are once an answer to them was approved."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="questions")
    text = models.CharField(max_length=300)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Asked(models.Model):
    """A conversation in which a question was asked; one that a member refused is not proposed again."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="asked", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    is_refused = models.BooleanField(default=False)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    """Empty: it was found to be alike."""
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "conversation"], name="asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.conversation_id}"


class Answer(models.Model):
    """One version of an answer. Approved words never change: a change is a new version beside them.

    At most one version is approved and at most one is being written. Whether an approved one has
    expired follows from `valid_until`.
    """

    class State(models.TextChoices):
        """Writer, legal and whoever leads stand between the first word and the first use."""

        DRAFT = "draft", _("Answer being written")
        LEGAL = "legal", _("With legal")
        APPROVED = "approved", _("Approved answer")
        RETIRED = "retired", _("Answer retired")

    OPEN = (State.DRAFT, State.LEGAL)

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", db_index=False)
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    """How often a draft was saved: whoever writes says on which they wrote."""
    text = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    cannot_say = models.CharField(max_length=500, blank=True)
    """Why we can't answer yet; then `will_by` says by when we will."""
    will_by = models.DateTimeField(null=True)
    not_yet = models.CharField(max_length=700, blank=True)
    """The sentence made of both, as it is read: kept, so that it is the same in every reader's zone."""
    valid_until = models.DateTimeField()
    facts = models.ManyToManyField(Fact, related_name="+", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    note = models.CharField(max_length=500, blank=True)
    """Why it was sent back to its writer."""
    fallen_on = models.ForeignKey(Fact, models.SET_NULL, null=True, related_name="+")
    """The fact below it that changed, as it stands now: it fell back, or is retired, for that."""
    written_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=now)
    legal_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    legal_at = models.DateTimeField(null=True)
    waived_for = models.CharField(max_length=500, blank=True)
    """Why the lead let it go without legal."""
    approved_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_for = models.CharField(max_length=500, blank=True)
    expiry_told_at = models.DateTimeField(null=True)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")
    """Who says more, and by when, where we can't say it yet."""

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="answer_version_once"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(state="approved"), name="one_approved_answer"
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(state__in=["draft", "legal"]),
                name="one_answer_in_writing",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(approved_by=None)
                | Q(written_by=None)
                | ~Q(approved_by=F("written_by")),
                name="answer_of_two_people",
            ),
        ]
        indexes = [
            models.Index(
                fields=["valid_until"],
                name="answer_expiring",
                condition=Q(state="approved", expiry_told_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"

    @property
    def stamp(self) -> str:
        """Which words these are; whoever acts on them says which they read."""
        return f"{self.number}.{self.revision}"

    def is_usable(self, at: datetime | None = None) -> bool:
        """Whether it may be said now: approved and not expired."""
        return self.state == self.State.APPROVED and self.valid_until > (at or now())


class Given(models.Model):
    """A conversation that an answer was taken into, and (with its reply) got: whom a correction concerns."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="given", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, related_name="+")
    """Empty while it only lies in a draft."""
    is_verbatim = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "conversation", "reply"], name="given_once"),
            models.UniqueConstraint(
                fields=["answer", "conversation", "by"],
                condition=Q(reply__isnull=True),
                name="taken_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.conversation_id}"


class Suggestion(models.Model):
    """Messages of an issue that ask the same and that no question covers yet; the worker finds them anew."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="suggestions")
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")
    """The one that speaks for them; its words are read where they lie, so that erasing reaches them."""
    message_ids = models.JSONField(default=list)
    count = models.PositiveIntegerField()
    is_refused = models.BooleanField(default=False)

    class Meta:
        ordering = ["-count", "pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "message"], name="suggested_once")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.count}"


class Gathering(models.Model):
    """An issue whose questions wait to be gathered: something came to it, or its sheet changed."""

    issue = models.OneToOneField(Issue, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.issue_id)
