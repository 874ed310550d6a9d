"""The channels room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hanjari.kit.rooms import autoload
from hanjari.kit.web.navigation import Door, open_door
from hanjari.people.permissions import Permission


class ChannelsConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.channels"
    label = "channels"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, and open the room's door."""
        autoload(self.name)
        may = Permission.MANAGE_CHANNELS
        open_door(Door("channels:accounts", _("Channels"), "link", "settings", may, order=5))
