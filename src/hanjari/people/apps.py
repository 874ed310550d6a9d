"""The people room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hanjari.kit.rooms import autoload
from hanjari.kit.web.navigation import Door, open_door
from hanjari.people.permissions import Permission

_MAY = Permission.MANAGE_MEMBERS
DOORS = [
    Door("people:members", _("Members"), "call", "settings", _MAY, order=10),
    Door("people:roles", _("Roles"), "lock", "settings", _MAY, order=20),
    Door("people:departments", _("Departments"), "dialogue", "settings", _MAY, order=30),
    Door("people:hours", _("Opening hours"), "clock", "settings", _MAY, order=40),
    Door("people:organisation", _("Company"), "open", "settings", _MAY, order=50),
    Door("people:calls", _("Calls"), "alert", "settings", _MAY, order=45),
    Door("people:mine", _("My settings"), "person", "mine", order=10),
    Door("people:reach", _("How I am called"), "alert", "mine", order=20),
    Door("people:sessions", _("Where I am logged in"), "history", "mine", order=30),
]


class PeopleConfig(AppConfig):
    """Owns the user model (`people.Member`)."""

    name = "hanjari.people"
    label = "people"

    def ready(self) -> None:
        """Find `listeners.py` once all models are ready, and open the room's doors."""
        autoload(self.name)
        for door in DOORS:
            open_door(door)
