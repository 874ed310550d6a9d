"""`hanjari export`: one organisation's desk in a zip that other programs can read."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from hanjari.config.exporting import NOUNS, export
from hanjari.config.naming import organisation_named
from hanjari.config.speech import say, show_progress
from hanjari.journal import actions as journal


def arguments(parser: ArgumentParser) -> None:
    """Where to, and whose desk."""
    parser.add_argument("file", type=Path, help="the zip to write")
    parser.add_argument(
        "--organisation", default="", help="its short name, where there are several"
    )


def run(options: Namespace) -> int:
    """Write the file, and note in the journal that it was taken out."""
    organisation = organisation_named(
        options.organisation,
        safe="Nothing was written.",
        remedy="Name one: hanjari export FILE --organisation NAME",
    )
    counts = {}
    for name, count in export(organisation, options.file):
        counts[name] = count
        show_progress("Writing", len(counts), len(NOUNS))
    journal.record(
        "organisation.exported",
        "organisation",
        organisation.pk,
        organisation=organisation,
        counts=counts,
    )
    say(
        f"{options.file}: {counts['conversations']:,} conversations, {counts['messages']:,} messages,"
        f" {counts['notes']:,} notes, {counts['journal']:,} journal entries of {organisation.name}."
    )
    return 0
