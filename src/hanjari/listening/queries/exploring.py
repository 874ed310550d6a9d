"""Exploring: what of everything kept fits a search, newest first, a bounded piece at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from hanjari.listening.exploring.asked import Asked
from hanjari.listening.exploring.found import Found
from hanjari.listening.ids import first_id_at
from hanjari.listening.models import Message
from hanjari.listening.queries.counting import accounts_heard
from hanjari.listening.queries.hits import Hits, read_found
from hanjari.listening.queries.noise import folded_among
from hanjari.listening.search import Scope
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

MOST = 10_000
"""Newest finds over which is counted; the page says so where there are more."""
COMPARED = 2_000
"""Newest finds of a period, and of the one before, whose words are compared."""


class Newest(NamedTuple):
    """The newest finds; `is_cut`: there are more of them, or more that nobody looked at."""

    finds: list[Found]
    is_cut: bool
    folded_count: int
    """How many beside them, or with `with_noise` among them, are folded."""


def newest(member: Member, asked: Asked, *, before: int | None = None, limit: int = MOST) -> Newest:
    """At most `limit` finds below an id."""
    hits = _hits(member, asked, before)
    finds = list(islice(_found(asked, hits), limit + 1))
    return Newest(finds[:limit], len(finds) > limit or hits.is_cut, hits.folded_count)


def everything(member: Member, asked: Asked) -> Iterator[Found]:
    """All finds, newest first, for files; never more than a piece of them in memory."""
    hits = _hits(member, asked, None)
    hits.most = None
    yield from _found(asked, hits)


def period_before(asked: Asked, finds: Sequence[Found]) -> Asked | None:
    """The same search over the period before, as long as the one of these finds; None where that has no length."""
    if not finds:
        return None
    since = asked.since or timezone.localtime(finds[-1].at)
    until = asked.until or timezone.localtime(finds[0].at)
    if until - since < timedelta(minutes=1):
        return None
    return replace(asked, since=since - (until - since), until=since)


def _hits(member: Member, asked: Asked, before: int | None) -> Hits:
    accounts = frozenset([asked.account]) if asked.account is not None else None
    scope = Scope(member.organisation_id, accounts)
    hits = Hits(_rows(member, asked), scope, asked.node, asked.since)
    hits.before = _upper(asked, before)
    return hits


def _found(asked: Asked, hits: Hits) -> Iterator[Found]:
    for finds in hits:
        yield from _fitting(asked, hits, finds)


def _fitting(asked: Asked, hits: Hits, finds: Sequence[Found]) -> Iterator[Found]:
    away = folded_among(one.id for one in finds)
    zone = timezone.get_current_timezone()
    for found in finds:
        if asked.hour is not None and found.at.astimezone(zone).hour != asked.hour:
            continue
        if found.id in away:
            hits.folded_count += 1
        if asked.with_noise or found.id not in away:
            yield found


def read(member: Member, ids: Sequence[int], asked: Asked) -> list[Found]:
    """These messages as far as the member may see them, in this order."""
    return read_found(_rows(member, asked), ids)


def _rows(member: Member, asked: Asked) -> QuerySet[Message]:
    rows = messages_for(member).filter(erased_at=None)
    if not asked.with_ours:
        rows = rows.filter(is_ours=False)
    return rows if asked.account is None else rows.filter(account=asked.account)


def messages_for(member: Member) -> QuerySet[Message]:
    """All of the company, or those of one's own departments' accounts."""
    rows = Message.objects.filter(organisation=member.organisation_id)
    if member.can(Permission.READ_ALL):
        return rows
    return rows.filter(account__in=list(accounts_heard(member).values_list("pk", flat=True)))


def message_for(member: Member, pk: int) -> Message:
    """One of them that somebody else wrote; a stranger gets 404."""
    return get_object_or_404(messages_for(member), pk=pk, is_ours=False, erased_at=None)


def _upper(asked: Asked, before: int | None) -> int | None:
    until = first_id_at(asked.until) if asked.until else None
    bounds = [bound for bound in (until, before) if bound is not None]
    return min(bounds) if bounds else None
