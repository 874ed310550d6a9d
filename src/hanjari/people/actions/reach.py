"""How members and their organisation want to be called."""

from typing import Any

from django.db import transaction

from hanjari.kit.announce import announce
from hanjari.people.models import Escalation, Member, Reach, Role

REACH_FIELDS = frozenset(
    {
        "has_quiet_hours",
        "quiet_from",
        "quiet_to",
        "urgent_passes",
        "calm_ways",
        "usual_ways",
        "urgent_ways",
    }
)


@transaction.atomic
def change_reach(*, by: Member, **fields: Any) -> None:
    """Choose one's own quiet hours and ways; no news for others."""
    chosen = {name: value for name, value in fields.items() if name in REACH_FIELDS}
    Reach.objects.update_or_create(member=by, defaults=chosen)


@transaction.atomic
def change_escalation(
    *,
    first_after: int,
    first_role: Role | None,
    second_after: int,
    second_role: Role | None,
    by: Member,
) -> None:
    """Choose who is called next when nobody looks at an urgent call; no role means nobody."""
    Escalation.objects.update_or_create(
        organisation=by.organisation,
        defaults={
            "first_after": first_after,
            "first_role": first_role,
            "second_after": second_after,
            "second_role": second_role,
        },
    )
    announce(
        "escalation.changed",
        "organisation",
        by.organisation_id,
        organisation=by.organisation_id,
        by=by,
        first=f"{first_after} · {first_role.label if first_role else '–'}",
        second=f"{second_after} · {second_role.label if second_role else '–'}",
    )
