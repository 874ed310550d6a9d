"""The journal room as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from hanjari.kit.rooms import autoload


class JournalConfig(AppConfig):
    """Loads the room's ears and errands once all rooms' models are ready."""

    name = "hanjari.journal"
    label = "journal"

    def ready(self) -> None:
        """Find `listeners.py` and `tasks.py`; keep guards and cursors in place after `migrate`."""
        autoload(self.name)
        post_migrate.connect(_after_migrate, sender=self)


def _after_migrate(using: str, **_: Any) -> None:
    from hanjari.journal.guards import raise_guards  # noqa: PLC0415 (models are not ready above)
    from hanjari.journal.hearing import seat_listeners  # noqa: PLC0415 (the same)

    if "journal_entry" in connections[using].introspection.table_names():
        raise_guards(connections[using])
        seat_listeners()
