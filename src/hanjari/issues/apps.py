"""The issues room as a Django app."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hanjari.kit.rooms import autoload
from hanjari.kit.web.navigation import Door, open_door
from hanjari.people.permissions import Permission


def _loud(member: Any) -> int:
    """Open issues of level 2 and above; asked when the rail is drawn, when the models are ready."""
    return int(import_module("hanjari.issues.queries.listing").loud_count(member))


ISSUES = Door("issues:issues", _("Issues"), "issue", order=15, key="s", count=_loud)
COMMITTEES = Door(
    "issues:seat_rules", _("Committees"), "issue", "settings", Permission.RUN_ISSUE, order=55
)
THRESHOLDS = Door(
    "issues:thresholds",
    _("When an issue is raised"),
    "issue",
    "settings",
    Permission.MANAGE_RULES,
    order=56,
)


class IssuesConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.issues"
    label = "issues"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, open the door, and offer what the rooms below ask for."""
        autoload(self.name)
        import_module("hanjari.issues.upstairs")
        open_door(ISSUES)
        open_door(COMMITTEES)
        open_door(THRESHOLDS)
