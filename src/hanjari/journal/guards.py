"""Guards in the database itself: an entry is written once, gets its seal once, and never goes.

They are raised after every `migrate` (signal), because SQLite drops triggers silently whenever
Django re-makes a table, and lowered only by the `flush` of a test database.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_KEPT = ("id", "organisation_id", "at", "by_id", "by_name", "event", "noun", "noun_id", "facts")
_SAME = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in _KEPT)
_IS_SEALING = (
    "OLD.sequence IS NULL AND OLD.digest = '' AND NEW.sequence IS NOT NULL AND NEW.digest <> ''"
)

NAMES = ("journal_entry_written_once", "journal_entry_kept_forever")
_SQLITE = [
    (
        f"CREATE TRIGGER IF NOT EXISTS {NAMES[0]} BEFORE UPDATE ON journal_entry"
        f" WHEN NOT ({_IS_SEALING} AND {_SAME})"
        " BEGIN SELECT RAISE(ABORT, 'a journal entry is written once'); END"
    ),
    (
        f"CREATE TRIGGER IF NOT EXISTS {NAMES[1]} BEFORE DELETE ON journal_entry"
        " BEGIN SELECT RAISE(ABORT, 'a journal entry is never deleted'); END"
    ),
]
_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION journal_entry_guard() RETURNS trigger AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF {_IS_SEALING} AND to_jsonb(NEW) - 'sequence' - 'digest'
                = to_jsonb(OLD) - 'sequence' - 'digest' THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'a journal entry is written once';
        END IF;
        RAISE EXCEPTION 'a journal entry is never deleted';
    END $$ LANGUAGE plpgsql""",
    (
        f"CREATE OR REPLACE TRIGGER {NAMES[0]} BEFORE UPDATE OR DELETE ON journal_entry"
        " FOR EACH ROW EXECUTE FUNCTION journal_entry_guard()"
    ),
    (
        f"CREATE OR REPLACE TRIGGER {NAMES[1]} BEFORE TRUNCATE ON journal_entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_guard()"
    ),
    """CREATE OR REPLACE FUNCTION journal_entry_rings() RETURNS trigger AS $$
    BEGIN PERFORM pg_notify('hanjari', ''); RETURN NULL; END $$ LANGUAGE plpgsql""",
    (
        "CREATE OR REPLACE TRIGGER journal_entry_rings AFTER INSERT OR UPDATE ON journal_entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_rings()"
    ),
]


def raise_guards(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place where they are missing."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def lower_guards(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away (only ever for the flush of a test database)."""
    on = "" if connection.vendor == "sqlite" else " ON journal_entry"
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def standing_guards(connection: BaseDatabaseWrapper) -> set[str]:
    """Which of `NAMES` stand in the database now."""
    question = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {name for (name,) in cursor.fetchall()} & set(NAMES)
