"""The demo room as a Django app."""

from django.apps import AppConfig

from hanjari.kit.rooms import autoload


class DemoConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.demo"
    label = "demo"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, where the room has them."""
        autoload(self.name)
