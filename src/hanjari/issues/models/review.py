"""What an issue taught: the review after its end, its four answers in versions, and the lessons drawn."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models.issue import Issue
from hanjari.issues.models.room import Task
from hanjari.kit.clock import now
from hanjari.people.models import Member


class Review(models.Model):
    """The after-action review of an issue: begun when it is closed, finished by whoever leads."""

    issue = models.OneToOneField(Issue, models.CASCADE, related_name="review")
    opened_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(finished_at__isnull=True), name="review_unfinished"
            )
        ]

    def __str__(self) -> str:
        return str(self.issue_id)


class Reflection(models.Model):
    """An answer of a review at a time; the newest of a question counts. The first is the journal's own."""

    class Question(models.TextChoices):
        """The four questions of an after-action review: about what, not about who."""

        PLANNED = "planned", _("What was planned?")
        HAPPENED = "happened", _("What happened?")
        WHY = "why", _("Why did it go that way?")
        NEXT = "next", _("What do we do next time?")

    review = models.ForeignKey(Review, models.CASCADE, related_name="reflections")
    question = models.CharField(max_length=10, choices=Question)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "question", "number"], name="reflection_once")
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.question} v{self.number}"


class Lesson(models.Model):
    """Something learned: it becomes a task or a commitment, or somebody says why nothing follows."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="lessons")
    text = models.CharField(max_length=500)
    by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="lessons")
    commitment_id = models.BigIntegerField(null=True)
    """Of the commitments room."""
    waived_for = models.CharField(max_length=300, blank=True)
    """Why nothing follows from it."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=True) | Q(commitment_id__isnull=True),
                name="lesson_one_step",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet what follows from it."""
        return not (self.task_id or self.commitment_id or self.waived_for)
