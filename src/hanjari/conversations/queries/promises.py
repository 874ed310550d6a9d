"""The promises of a conversation: what is open, and how the others ended."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from hanjari.conversations.models import Clock, Conversation, PromiseEnd
from hanjari.conversations.queries.access import conversations_for
from hanjari.people.models import Member


class Promised(NamedTuple):
    """A promise with its end, if it has ended, and the first time that was said where it was moved."""

    clock: Clock
    end: PromiseEnd | None
    first_due_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it is still to be kept."""
        return not (self.clock.stopped_at or self.clock.cancelled_at)


def promise_for(member: Member, pk: int) -> Clock:
    """A promise in a conversation that the member may see; a stranger gets 404."""
    rows = Clock.objects.filter(aim=Clock.Aim.PROMISE).select_related("conversation")
    return get_object_or_404(rows, pk=pk, conversation__in=conversations_for(member))


def promises_of(conversation: Conversation) -> list[Promised]:
    """All promises made here: open ones first by their time, then ended ones, the newest first."""
    clocks = list(_promises(conversation).select_related("promised_by"))
    if not clocks:
        return []
    ends = {
        end.clock_id: end
        for end in PromiseEnd.objects.filter(
            clock__conversation=conversation, undone_at=None
        ).select_related("by", "successor")
    }
    firsts = _firsts(clocks, ends)
    told = [Promised(clock, ends.get(clock.pk), firsts[clock.pk]) for clock in clocks]
    open_ones = [one for one in told if one.is_open]
    ended = sorted((one for one in told if not one.is_open), key=_ended_at, reverse=True)
    return open_ones + ended


def open_promises(conversation: Conversation) -> list[Clock]:
    """Those that are still to be kept, by their time."""
    return list(_promises(conversation).filter(stopped_at=None, cancelled_at=None))


def _promises(conversation: Conversation) -> QuerySet[Clock]:
    return Clock.objects.filter(conversation=conversation, aim=Clock.Aim.PROMISE).order_by("due_at")


def _ended_at(told: Promised) -> datetime:
    return told.clock.stopped_at or told.clock.cancelled_at or told.clock.due_at


def _firsts(clocks: list[Clock], ends: dict[int, PromiseEnd]) -> dict[int, datetime]:
    """The first time said of each: moving a promise never moves what was said first."""
    firsts = {clock.pk: clock.due_at for clock in clocks}
    for clock in sorted(clocks, key=lambda one: (one.started_at, one.pk)):
        end = ends.get(clock.pk)
        if end and end.successor_id in firsts:
            firsts[end.successor_id] = min(firsts[end.successor_id], firsts[clock.pk])
    return firsts
