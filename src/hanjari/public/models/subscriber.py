"""People who want to be told when the open page says something new."""

from django.db import models

from hanjari.kit.clock import now
from hanjari.people.models import Organisation


class Subscriber(models.Model):
    """A mail address that asked for news and confirmed it. The address lies sealed; `mark` finds it again."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    mark = models.CharField(max_length=64)
    """Keyed digest of the address in lower case."""
    language = models.CharField(max_length=5, default="ko")
    asked_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "mark"], name="subscribed_once")
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Notice(models.Model):
    """A statement or promise that followers are told of, once: subscribers by mail, browsers by a ring."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    noun = models.CharField(max_length=20)
    noun_id = models.BigIntegerField()
    what = models.CharField(max_length=20, default="published")
    """What became of it: a promise is told of when it is made, when its date passes, and when it ends."""
    made_at = models.DateTimeField(default=now)
    reached = models.BigIntegerField(default=0)
    """The last subscriber whose letter was handed over."""
    ended_at = models.DateTimeField(null=True)
    rung = models.BigIntegerField(default=0)
    """The last browser that a ring was laid out for."""
    rung_at = models.DateTimeField(null=True)
    """When a ring had been laid out for each."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["noun", "noun_id", "what"], name="noticed_once")
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.noun_id}"
