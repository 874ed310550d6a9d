"""Statements: what the company says in public, in versions, signed by the parts that must sign."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Account, Delivery
from hanjari.issues.models.committee import Part
from hanjari.issues.models.issue import Issue
from hanjari.kit.clock import now
from hanjari.listening.models import Message
from hanjari.people.models import Member, Organisation


class Statement(models.Model):
    """One statement; its words are its newest version. Published ones stay, also when corrected later."""

    class Form(models.TextChoices):
        """The four forms."""

        HOLDING = "holding", _("Holding statement")
        UPDATE = "update", _("Update")
        CORRECTION = "correction", _("Correction")
        APOLOGY = "apology", _("Apology")

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("Being written")
        SIGNING = "signing", _("Waiting for signatures")
        SIGNED = "signed", _("Signed")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Statement withdrawn")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    issue = models.ForeignKey(Issue, models.CASCADE, null=True, related_name="statements")
    """A correction may stand alone."""
    form = models.CharField(max_length=10, choices=Form)
    language = models.CharField(max_length=5, default="ko")
    other = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="translated"
    )
    """The same statement in the other language; each points to the other."""
    followed = models.PositiveIntegerField(default=0)
    """The newest version of the other that these words follow."""
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, related_name="corrections")
    is_last = models.BooleanField(default=False)
    """The last public update on its issue."""
    next_update_at = models.DateTimeField(null=True)
    accounts = models.ManyToManyField(Account, related_name="+", blank=True)
    """Channels beside the public page."""
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_for = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["organisation", "-published_at"],
                name="statement_published",
                condition=Q(published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.pk}"

    @property
    def place(self) -> tuple[int, ...]:
        """The numbers in its address at the desk: its issue's, where it has one, and its own."""
        return (self.issue_id, self.pk) if self.issue_id else (self.pk,)


class Version(models.Model):
    """The words of a statement at a time: its parts by name, and the whole as it is read. Never changed."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    parts = models.JSONField(default=dict)
    """Of a holding statement: known, unknown, affected, doing, contact; of a correction: claim, where, verdict, wrong, fact, evidence, original …"""
    text = models.TextField()
    checked = models.JSONField(default=dict)
    """What the checker found in these words."""
    overruled = models.CharField(max_length=500, blank=True)
    """Why a blocked phrase may stand."""
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.statement_id} v{self.number}"


class SignOff(models.Model):
    """A part of the committee says yes or no to one version; a new version asks anew."""

    class Word(models.TextChoices):
        """What was said."""

        SIGNED = "signed", _("Signed")
        RETURNED = "returned", _("Sent back")
        WAIVED = "waived", _("Waived")
        SILENT = "silent", _("No objection within the time")

    version = models.ForeignKey(Version, models.CASCADE, related_name="signoffs")
    part = models.CharField(max_length=12, choices=Part)
    asked_at = models.DateTimeField(default=now)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    word = models.CharField(max_length=10, choices=Word, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "part"], name="signed_once_by_each_part")
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.word}"


class Promise(models.Model):
    """A promise found in a version's words, and the commitment that it became: the publishing gate."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="promises")
    words = models.CharField(max_length=300)
    commitment_id = models.BigIntegerField(null=True)
    """Of the commitments room; empty until it is one."""
    not_one = models.CharField(max_length=300, blank=True)
    """Why these words are none, by a member's name in the journal."""

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class Publication(models.Model):
    """A version handed to one channel; once per statement and account."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="publications")
    version = models.ForeignKey(Version, models.CASCADE, related_name="publications")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, related_name="+")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    """Our own words once they came back from the network: replies to them come home to the issue."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "account"], name="published_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} at {self.account_id}"
