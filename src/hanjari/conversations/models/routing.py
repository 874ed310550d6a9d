"""Routing: which department new words go to, by what they are."""

from django.db import models

from hanjari.people.models import Department, Organisation


class RoutingRule(models.Model):
    """When it fits, the conversation goes to a department; what is empty asks nothing.

    The first that fits, by `place`, wins over the channel's own department. `sentiment`,
    `needs_answer` and `abuse` have the values of the inbox's filters.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="routing_rules")
    name = models.CharField(max_length=80)
    place = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, blank=True)
    intent = models.CharField(max_length=20, blank=True)
    min_urgency = models.PositiveSmallIntegerField(default=0)
    sentiment = models.CharField(max_length=10, blank=True)
    needs_answer = models.CharField(max_length=3, blank=True)
    abuse = models.CharField(max_length=3, blank=True)
    language = models.CharField(max_length=8, blank=True)
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["place", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="routing_rule_once")
        ]

    def __str__(self) -> str:
        return self.name
