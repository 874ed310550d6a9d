"""The conversations room as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hanjari.kit.rooms import autoload
from hanjari.kit.web.navigation import Door, open_door
from hanjari.people.permissions import Permission

_RULES = Permission.MANAGE_RULES
SEARCH = Door("conversations:search", _("Search"), "search", "search")
DOORS = [
    Door("conversations:macros", _("Prepared texts"), "note", "settings", _RULES, order=60),
    Door("conversations:labels", _("Labels"), "raise", "settings", _RULES, order=61),
    Door("conversations:targets", _("Response targets"), "clock", "settings", _RULES, order=62),
    Door("conversations:rules", _("Approval rules"), "check", "settings", _RULES, order=63),
    Door("conversations:routing_rules", _("Routing"), "link", "settings", _RULES, order=64),
    Door("conversations:judgements", _("Judgements"), "listen", "settings", _RULES, order=65),
]
INBOX = Door("conversations:inbox", _("Inbox"), "inbox", order=10, key="i")


class ConversationsConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.conversations"
    label = "conversations"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, open the doors, and offer what the room below asks for."""
        autoload(self.name)
        import_module("hanjari.conversations.upstairs")
        import_module("hanjari.conversations.outdated")
        import_module("hanjari.conversations.leaving")
        open_door(INBOX)
        for door in (SEARCH, *DOORS):
            open_door(door)
