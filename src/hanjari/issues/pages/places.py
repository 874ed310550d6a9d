"""Where an issue is looked at first."""

from django.urls import reverse

from hanjari.issues.models import Issue


def home_of(issue: Issue) -> str:
    """The committee's room, or what people say while nobody sits there yet."""
    name = "issues:issue" if issue.level > Issue.Level.WATCH else "issues:heard"
    return reverse(name, args=[issue.pk])
