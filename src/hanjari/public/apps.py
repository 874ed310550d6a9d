"""The public room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hanjari.kit.rooms import autoload
from hanjari.kit.web.navigation import Door, open_door
from hanjari.people.permissions import Permission

PAGE = Door("public:page", _("Public page"), "open", "settings", Permission.MANAGE_PUBLIC, order=8)


class PublicConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.public"
    label = "public"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, where the room has them, and open its doors."""
        autoload(self.name)
        open_door(PAGE)
