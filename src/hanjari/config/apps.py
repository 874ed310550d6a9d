"""The config room as a Django app."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    """Top storey: knows every room and is known by none."""

    name = "hanjari.config"
    label = "config"

    def ready(self) -> None:
        """The cache's table comes with the migrations, though it has no model.

        Django tells only rooms with models that they were migrated; people's are the first that need it.
        """
        post_migrate.connect(_make_cache_table, sender=apps.get_app_config("people"))


def _make_cache_table(using: str, verbosity: int = 1, **_: Any) -> None:
    call_command("createcachetable", database=using, verbosity=verbosity)
