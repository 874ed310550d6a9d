"""`hanjari migrate`: bring the database to this version."""

from argparse import ArgumentParser, Namespace

from hanjari.config.preparation import prepare
from hanjari.config.speech import say


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(options: Namespace) -> int:  # noqa: ARG001 (every command gets its options)
    """Migrate, on PostgreSQL too; a SQLite file is copied first."""
    prepare(say=say, may_migrate=True)
    say("The database is of this version.")
    return 0
