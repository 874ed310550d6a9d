"""Columns that take less disk than Django's own."""

from typing import Any

from django.db import models

from hanjari.listening import stories


class StoryField(models.JSONField):
    """A reading's story: a dictionary in Python, packed in the store where it fits (`stories`)."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """What the store holds, in either form, as a dictionary."""
        return stories.opened(super().from_db_value(value, expression, connection))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """Packed, as JSON."""
        told = stories.packed(value) if isinstance(value, dict) else value
        return super().get_db_prep_value(told, connection, prepared)
