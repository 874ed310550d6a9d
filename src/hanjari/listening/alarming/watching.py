"""Watching: once a minute it is seen whether more comes than usual; an alarm is raised, grows, and ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, QuerySet

from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.listening.actions.calling import call_for, call_off_for
from hanjari.listening.alarming.bins import NEGATIVE, Key, arrived, news
from hanjari.listening.alarming.sight import Sight
from hanjari.listening.alarming.telling import MOST_READ, WINDOW, rising, usual
from hanjari.listening.models import Alarm, Hit, StandingQuery

CALM = timedelta(hours=1)
"""After so long without more than usual a burst is over."""


@transaction.atomic
def watch() -> list[Alarm]:
    """Look at every stream of every standing query; returns the alarms raised. Safe to repeat.

    What it knows is kept in one row, which also keeps two workers apart.
    """
    moment = now()
    sight = Sight.at(moment)
    ticked = sight.tick_until(moment)
    loud = sight.peek(moment) | ticked
    sight.keep()
    for alarm in Alarm.objects.filter(ended_at=None).select_related("query"):
        _follow(alarm, moment)
    all_before_displeased = sorted(loud.items(), key=lambda one: (one[0][2], one[0]))
    raised = [_raise(key, sight, (at, moment)) for key, at in all_before_displeased]
    return [alarm for alarm in raised if alarm]


def _raise(key: Key, sight: Sight, moments: tuple[datetime, datetime]) -> Alarm | None:
    """One alarm a burst: none where one is open for the query already; told as of its louder moment."""
    query = StandingQuery.objects.filter(pk=key[0], is_on=True).first()
    if query is None or Alarm.objects.filter(query=query, ended_at=None).exists():
        return None
    came, at = max((_count(key, one), one) for one in moments)
    began = at - WINDOW
    before = usual(key, began)
    alarm = Alarm(
        organisation_id=query.organisation_id,
        query=query,
        kind=key[1],
        mood=key[2],
        rule=Alarm.Rule.FEW if sight.is_young(key) else Alarm.Rule.LEVEL,
        began_at=began,
        raised_at=at,
        loud_at=at,
        usual_low=before.low,
        usual_high=before.high,
        came=came,
        peak=came,
        ratio=before.ratio(came),
        chance_days=before.chance_days(came),
    )
    alarm.began_at = _first_of(key, began, at)
    _read(alarm, at)
    alarm.save()
    record(
        "alarm.raised",
        "alarm",
        alarm.pk,
        organisation=query.organisation_id,
        query=query.name,
        came=came,
        low=before.low,
        high=before.high,
    )
    call_for(alarm)
    return alarm


def _follow(alarm: Alarm, moment: datetime) -> None:
    """An open alarm grows while the burst lasts and ends an hour after."""
    if moment < alarm.loud_at:  # the clock was set back
        return
    window = _count((alarm.query_id, alarm.kind, alarm.mood), moment)
    alarm.peak = max(alarm.peak, window)
    if window > alarm.usual_high and window >= alarm.came / 4:
        alarm.loud_at = moment
    _read(alarm, moment)
    if moment - alarm.loud_at >= CALM:
        alarm.ended_at = moment
    alarm.save()
    if alarm.ended_at:
        record(
            "alarm.ended",
            "alarm",
            alarm.pk,
            organisation=alarm.organisation_id,
            query=alarm.query.name,
            count=alarm.message_count,
        )
        call_off_for(alarm)


def _of(key: Key, start: datetime, end: datetime) -> QuerySet[Hit]:
    """What came in this span by this key."""
    rows = arrived(news(), start, end).filter(query=key[0], message__account__kind=key[1])
    return rows.filter(message__sentiment=-1) if key[2] == NEGATIVE else rows


def _count(key: Key, moment: datetime) -> int:
    return _of(key, moment - WINDOW, moment).count()


def _first_of(key: Key, began: datetime, at: datetime) -> datetime:
    """When the first of the messages came that told it."""
    first = _of(key, began, at).aggregate(first=Min("message__arrived_at"))["first"]
    return first or began


def _read(alarm: Alarm, moment: datetime) -> None:
    """How many and who, and the words; these only where something came since."""
    rows = arrived(news(), alarm.began_at, moment).filter(query=alarm.query_id)
    count = rows.count()
    if count == alarm.message_count:
        return
    alarm.message_count = count
    alarm.author_count = rows.values("message__author__person").distinct().count()
    texts = rows.order_by("-message_id").values_list("message_id", "message__text")[:MOST_READ]
    alarm.words = rising(alarm, texts)
