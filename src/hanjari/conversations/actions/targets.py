"""Service targets: what we aim for, seeded with the field's defaults (care domain §8)."""

from typing import Any

from django.db import transaction

from hanjari.conversations.models import Target
from hanjari.journal import actions as journal
from hanjari.people.models import Member, Organisation

_HOUR = 60
_DAY = 24 * _HOUR
_OPEN_DAY = 9 * _HOUR
"""A business day of opening hours from nine to six."""

DEFAULTS: tuple[tuple[str, str, int, int | None, int | None, int | None, int | None, bool], ...] = (
    # kind, intent, urgency, first human, first substantive, next reply, resolution, business time
    ("", "", 0, 4 * _HOUR, 4 * _HOUR, 4 * _HOUR, 3 * _OPEN_DAY, True),
    ("mail", "", 0, _OPEN_DAY, _OPEN_DAY, _OPEN_DAY, 5 * _OPEN_DAY, True),
    ("bluesky", "", 0, _HOUR, _HOUR, _HOUR, 3 * _OPEN_DAY, True),
    ("mastodon", "", 0, _HOUR, _HOUR, _HOUR, 3 * _OPEN_DAY, True),
    ("", "praise", 0, _DAY, _DAY, None, None, False),
    ("", "idea", 0, 3 * _OPEN_DAY, 3 * _OPEN_DAY, 3 * _OPEN_DAY, None, True),
    ("", "spam", 0, None, None, None, None, False),
    ("", "", 2, _HOUR, _HOUR, _HOUR, _OPEN_DAY, True),
    ("", "", 3, 15, 15, 30, _DAY, False),
    ("", "", 4, 5, 15, 15, _DAY, False),
)


@transaction.atomic
def seed_targets(organisation: Organisation, *, by: Member | None = None) -> None:
    """Give a new company the default targets; those it has already are left as they are."""
    Target.objects.bulk_create(
        [Target(organisation=organisation, **_named(row)) for row in DEFAULTS],
        ignore_conflicts=True,
    )
    journal.record(
        "targets.seeded", "organisation", organisation.pk, organisation=organisation, by=by
    )


@transaction.atomic
def set_target(
    organisation: Organisation, *, by: Member, kind: str, intent: str, urgency: int, **aims: Any
) -> Target:
    """Aim for something else from now on; running clocks keep what they began with.

    `aims` are minutes (`first_human`, `first_substantive`, `next_reply`, `resolution`; None for no
    clock) and `is_business_time`.
    """
    target, _is_new = Target.objects.update_or_create(
        organisation=organisation, kind=kind, intent=intent, urgency=urgency, defaults=aims
    )
    journal.record(
        "target.set",
        "target",
        target.pk,
        organisation=organisation,
        by=by,
        target=str(target),
        **aims,
    )
    return target


@transaction.atomic
def change_target(target: Target | None, *, by: Member, **told: Any) -> Target:
    """Set a target by its form; one that is now for somebody else leaves its old place."""
    place = ("kind", "intent", "urgency")
    if target and any(getattr(target, name) != told[name] for name in place):
        remove_target(target, by=by)
    return set_target(by.organisation, by=by, **told)


@transaction.atomic
def remove_target(target: Target, *, by: Member) -> None:
    """Drop a target; the next fitting one takes its place."""
    journal.record(
        "target.removed",
        "target",
        target.pk,
        organisation=target.organisation_id,
        by=by,
        target=str(target),
    )
    target.delete()


def _named(row: tuple[Any, ...]) -> dict[str, Any]:
    names = (
        "kind",
        "intent",
        "urgency",
        "first_human",
        "first_substantive",
        "next_reply",
        "resolution",
        "is_business_time",
    )
    return dict(zip(names, row, strict=True))
