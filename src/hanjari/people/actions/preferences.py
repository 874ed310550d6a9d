"""What members choose for themselves."""

from typing import Any

from django.db import transaction

from hanjari.kit.announce import announce
from hanjari.people.models import Member

OWN_FIELDS = frozenset({"name", "language", "time_zone", "theme", "has_shortcuts"})


@transaction.atomic
def change_preferences(*, by: Member, **fields: Any) -> None:
    """Change one's own name, language, time zone, theme or shortcuts; only a new name is news."""
    changed = {
        name: value
        for name, value in fields.items()
        if name in OWN_FIELDS and getattr(by, name) != value
    }
    before = by.name
    for name, value in changed.items():
        setattr(by, name, value)
    if changed:
        by.save(update_fields=list(changed))
    if "name" in changed:
        announce(
            "member.renamed",
            "member",
            by.pk,
            organisation=by.organisation_id,
            by=by,
            before=before,
            after=by.name,
        )
