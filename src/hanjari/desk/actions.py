"""Acts of the desk: taking the audit trail out of the house is one, and leaves a trace itself."""

from django.db import transaction
from django.db.models import QuerySet

from hanjari.journal import actions as journal
from hanjari.journal.models import Entry
from hanjari.journal.queries import Filters, entries_for
from hanjari.people.models import Member


@transaction.atomic
def export_audit(kind: str, filters: Filters, *, by: Member) -> QuerySet[Entry]:
    """The matching entries up to this moment; the export is itself entered, with what was asked."""
    asked = {name: str(value) for name, value in vars(filters).items() if value not in (None, "")}
    entered = journal.record(
        "audit.exported", "organisation", by.organisation_id,
        organisation=by.organisation_id, by=by, kind=kind, asked=asked,
    )  # fmt: skip
    return entries_for(by, filters).filter(pk__lt=entered.pk)
