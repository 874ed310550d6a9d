"""`migrate`, as `hanjari migrate`, `serve` and the tests run it: Django's own, quicker on a fresh database."""

from contextlib import nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from hanjari.config.fresh import is_fresh, only_what_changes


class Command(migrate.Command):
    """Django's own command."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Migrate."""
        fresh = is_fresh(connections[options["database"]])
        with only_what_changes() if fresh else nullcontext():
            return super().handle(*args, **options)
