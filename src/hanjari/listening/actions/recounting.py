"""Counting anew: the hourly counters made once more from the messages, a bounded piece at a time.

Counters are written once, at ingest. Whoever doubts them, or has counters from before they knew
moods, has them made again; a message that was erased meanwhile keeps the place it was counted at,
because its row no longer tells.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import TruncHour

from hanjari.channels.models import Account
from hanjari.listening.ids import first_id_at
from hanjari.listening.ingest.locking import lock
from hanjari.listening.models import HourCount, Message, QueryCount, Recount, StandingQuery
from hanjari.listening.models.counting import mood_of

PIECE = timedelta(hours=12)
"""Hours counted anew in one transaction; a piece of a busy account is still short."""
SLACK = timedelta(seconds=1)
"""A message whose id was taken sits a little behind its time."""
_HOUR_KEY = ("hour", "intent", "language", "mood", "is_ours")
_QUERY_KEY = ("account_id", *_HOUR_KEY)
Key = tuple[Any, ...]


def ask_for_recount(accounts: Iterable[Account]) -> None:
    """From now on the worker counts these accounts anew, newest hours first. Safe to repeat."""
    bounds = HourCount.objects.filter(account__in=list(accounts)).values("account")
    for row in bounds.annotate(first=Min("hour"), last=Max("hour")):
        Recount.objects.update_or_create(
            account_id=row["account"],
            defaults={"since": row["first"], "until": row["last"] + timedelta(hours=1)},
        )


def recount_due() -> bool:
    """One piece of what is asked for; True when there was one."""
    due = Recount.objects.order_by("-until", "pk").first()
    if due is None:
        return False
    with transaction.atomic():
        begins = max(due.since, due.until - PIECE)
        recount(due.account_id, begins, due.until)
        if begins <= due.since:
            due.delete()
        else:
            Recount.objects.filter(pk=due.pk).update(until=begins)
    return True


@transaction.atomic
def recount(account_id: int, since: datetime, until: datetime) -> None:
    """Make an account's counters of these whole hours from its messages. Safe to repeat."""
    lock([account_id])
    counts = HourCount.objects.filter(account=account_id, hour__gte=since, hour__lt=until)
    messages = _said(since, until).filter(account=account_id)
    _make(counts, messages, _HOUR_KEY, {"account_id": account_id})


@transaction.atomic
def recount_query(query: StandingQuery, since: datetime, until: datetime) -> None:
    """Make a standing query's counters of these whole hours from what it found. Safe to repeat."""
    lock(Account.objects.filter(organisation=query.organisation_id).values_list("pk", flat=True))
    counts = QueryCount.objects.filter(query=query, hour__gte=since, hour__lt=until)
    messages = _said(since, until).filter(hits__query=query)
    _make(counts, messages, _QUERY_KEY, {"query_id": query.pk})


def _said(since: datetime, until: datetime) -> QuerySet[Message]:
    ids = {"pk__gte": first_id_at(since), "pk__lt": first_id_at(until + SLACK)}
    return Message.objects.filter(**ids, posted_at__gte=since, posted_at__lt=until)


def _make(
    counts: QuerySet[Any], messages: QuerySet[Message], key: tuple[str, ...], place: dict[str, int]
) -> None:
    known = {tuple(row[:-1]): row[-1] for row in counts.values_list(*key, "message_count")}
    told = _counted(messages.filter(erased_at=None), key)
    told += _kept_places(known, told, messages.exclude(erased_at=None))
    if told == Counter({name: count for name, count in known.items() if count}):
        return
    counts.delete()
    counts.model.objects.bulk_create(
        counts.model(**place, **dict(zip(key, name, strict=True)), message_count=count)
        for name, count in sorted(told.items())
    )


def _counted(messages: QuerySet[Message], key: tuple[str, ...]) -> Counter[Key]:
    columns = ["sentiment" if name == "mood" else name for name in key]
    rows = messages.annotate(hour=TruncHour("posted_at", tzinfo=UTC)).order_by()
    found: Counter[Key] = Counter()
    mood = key.index("mood")
    for *name, count in rows.values_list(*columns).annotate(count=Count("pk")):
        name[mood] = mood_of(name[mood])
        found[tuple(name)] += count
    return found


def _kept_places(
    known: dict[Key, int], told: Counter[Key], erased: QuerySet[Message]
) -> Counter[Key]:
    """Where what was erased stays counted: at places where more was counted than rows tell of."""
    hours = erased.annotate(hour=TruncHour("posted_at", tzinfo=UTC)).order_by()
    left = Counter(dict(hours.values_list("hour").annotate(count=Count("pk"))))
    kept: Counter[Key] = Counter()
    for name, count in sorted(known.items()):
        hour = next(part for part in name if isinstance(part, datetime))
        more = min(max(0, count - told[name]), left[hour])
        kept[name] += more
        left[hour] -= more
    return +kept
