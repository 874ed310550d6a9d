"""The frame of an issue's pages: its head, and the tabs that the room's parts put there."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models import Issue
from hanjari.issues.pages.braked import causes
from hanjari.people.models import Member


@dataclass(frozen=True)
class Tab:
    """A page of an issue: its url name (which takes the issue's id) and its title."""

    name: str
    title: str | Promise


TABS = (
    Tab("issues:issue", _("Committee room")),
    Tab("issues:heard", _("What people say")),
    Tab("issues:answers", _("Questions and answers")),
    Tab("issues:statements", _("Statements")),
    Tab("issues:standing", _("Level and past")),
    Tab("issues:review", _("Review")),
)
"""In the order in which an issue goes."""


def shell(issue: Issue, member: Member, current: str) -> dict[str, Any]:
    """What `issues/issue_layout.html` asks for: the issue, its tabs, which of them is open."""
    tabs = [(tab.title, reverse(tab.name, args=[issue.pk]), tab.name == current) for tab in TABS]
    return {"issue": issue, "member": member, "tabs": tabs, "brakes": causes(member)}
