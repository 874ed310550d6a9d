"""Thresholds: a company chooses the numbers of the rules that raise issues, after trying them on its past."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from hanjari.issues import likeness
from hanjari.issues.models import OwnThresholds, Trial
from hanjari.issues.queries import arrivals
from hanjari.issues.queries.thresholds import numbers_of
from hanjari.issues.refusals.thresholds import HarderNeedsReasonError
from hanjari.issues.replaying import Stretch, replay
from hanjari.issues.thresholds import HOUSE, PEOPLE, Thresholds
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation

BACK = timedelta(days=28)
_DAY = timedelta(days=1)


@transaction.atomic
def set_thresholds(hours: int, people: Mapping[str, int], *, by: Member, reason: str = "") -> None:
    """From now on the rules take these numbers; making one hear less needs a reason. The same again changes nothing.

    Issues that are there stay as they are.
    """
    organisation = _held(by)
    before, after = numbers_of(organisation.pk), Thresholds(hours, dict(people))
    if (before.hours, _full(before)) == (after.hours, _full(after)):
        return
    if after.is_harder_than(before) and not reason.strip():
        raise HarderNeedsReasonError
    why = reason.strip()[:300]
    told = {"hours": hours, "people": _full(after), "reason": why}
    OwnThresholds.objects.update_or_create(
        organisation=organisation, defaults={**told, "by": by, "at": now()}
    )
    _journal(organisation.pk, before, after, why, by)


@transaction.atomic
def ask_trial(hours: int, people: Mapping[str, int], *, by: Member) -> Trial:
    """Ask what these numbers would have raised of the last four weeks; an earlier try gives way to this one."""
    organisation = _held(by)
    at, used = now(), numbers_of(organisation.pk)
    row, _is_new = Trial.objects.update_or_create(
        organisation=organisation,
        defaults={
            "by": by, "asked_at": at, "begin": at - BACK, "looked_until": at - BACK,
            "hours": hours, "people": _full(Thresholds(hours, dict(people))),
            "hours_now": used.hours, "people_now": _full(used),
            "found": [], "found_now": [], "read_count": 0,
        },
    )  # fmt: skip
    return row


def try_a_day() -> bool:
    """Go through one more day of a try that waits; True when there was one.

    It reads by meaning for a second or so, and holds no row meanwhile: what it found is kept only
    where nobody asked anew or went through the same day.
    """
    row = Trial.objects.filter(looked_until__lt=F("asked_at")).order_by("asked_at", "pk").first()
    if row is None:
        return False
    until = min(row.looked_until + _DAY, row.asked_at)
    hours = max(row.hours, row.hours_now)
    begin = row.looked_until - timedelta(hours=hours)
    messages = arrivals.before_their_time(row.organisation_id, begin, until)
    stretch = Stretch(row.looked_until, until, arrivals.said_of(messages))
    loud, alike = _loud(row.organisation_id, begin), likeness.remembering()
    found = replay(stretch, alike, loud, row.numbers, row.found)
    found_now = replay(stretch, alike, loud, row.numbers_now, row.found_now)
    same = Trial.objects.filter(pk=row.pk, asked_at=row.asked_at, looked_until=row.looked_until)
    new = sum(one.arrived_at >= row.looked_until for one in messages)
    same.update(
        found=found, found_now=found_now, looked_until=until, read_count=F("read_count") + new
    )
    return True


def _journal(
    organisation: int, before: Thresholds, after: Thresholds, reason: str, by: Member
) -> None:
    """A sentence for each number that changed."""
    for name in PEOPLE:
        if before.of(name) != after.of(name):
            record(
                "threshold.set", "organisation", organisation, organisation=organisation, by=by,
                trigger=name, before=before.of(name), after=after.of(name), reason=reason,
            )  # fmt: skip
    if before.hours != after.hours:
        record(
            "threshold.hours_set", "organisation", organisation, organisation=organisation, by=by,
            before=before.hours, after=after.hours, reason=reason,
        )  # fmt: skip


def _loud(organisation_id: int, begin: datetime) -> "_Loud":
    return _Loud(arrivals.alarms_since(organisation_id, begin))


class _Loud:
    """Which clusters had an alarm at a moment."""

    def __init__(self, spans: list[tuple[str, datetime, datetime | None]]) -> None:
        self._spans = spans

    def __call__(self, at: datetime) -> frozenset[str]:
        return frozenset(
            cluster
            for cluster, begin, end in self._spans
            if begin <= at and (end is None or at < end)
        )


def _full(numbers: Thresholds) -> dict[str, int]:
    return {name: numbers.of(name) for name in HOUSE.people}


def _held(by: Member) -> Organisation:
    """Two who choose at once do so one after the other."""
    rows = Organisation.objects.select_for_update(no_key=True)
    return rows.get(pk=by.organisation_id)
