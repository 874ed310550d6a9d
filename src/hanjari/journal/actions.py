"""Recording: every act of the house ends here, inside its own transaction."""

from typing import Any

from hanjari.journal.models import Entry
from hanjari.people.models import Member, Organisation


def record(
    event: str,
    noun: str,
    noun_id: int | None,
    *,
    organisation: Organisation | int | None,
    by: Member | None = None,
    **facts: Any,
) -> Entry:
    """Write one act: `event` in the past tense with its noun (`conversation.assigned`).

    `facts` are small and JSON: ids, names, before and after, never secrets or whole texts.
    Call inside the act's transaction, so that the act and its record live or die together.
    """
    organisation_id = organisation.pk if isinstance(organisation, Organisation) else organisation
    return Entry.objects.create(
        organisation_id=organisation_id,
        by=by,
        by_name=by.name if by else "",
        event=event,
        noun=noun,
        noun_id=noun_id,
        facts=facts,
    )
