"""Looking at who moves first, topic by topic, and saying which accounts are press."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from hanjari.channels.models import Account
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.listening import influence
from hanjari.listening.models import Influence, PressChoice, StandingQuery
from hanjari.listening.queries.influence import material
from hanjari.people.models import Member

FRESH = timedelta(hours=1)
"""How long a finding stands: a new hour changes little. A topic that failed rests as long."""

_failed_at: dict[int, datetime] = {}
"""Topics that failed in this process, and when; a restart may try them at once."""


def compare_due() -> bool:
    """The topic that was looked at longest ago; whether another one waits. Safe to repeat.

    What a topic raises is raised here, so that the worker says it; that topic then rests, and the
    next turn takes another.
    """
    stale = now() - FRESH
    for pk in [pk for pk, at in _failed_at.items() if at <= stale]:
        del _failed_at[pk]
    due = (
        StandingQuery.objects.filter(is_on=True)
        .exclude(influence__computed_at__gt=stale, influence__method=influence.METHOD)
        .exclude(pk__in=list(_failed_at))
        .select_related("organisation")
        .order_by(F("influence__computed_at").asc(nulls_first=True), "pk")
    )
    waiting = list(due[:2])
    if waiting:
        try:
            compare(waiting[0])
        except Exception:
            _failed_at[waiting[0].pk] = now()
            raise
    return len(waiting) > 1


def compare(query: StandingQuery) -> Influence:
    """Look at one topic now, and keep what is found beside its method's name."""
    seen = material(query)
    found, _is_new = Influence.objects.update_or_create(
        query=query,
        defaults={
            "method": influence.METHOD,
            "since": seen.since,
            "until": seen.until,
            "findings": influence.findings(seen.said, seen.since, seen.until, seen.missing),
            "is_cut": seen.is_cut,
            "computed_at": now(),
        },
    )
    return found


@transaction.atomic
def choose_press(press: Collection[Account], *, by: Member) -> None:
    """Say which of the organisation's accounts are press; every topic is looked at anew."""
    accounts = Account.objects.filter(organisation=by.organisation_id)
    chosen = {account.pk for account in press}
    for account in accounts:
        PressChoice.objects.update_or_create(
            account=account, defaults={"is_press": account.pk in chosen}
        )
    Influence.objects.filter(query__organisation=by.organisation_id).update(method="")
    journal.record(
        "press.chosen",
        "organisation",
        by.organisation_id,
        organisation=by.organisation,
        by=by,
        names=sorted(account.name for account in accounts if account.pk in chosen),
    )
