"""The conversations room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hanjari.kit.rooms import autoload
from hanjari.kit.web.navigation import Door, open_door

SEARCH = Door("conversations:search", _("Search"), "search", "search")
INBOX = Door("conversations:inbox", _("Inbox"), "inbox", order=10, key="i")


class ConversationsConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.conversations"
    label = "conversations"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, where the room has them."""
        autoload(self.name)
        open_door(INBOX)
        open_door(SEARCH)
