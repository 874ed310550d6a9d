"""The people room as a Django app."""

from django.apps import AppConfig

from hanjari.kit.rooms import autoload


class PeopleConfig(AppConfig):
    """Owns the user model (`people.Member`)."""

    name = "hanjari.people"
    label = "people"

    def ready(self) -> None:
        """Find `listeners.py` once all models are ready."""
        autoload(self.name)
