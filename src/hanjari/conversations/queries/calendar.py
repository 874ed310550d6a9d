"""The company's calendar as clocks need it."""

from hanjari.conversations.models import Target
from hanjari.kit.business_time import Hours
from hanjari.people.models import ClosedDay, OpeningHours, Organisation


def hours_of(organisation: Organisation) -> Hours:
    """Opening hours, own closed days and public holidays of a company."""
    openings = OpeningHours.objects.filter(organisation=organisation)
    closed = ClosedDay.objects.filter(organisation=organisation)
    return Hours(
        zone=organisation.time_zone,
        weekly=tuple(openings.values_list("weekday", "opens", "closes")),
        closed=frozenset(closed.values_list("day", flat=True)),
        country=organisation.holidays,
    )


def targets_of(organisation: Organisation) -> list[Target]:
    """The company's service targets."""
    return list(Target.objects.filter(organisation=organisation))
