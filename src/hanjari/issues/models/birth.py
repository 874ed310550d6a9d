"""How issues come about: the causes that rules found, what is still to be looked at, who is like whom."""

from django.db import models

from hanjari.issues.models.issue import Issue
from hanjari.kit.clock import now
from hanjari.people.models import Organisation


class Cause(models.Model):
    """Why a rule raised an issue: its trigger and what it was about. While the issue is open it grows."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="causes")
    trigger = models.CharField(max_length=20)
    """A name of `triggers.Trigger`."""
    cluster = models.CharField(max_length=60, blank=True)
    """What it was about: `query:7`, or `words:…` where no query found it."""
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "trigger", "cluster"], name="cause_once")
        ]
        indexes = [
            models.Index(fields=["organisation", "cluster", "trigger"], name="cause_cluster")
        ]

    def __str__(self) -> str:
        return f"{self.trigger} {self.cluster}"


class Sighting(models.Model):
    """A message that came and that nobody has held against the rules and the open issues yet."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    message_id = models.BigIntegerField(unique=True)
    """No foreign key: what was erased meanwhile is simply not there when its turn comes."""

    def __str__(self) -> str:
        return str(self.message_id)


class Resemblance(models.Model):
    """How like two issues are by what is meant in them, the younger first; reckoned in the worker."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="resemblances")
    other = models.ForeignKey(Issue, models.CASCADE, related_name="+")
    likeness = models.FloatField()
    """0 to 1, of the title and the first messages."""

    class Meta:
        ordering = ["-likeness", "pk"]
        constraints = [models.UniqueConstraint(fields=["issue", "other"], name="resembles_once")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.other_id} {self.likeness:.2f}"


class Comparing(models.Model):
    """An issue that waits to be compared with those before it."""

    issue = models.OneToOneField(Issue, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.issue_id)
