"""What members make for themselves: labels, macros, saved views."""

from django.db import models

from hanjari.people.models import Department, Member, Organisation


class Label(models.Model):
    """A word put on conversations by people."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="labels")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="label_once")]

    def __str__(self) -> str:
        return self.name


class Macro(models.Model):
    """A prepared text with variables ({{person}}, {{member}}, {{company}} …); inserted, never sent by itself."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="macros")
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True)
    name = models.CharField(max_length=80)
    text = models.TextField()
    use_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="macro_once")]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """Filters kept under a name: a member's own, or shared when `member` is empty."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="saved_views")
    member = models.ForeignKey(
        Member, models.CASCADE, null=True, blank=True, related_name="saved_views"
    )
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "name"], name="saved_view_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
