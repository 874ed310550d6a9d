"""When a desk is staffed and on which days it is closed."""

from collections.abc import Iterable
from datetime import date, time

from django.db import transaction

from hanjari.kit.announce import announce
from hanjari.people.models import ClosedDay, Member, OpeningHours

Hours = tuple[int, time, time]
"""Weekday (0 = Monday), opens, closes."""


@transaction.atomic
def set_opening_hours(hours: Iterable[Hours], *, by: Member) -> None:
    """Replace the week. Clocks that already run keep the due times they were given."""
    organisation = by.organisation
    before = _week(organisation.opening_hours.values_list("weekday", "opens", "closes"))
    after = _week(hours := sorted(hours))
    if before == after:
        return
    organisation.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(organisation=organisation, weekday=day, opens=opens, closes=closes)
        for day, opens, closes in hours
    )
    announce(
        "opening_hours.changed",
        "organisation",
        organisation.pk,
        organisation=organisation,
        by=by,
        before=before,
        after=after,
    )


def _week(hours: Iterable[Hours]) -> list[str]:
    return [f"{day} {opens:%H:%M}-{closes:%H:%M}" for day, opens, closes in hours]


@transaction.atomic
def add_closed_day(day: date, name: str = "", *, by: Member) -> ClosedDay:
    """A day on which the desk's business clocks stand still; the same day again renames it."""
    closed, _ = ClosedDay.objects.update_or_create(
        organisation=by.organisation, day=day, defaults={"name": name}
    )
    _tell("closed_day.added", closed, by=by)
    return closed


@transaction.atomic
def remove_closed_day(closed: ClosedDay, *, by: Member) -> None:
    """The day counts as any other again."""
    pk = closed.pk
    closed.delete()
    closed.pk = pk
    _tell("closed_day.removed", closed, by=by)


def _tell(event: str, closed: ClosedDay, *, by: Member) -> None:
    announce(
        event,
        "closed_day",
        closed.pk,
        organisation=closed.organisation_id,
        by=by,
        day=closed.day.isoformat(),
        name=closed.name,
    )
