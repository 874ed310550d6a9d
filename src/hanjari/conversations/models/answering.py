"""How long people waited, counted by the hour in which they first spoke."""

from django.db import models

from hanjari.people.models import Organisation


class AnswerHour(models.Model):
    """Those who first spoke to us in one hour: answered after how long, gone after how long, still waiting.

    `answered` and `gone` are pairs of 32-bit numbers (`answering.packed`): a step of the waiting time
    (`answering.step_of`, two per cent wide) and how many. Read by reports, which never scan the
    conversations; made anew from the conversations whenever one of the hour changes.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    hour = models.DateTimeField()
    answered = models.BinaryField(default=bytes)
    gone = models.BinaryField(default=bytes)
    waiting_count = models.PositiveIntegerField(default=0)
    is_stale = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "hour"], name="answer_hour_once")
        ]
        indexes = [
            models.Index(
                fields=["hour"], name="answer_hour_stale", condition=models.Q(is_stale=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.hour}"
