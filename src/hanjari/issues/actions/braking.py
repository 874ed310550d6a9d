"""Braking: an issue of level 2 and above holds what nobody sends by hand, from the same commit on."""

from hanjari.channels import actions as channels
from hanjari.issues.models import Issue
from hanjari.people.models import Member


def hold_automatic(issue: Issue, *, by: Member | None) -> None:
    """Put on the brake because of this issue where its level asks for it; an exercise holds nothing."""
    if issue.level >= Issue.Level.COMMITTEE and not issue.is_exercise:
        channels.put_on_brake(issue.organisation, by=by, about=("issue", issue.pk))
