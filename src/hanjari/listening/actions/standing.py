"""Standing queries: what a company listens for, made, changed, switched and put away."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.listening.models import Hit, QueryCount, StandingQuery
from hanjari.people.models import Member

TOLD = 500
"""Characters of an expression that the journal keeps."""


@transaction.atomic
def create_query(name: str, expression: str, *, by: Member, **fields: Any) -> StandingQuery:
    """From now on every message is asked for this; `expression` as `expressions` prints it."""
    query = StandingQuery.objects.create(
        organisation=by.organisation,
        name=name,
        expression=expression,
        created_by=by,
        changed_at=_next_moment(by.organisation_id),
        **fields,
    )
    _record("standing_query.created", query, by, expression=expression[:TOLD])
    return query


@transaction.atomic
def change_query(query: StandingQuery, *, by: Member, **fields: Any) -> StandingQuery:
    """It listens for something else, or goes by another name; what it found before stays found."""
    before = query.expression
    for name, value in fields.items():
        setattr(query, name, value)
    query.changed_at = _next_moment(query.organisation_id)
    query.save()
    told = {"expression": query.expression[:TOLD]} if query.expression != before else {}
    _record("standing_query.changed", query, by, **told)
    return query


@transaction.atomic
def switch_query(query: StandingQuery, *, is_on: bool, by: Member) -> None:
    """Stop or go on listening; what was found stays. Safe to repeat."""
    if query.is_on == is_on:
        return
    query.is_on, query.changed_at = is_on, _next_moment(query.organisation_id)
    query.save(update_fields=["is_on", "changed_at"])
    _record("standing_query.switched_on" if is_on else "standing_query.switched_off", query, by)


@transaction.atomic
def delete_query(query: StandingQuery, *, by: Member) -> None:
    """Stop for good: its list and its counts go, every message that it found stays."""
    _record("standing_query.deleted", query, by, expression=query.expression[:TOLD])
    Hit.objects.filter(query=query).delete()
    QueryCount.objects.filter(query=query).delete()
    query.delete()


def _next_moment(organisation_id: int) -> datetime:
    """Later than every change so far, also where two machines' clocks differ: matchers look at the latest."""
    rows = StandingQuery.objects.filter(organisation=organisation_id)
    latest = rows.aggregate(latest=Max("changed_at"))["latest"]
    return max(now(), latest + timedelta(microseconds=1)) if latest else now()


def _record(event: str, query: StandingQuery, by: Member, **facts: Any) -> None:
    record(
        event, "standing_query", query.pk, organisation=query.organisation_id, by=by,
        name=query.name, **facts,
    )  # fmt: skip
