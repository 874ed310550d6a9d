"""The conversations room as a Django app."""

from django.apps import AppConfig

from hanjari.kit.rooms import autoload


class ConversationsConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.conversations"
    label = "conversations"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, where the room has them."""
        autoload(self.name)
