"""The channels room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hanjari.kit.rooms import autoload
from hanjari.kit.web.navigation import Door, open_door
from hanjari.people.permissions import Permission

DOORS = [
    Door(
        "channels:accounts", _("Channels"), "link", "settings", Permission.MANAGE_CHANNELS, order=5
    ),
    Door("channels:imports", _("Archives"), "history", "settings", Permission.IMPORT, order=7),
]


class ChannelsConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.channels"
    label = "channels"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, and open the room's doors."""
        autoload(self.name)
        for door in DOORS:
            open_door(door)
