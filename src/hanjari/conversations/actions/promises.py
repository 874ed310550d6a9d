"""Promises of a time: made by an answer, kept, moved to a new time, or taken back with a reason.

Why an answer counts as keeping one: docs/decisions/promises.md.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from hanjari.channels.models import Account, Delivery
from hanjari.conversations import clocks as spans
from hanjari.conversations import promises
from hanjari.conversations.actions import clocks
from hanjari.conversations.actions.passing import held
from hanjari.conversations.models import Clock, Conversation, PromiseEnd, Reply
from hanjari.conversations.standing import Change
from hanjari.conversations.substance import is_substantive
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.language import Promise, promised_time
from hanjari.listening.models import Message
from hanjari.people.models import Member

Way = PromiseEnd.Way
Choice = promises.Choice
_ON_THEIR_WAY = (Delivery.State.SENDING, Delivery.State.SENT, Delivery.State.UNKNOWN)


class PromiseRefusedError(Exception):
    """The promise has ended already, or has not, or no reason was given."""


def answered(reply: Reply, conversation: Conversation, *, at: datetime) -> None:
    """An answer from the desk is out: it keeps or moves what is open, and may promise a time of its own.

    Safe to repeat: an answer promises once. Whoever calls it refreshes the conversation's clocks.
    """
    if reply.promises.exists():
        return
    open_ones = list(_open(conversation))
    new = None
    if reply.promised_at and reply.promised_at > at:
        said = (reply.promised_at, reply.promised_words)
        new = _make(conversation, at, said, by=reply.by, reply=reply)
    has_substance = is_substantive(reply.text, has_promise=False)
    told = _Told(at, has_substance, new, reply.by, reply)
    _conclude(open_ones, told, reply.about_promises)


def promised_in(conversation_ids: Iterable[int]) -> set[int]:
    """Which of these conversations have a promise open."""
    found: set[int] = set()
    for ids in pieces(conversation_ids):
        rows = clocks.running_of(ids).filter(aim=Clock.Aim.PROMISE)
        found.update(rows.values_list("conversation_id", flat=True))
    return found


def follow(account: Account, changes: Sequence[Change]) -> None:
    """After a batch: what colleagues said from outside the desk keeps, moves or makes promises, too.

    Not where an answer of the desk is on its way: what came may be that answer, and its receipt
    tells with its writer's own word.
    """
    said = {heard.id: change for change in changes if change.is_live for heard in change.answers}
    if not said:
        return
    ids = {change.conversation_id for change in said.values()}
    busy = set(
        Reply.objects.filter(
            conversation__in=ids, message=None, delivery__state__in=_ON_THEIR_WAY
        ).values_list("conversation_id", flat=True)
    )
    talks = Conversation.objects.select_for_update(of=("self",)).in_bulk(ids - busy)
    for message in Message.objects.filter(pk__in=said).order_by("pk"):
        talk = talks.get(said[message.pk].conversation_id)
        if talk is not None:
            _said_outside(talk, message, account.organisation.time_zone)


@transaction.atomic
def keep(promise: Clock, *, by: Member) -> None:
    """A member says that it is kept (by a call, a parcel, an answer elsewhere). Raises `PromiseRefusedError`."""
    clock = _held_promise(promise)
    _end(clock, Way.KEPT, at=now(), by=by)


@transaction.atomic
def withdraw(promise: Clock, reason: str, *, by: Member) -> None:
    """Take a promise back; the reason stays in its history. Raises `PromiseRefusedError`."""
    if not reason.strip():
        raise PromiseRefusedError
    clock = _held_promise(promise)
    _end(clock, Way.WITHDRAWN, at=now(), by=by, reason=reason.strip()[:500])


@transaction.atomic
def reopen(promise: Clock, *, by: Member) -> None:
    """It was not kept after all: its clock runs again with the same time. Raises `PromiseRefusedError`.

    A moved one stays moved: it lives on in its successor.
    """
    held(promise.conversation)
    clock = _locked(promise)
    ends = clock.ends.filter(undone_at=None).exclude(way=Way.MOVED)
    if not ends.update(undone_at=now()):
        raise PromiseRefusedError
    clock.stopped_at = clock.cancelled_at = None
    clock.save(update_fields=["stopped_at", "cancelled_at"])
    clocks.refresh([clock.conversation_id])
    _record("promise.reopened", clock, by=by)


class _Told(NamedTuple):
    """An answer as a promise hears it; `new` is the promise that it makes."""

    at: datetime
    has_substance: bool
    new: Clock | None
    by: Member | None = None
    reply: Reply | None = None


def _said_outside(talk: Conversation, message: Message, zone: str) -> None:
    open_ones = list(_open(talk))
    found: Promise | None = promised_time(message.text, message.posted_at, zone)
    new = _make(talk, message.posted_at, (found.due_at, found.words)) if found else None
    has_substance = is_substantive(message.text, has_promise=False)
    _conclude(open_ones, _Told(message.posted_at, has_substance, new), {})
    clocks.refresh([talk.pk])


def _conclude(open_ones: list[Clock], told: _Told, choices: dict[str, str]) -> None:
    has_new = told.new is not None
    for clock in open_ones:
        if clock.started_at >= told.at:
            continue
        by_rule = promises.outcome(
            clock.due_at, told.at, has_substance=told.has_substance, has_new_time=has_new
        )
        said = choices.get(str(clock.pk), "")
        end = promises.chosen(said, by_rule, has_new_time=has_new)
        by = told.by if said == end else None
        if end == Choice.KEPT:
            _end(clock, Way.KEPT, at=told.at, by=by, reply=told.reply)
        elif end == Choice.MOVED:
            _end(clock, Way.MOVED, at=told.at, by=by, reply=told.reply, successor=told.new)


def _make(
    conversation: Conversation,
    at: datetime,
    said: tuple[datetime, str],
    *,
    by: Member | None = None,
    reply: Reply | None = None,
) -> Clock:
    due_at, words = said
    clock = Clock.objects.create(
        conversation=conversation,
        aim=Clock.Aim.PROMISE,
        started_at=at,
        soon_at=spans.promised(at, due_at).soon_at,
        due_at=due_at,
        words=words[:200],
        promised_by=by,
        reply=reply,
    )
    _record("promise.made", clock, by=by)
    return clock


def _end(clock: Clock, way: Way, *, at: datetime, by: Member | None, **more: Any) -> None:
    stops = way == Way.KEPT
    clock.stopped_at, clock.cancelled_at = (at, None) if stops else (None, at)
    clock.save(update_fields=["stopped_at", "cancelled_at"])
    PromiseEnd.objects.create(clock=clock, way=way, at=at, by=by, **more)
    clocks.refresh([clock.conversation_id])
    facts = {"reason": more["reason"]} if "reason" in more else {}
    successor = more.get("successor")
    if successor:
        facts["to"] = successor.due_at.isoformat()
    elif way == Way.KEPT:
        facts["how"] = "by hand" if "reply" not in more else "by an answer"
    _record(f"promise.{way.value}", clock, by=by, **facts)


def _open(conversation: Conversation) -> Any:
    return clocks.running_of([conversation.pk]).filter(aim=Clock.Aim.PROMISE).order_by("due_at")


def _held_promise(promise: Clock) -> Clock:
    """The promise as it is now, held; an ended one is refused."""
    held(promise.conversation)
    clock = _locked(promise)
    if clock.stopped_at or clock.cancelled_at:
        raise PromiseRefusedError
    return clock


def _locked(promise: Clock) -> Clock:
    rows = Clock.objects.select_for_update(of=("self",)).select_related("conversation")
    return rows.get(pk=promise.pk, aim=Clock.Aim.PROMISE)


def _record(event: str, clock: Clock, *, by: Member | None, **facts: str) -> None:
    journal.record(
        event,
        "conversation",
        clock.conversation_id,
        organisation=clock.conversation.organisation_id,
        by=by,
        clock=clock.pk,
        due_at=clock.due_at.isoformat(),
        **facts,
    )
