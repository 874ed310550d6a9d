"""What holds for a whole desk."""

from typing import Any

from django.db import transaction

from hanjari.kit.announce import announce
from hanjari.people.models import Member

OPEN_FIELDS = frozenset({"name", "language", "time_zone", "holidays", "requires_second_factor"})


@transaction.atomic
def change_organisation(*, by: Member, **fields: Any) -> None:
    """Change the desk's name, language, time zone, public holidays, or whether all need a second factor.

    Members without a second factor are led to set one up at their next page.
    """
    organisation = by.organisation
    changed = {
        name: value
        for name, value in fields.items()
        if name in OPEN_FIELDS and getattr(organisation, name) != value
    }
    if not changed:
        return
    for name, value in changed.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(changed))
    announce(
        "organisation.changed",
        "organisation",
        organisation.pk,
        organisation=organisation,
        by=by,
        to=changed,
    )
