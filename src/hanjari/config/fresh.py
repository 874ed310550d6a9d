"""A fresh database: its migrations run without making every model anew at each step.

At each step Django makes the classes anew of whatever hangs together with the changed model, in a
desk nearly everything: 17,000 classes until all is migrated, nine tenths of the time. Where there
are no rows, a step asks of the other models no more than the names of their tables and keys
(`docs/decisions/fresh-database.md`).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

_WHAT_TO_MAKE = "_find_reload_model"
"""Django's own name for it; there is no public one."""


def is_fresh(connection: BaseDatabaseWrapper) -> bool:
    """Whether nothing was ever migrated there: it has no table that says so."""
    return not MigrationRecorder(connection).has_table()


@contextmanager
def only_what_changes() -> Iterator[None]:
    """While it lasts, a step of a migration makes the class of the changed model anew, and no other.

    Not for a database with rows: a migration that reads them follows relations, and those must lead
    to classes of one state.
    """
    before = getattr(ProjectState, _WHAT_TO_MAKE)
    setattr(ProjectState, _WHAT_TO_MAKE, _itself)
    try:
        yield
    finally:
        setattr(ProjectState, _WHAT_TO_MAKE, before)


def _itself(
    _state: ProjectState,
    app_label: str,
    model_name: str,
    delay: bool = False,  # noqa: ARG001, FBT001, FBT002 (Django's signature)
) -> set[tuple[str, str]]:
    return {(app_label, model_name)}
