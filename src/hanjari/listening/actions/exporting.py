"""Taking a search out of the house: who took what is entered before the first row leaves."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction

from hanjari.channels.models import Account
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.listening.exploring.asked import Asked
from hanjari.listening.files import Kind, writer_of
from hanjari.listening.files.rows import rows
from hanjari.listening.queries.exploring import everything
from hanjari.people.models import Member

TOLD = 500
"""Characters of an expression that the journal keeps."""


@transaction.atomic
def export_search(asked: Asked, kind: Kind, *, by: Member) -> Iterator[bytes]:
    """The finds up to this moment as a file, piece by piece; what was asked for stands in the journal."""
    pairs = {name: value[:TOLD] for name, value in asked.pairs().items()}
    record(
        "search.exported", "organisation", by.organisation_id, organisation=by.organisation_id,
        by=by, kind=kind.slug, asked=pairs, expression=pairs.get("q", ""),
    )  # fmt: skip
    until = min(asked.until, now()) if asked.until else now()
    names = Account.objects.filter(organisation=by.organisation_id).values_list("pk", "name")
    return writer_of(kind)(rows(everything(by, replace(asked, until=until)), dict(names)))
