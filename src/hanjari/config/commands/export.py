"""`hanjari export`: one organisation's desk in a zip that other programs can read."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from hanjari.config.exporting import NOUNS, export
from hanjari.config.speech import say, show_progress
from hanjari.config.trouble import Trouble
from hanjari.journal import actions as journal
from hanjari.people.models import Organisation


def arguments(parser: ArgumentParser) -> None:
    """Where to, and whose desk."""
    parser.add_argument("file", type=Path, help="the zip to write")
    parser.add_argument(
        "--organisation", default="", help="its short name, where there are several"
    )


def run(options: Namespace) -> int:
    """Write the file, and note in the journal that it was taken out."""
    organisation = _organisation(options.organisation)
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


def _organisation(slug: str) -> Organisation:
    found = list(Organisation.objects.filter(**({"slug": slug} if slug else {}))[:20])
    if len(found) == 1:
        return found[0]
    names = ", ".join(Organisation.objects.values_list("slug", flat=True)[:20]) or "none yet"
    raise Trouble(
        f"Which organisation? There are: {names}.",
        safe="Nothing was written.",
        remedy="Name one: hanjari export FILE --organisation NAME",
    )
