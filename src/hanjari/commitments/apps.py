"""The commitments room as a Django app."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from hanjari.kit.rooms import autoload


class CommitmentsConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.commitments"
    label = "commitments"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`, open the door, keep the guard in place after `migrate`."""
        autoload(self.name)
        import_module("hanjari.commitments.door")
        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(using: str, **_: Any) -> None:
    from hanjari.commitments.guards import raise_guard  # noqa: PLC0415 (models are not ready above)

    if "commitments_commitment" in connections[using].introspection.table_names():
        raise_guard(connections[using])
