"""A guard in the database itself: the day that was promised first never changes.

It is raised after every `migrate` (signal), because SQLite drops triggers silently whenever Django
re-makes a table.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

NAME = "commitment_first_due_kept"
_SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS {NAME} BEFORE UPDATE OF first_due ON commitments_commitment
    WHEN NEW.first_due IS NOT OLD.first_due
    BEGIN SELECT RAISE(ABORT, 'the first due day of a commitment never changes'); END"""
]
_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'the first due day of a commitment never changes'
        USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql""",
    f"""CREATE OR REPLACE TRIGGER {NAME} BEFORE UPDATE ON commitments_commitment FOR EACH ROW
    WHEN (NEW.first_due IS DISTINCT FROM OLD.first_due) EXECUTE FUNCTION {NAME}()""",
]


def raise_guard(connection: BaseDatabaseWrapper) -> None:
    """Put the trigger in place where it is missing."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)
