"""The `hanjari` command: finds the asked-for command's module and imports nothing else.

Each command is one module of `config.commands` with `arguments(parser)` and `run(options)`.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from errno import ENOSPC
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from hanjari import __version__
from hanjari.config.trouble import Trouble


class Command(NamedTuple):
    """Its module, its line in `hanjari --help` (empty: hidden) and whether it needs the rooms."""

    module: str
    summary: str
    needs_rooms: bool = True


COMMANDS = {
    "serve": Command(
        "serve", "start everything: pages, live updates and worker", needs_rooms=False
    ),
    "worker": Command("worker", "start another worker beside the served one"),
    "ingest": Command("ingest", "sift networks' streams that come through NATS; start any number"),
    "import": Command("import_archive", "read an archive (CSV, JSONL, mbox, WXR) into the desk"),
    "export": Command("export", "write one organisation's desk into a file that others can read"),
    "backup": Command("backup", "write everything into one file from which it can be restored"),
    "restore": Command("restore", "put a backup back"),
    "train": Command("train", "make tables of its own from what members judged"),
    "journal": Command("journal", "verify the journal: find whatever was changed"),
    "doctor": Command("doctor", "say in plain words what is wrong with this installation"),
    "migrate": Command("migrate", "bring the database to this version (serve does it on SQLite)"),
    "first-key": Command("first_key", "print the one-time link that makes the first administrator"),
    "rotate-key": Command("rotate_key", "seal all stored secrets under a new key"),
    "demo": Command("demo", "tell the demo story in this HANJARI_HOME"),
    "pages": Command("pages", ""),
}


def main(words: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status. A trouble is told in words, without a trace."""
    words = list(sys.argv[1:] if words is None else words)
    name = next((word for word in words if not word.startswith("-")), "")
    try:
        parser = _parser(name)
        options = parser.parse_args(words)
        if not options.command:
            parser.print_help()
            return 2
        return int(options.run(options) or 0)
    except Trouble as trouble:
        print(trouble.words(), file=sys.stderr)  # noqa: T201 (a command speaks)
        return trouble.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        if import_module("hanjari.kit.disk").means_full(error):
            return _tell_full()
        if _is_of_the_database(error) and _tell_waiting():
            return 1
        raise


def _tell_full() -> int:
    print(  # noqa: T201 (a command speaks)
        "The disk is full.\nNothing stored is lost.\n"
        "Make room where HANJARI_HOME lies, then start again.",
        file=sys.stderr,
    )
    return 1


def _is_of_the_database(error: Exception) -> bool:
    return "django" in sys.modules and isinstance(error, import_module("django.db").DatabaseError)


def _tell_waiting() -> bool:
    """Say that the database is not of this version, when that is so: then no trace helps anybody."""
    try:
        count = len(import_module("hanjari.config.preparation").waiting_migrations())
    except Trouble as trouble:
        print(trouble.words(), file=sys.stderr)  # noqa: T201 (a command speaks)
        return True
    if count:
        print(  # noqa: T201 (a command speaks)
            f"The database is not of this version yet ({count} migrations are waiting).\n"
            "Nothing was changed.\nBring it up to date: hanjari migrate (a fresh desk: hanjari serve)",
            file=sys.stderr,
        )
    return bool(count)


def _parser(chosen: str) -> argparse.ArgumentParser:
    """A parser of all names, in which only the chosen command has been imported and knows its words."""
    parser = argparse.ArgumentParser(
        prog="hanjari",
        description="A corporate conversation desk. Settings come from the environment"
        " (docs/operator.md); all state lies in HANJARI_HOME.",
    )
    parser.add_argument("--version", action="version", version=f"hanjari {__version__}")
    names = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        if command.summary:
            mine = names.add_parser(name, help=command.summary, description=command.summary)
        elif name == chosen:
            mine = names.add_parser(name)
        if name == chosen:
            module = import_command(command)
            module.arguments(mine)
            mine.set_defaults(run=module.run)
    return parser


def import_command(command: Command) -> ModuleType:
    """The command's module; the rooms are opened first where it needs them."""
    if command.needs_rooms:
        open_rooms()
    return import_module(f"hanjari.config.commands.{command.module}")


def open_rooms() -> None:
    """Load Django and all rooms; a wrong setting is told in words."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hanjari.config.settings")
    try:
        import_module("django").setup()
    except (ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno == ENOSPC:
            raise
        raise Trouble(
            str(error), safe="Nothing was changed.", remedy="Correct the setting and start again."
        ) from error
