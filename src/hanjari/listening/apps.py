"""The listening room as a Django app."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hanjari.kit.rooms import autoload
from hanjari.kit.web.navigation import Door, open_door
from hanjari.listening import planner
from hanjari.people.permissions import Permission

_READ = Permission.READ_ALL


def _open_alarms(member: Any) -> int:
    """How many go on; asked for of the rows once they can be."""
    count: int = import_module("hanjari.listening.queries.alarms").open_count(member)
    return count


def _alarms_counted(count: int) -> str:
    return ngettext("open alarm", "open alarms", count)


LISTENING = Door(
    "listening:dashboard",
    _("Listening"),
    "listen",
    order=20,
    key="l",
    count=_open_alarms,
    counted=_alarms_counted,
    tone="alarm",
)
PAGES = [
    Door("listening:explore", _("Explore"), "search", "listening", order=1),
    Door("listening:dashboard", _("Dashboard"), "measure", "listening", order=2),
    Door("listening:alarms", _("Alarms"), "alert", "listening", _READ, order=3),
    Door("listening:standing", _("Standing queries"), "listen", "listening", _READ, order=4),
    Door("listening:people", _("People"), "person", "listening", order=5),
]


class ListeningConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.listening"
    label = "listening"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, where the room has them, and open its doors."""
        autoload(self.name)
        connection_created.connect(planner.tell, dispatch_uid="listening.planner")
        for door in (LISTENING, *PAGES):
            open_door(door)
