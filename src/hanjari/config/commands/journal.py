"""`hanjari journal verify`: read the whole journal again and name whatever was changed."""

from argparse import ArgumentParser, Namespace

from hanjari.config.speech import say
from hanjari.journal.verification import verify


def arguments(parser: ArgumentParser) -> None:
    """What to do with the journal."""
    parser.add_argument("act", choices=["verify"], help="verify: find whatever was changed")


def run(options: Namespace) -> int:  # noqa: ARG001 (there is one act)
    """Read only; status 1 when something was changed."""
    verdict = verify()
    for finding in verdict.findings:
        say(f"✗ {finding.words}")
    if verdict.is_whole:
        say(
            f"✓ The journal is whole: {verdict.entry_count:,} entries, each as it was sealed,"
            f" compared with {verdict.mark_count:,} marks in the seal log."
        )
        return 0
    say(
        f"\nThe journal was changed in {len(verdict.findings)} places. Nothing was repaired:"
        " keep this database as evidence, and compare it with a backup (hanjari restore)."
    )
    return 1
