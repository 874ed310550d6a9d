"""`hanjari restore`: put a backup back."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from hanjari.config.backup import restore
from hanjari.config.speech import say
from hanjari.journal.verification import verify


def arguments(parser: ArgumentParser) -> None:
    """Which file, and whether over what is here."""
    parser.add_argument("file", type=Path, help="a file that `hanjari backup` wrote")
    parser.add_argument(
        "--replace", action="store_true", help="put it in the place of the desk that is here"
    )


def run(options: Namespace) -> int:
    """Check, restore, and verify the journal of what was restored."""
    restore(options.file, replace=options.replace, say=say)
    verdict = verify()
    for finding in verdict.findings:
        say(f"✗ {finding.words}")
    say(
        f"Restored. The journal has {verdict.entry_count:,} entries and"
        f" {'is whole' if verdict.is_whole else 'was changed before the backup was made'}."
    )
    return 0
