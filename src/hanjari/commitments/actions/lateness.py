"""Days that pass: the owner is reminded before, and what is late is said so once, for good."""

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hanjari.commitments.actions.passing import held, record, step
from hanjari.commitments.models import Commitment
from hanjari.commitments.states import RUNNING, is_late
from hanjari.kit.clock import now
from hanjari.people.actions.calls import call
from hanjari.people.models import Member, Organisation

AHEAD = (7, 1)
"""Days before the due day on which the owner is reminded."""


def watch() -> int:
    """Mark what is late and remind of what is soon due; returns how many were new."""
    return sum(
        _watch(desk, now().astimezone(ZoneInfo(desk.time_zone)).date())
        for desk in Organisation.objects.all()
    )


def _watch(desk: Organisation, today: date) -> int:
    running = Commitment.objects.filter(
        organisation=desk, state__in=RUNNING, is_exercise=False
    ).select_related("owner", "made_by", "organisation")
    late = running.filter(late_since=None, current_due__lt=today)
    soon = running.filter(current_due__gte=today, current_due__lte=today + timedelta(AHEAD[0]))
    for promise in soon:
        _remind(promise, (promise.current_due - today).days)
    return sum(mark_late(promise, today) for promise in late[:200])


@transaction.atomic
def mark_late(commitment: Commitment, today: date) -> bool:
    """Its day has passed unkept: written down once, and stays whatever comes. True when it was new."""
    row = held(commitment)
    if row.late_since or not is_late(row.state, row.current_due, today):
        return False
    row.late_since = row.current_due + timedelta(1)
    row.save(update_fields=["late_since"])
    step(row, row.state, "late", by=None)
    record("commitment.late", row, by=None, due=row.current_due.isoformat())
    _call(row, "late", lambda: _("Promise %(number)s is late") % {"number": row.number})
    return True


def _remind(promise: Commitment, days: int) -> None:
    """One call for each mark passed; a desk that was down on the day still reminds, once."""
    mark = min(ahead for ahead in AHEAD if days <= ahead)
    key = f"{promise.current_due.isoformat()}:{mark}"
    _call(promise, key, lambda: _("Promise %(number)s is due soon") % {"number": promise.number})


def _call(promise: Commitment, occasion: str, subject: Callable[[], str]) -> None:
    members = [one for one in (promise.owner or promise.made_by,) if one and one.is_active]
    call(
        members or _deciders(promise),
        subject=subject,
        words=lambda: f"{promise.text}\n{_due(promise)}",
        key=f"commitment:{promise.pk}:{occasion}",
        url=reverse("commitments:commitment", args=[promise.pk]),
        organisation=promise.organisation,
    )


def _due(promise: Commitment) -> str:
    return _("Promised for %(day)s.") % {"day": promise.current_due.isoformat()}


def _deciders(promise: Commitment) -> list[Member]:
    members = Member.objects.filter(organisation=promise.organisation_id, is_active=True)
    return list(members.filter(role__standard="lead"))
