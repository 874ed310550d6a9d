"""Django's `flush`, for test databases only: a desk's journal is never flushed."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from hanjari.journal.guards import lower_guards, raise_guards


class Command(flush.Command):
    """Lowers the journal's guards around the flush that ends a transactional test."""

    def handle(self, **options: Any) -> None:
        """Refuse for a database that is not a test's; the guards stand again whatever happens."""
        connection = connections[options["database"]]
        if not _is_test(str(connection.settings_dict["NAME"])):
            message = (
                "A desk's database is never flushed: its journal is kept."
                " Nothing was changed. To begin anew, choose another HANJARI_HOME."
            )
            raise CommandError(message)
        lower_guards(connection)
        try:
            # PostgreSQL empties the search index, which follows the messages, only when told to
            super().handle(**{**options, "allow_cascade": True})
        finally:
            raise_guards(connection)


def _is_test(name: str) -> bool:
    return "mode=memory" in name or Path(name).name.startswith("test_")
