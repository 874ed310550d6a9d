"""`hanjari migrate`: bring the database to this version."""

from argparse import ArgumentParser, Namespace

from hanjari.config.preparation import prepare


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(options: Namespace) -> int:  # noqa: ARG001 (every command gets its options)
    """Migrate, on PostgreSQL too; a SQLite file is copied first."""
    prepare(say=_say, may_migrate=True)
    _say("The database is of this version.")
    return 0


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 (a command speaks)
