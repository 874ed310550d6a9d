"""The desk room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hanjari.kit.rooms import autoload
from hanjari.kit.web.navigation import Door, open_door
from hanjari.people.permissions import Permission

DOORS = [
    Door("desk:audit", _("Audit trail"), "history", "settings", Permission.READ_AUDIT, order=90),
]


class DeskConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.desk"
    label = "desk"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, where the room has them, and open the room's doors."""
        autoload(self.name)
        for door in DOORS:
            open_door(door)
