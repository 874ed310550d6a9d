"""Promises in words: what is open, what an answer may say of it, how the others ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from hanjari.conversations import queries
from hanjari.conversations.models import Clock, Conversation, PromiseEnd, Reply
from hanjari.conversations.promises import Choice, is_near
from hanjari.kit.clock import now
from hanjari.kit.web import times

ENDED = 5
Way = PromiseEnd.Way
Chip = tuple[str, str]
"""Words and tone."""


class Shown(NamedTuple):
    """A promise as the page tells it; `first` says the first time where it was moved."""

    pk: int
    words: str
    who: str
    clock: Clock
    first: str
    chip: Chip
    told: str
    can_reopen: bool


class Asked(NamedTuple):
    """What the writer of an answer is asked of an open promise."""

    pk: int
    name: str
    options: list[tuple[str, str]]
    chosen: str


def promises_context(talk: Conversation, chosen: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Open promises for the head and the draft, ended ones for the pane."""
    every = queries.promises_of(talk)
    open_ones = [one for one in every if one.is_open]
    ended = [one for one in every if not one.is_open][:ENDED]
    return {
        "open_promises": [_shown(one) for one in open_ones],
        "ended_promises": [_shown(one) for one in ended],
        "asked_promises": [_asked(one.clock, chosen or {}) for one in open_ones],
    }


def reply_chips(reply: Reply) -> list[Chip]:
    """Beside an answer: how its promise stands, and what it says of others while it is on its way."""
    made = [_chip(clock, _end_of(clock)) for clock in reply.promises.all()]
    if reply.message_id is None:
        says = set(reply.about_promises.values())
        made += [(_("keeps a promise"), "good")] if Choice.KEPT in says else []
        made += [(_("moves a promise"), "ours")] if Choice.MOVED in says else []
    if not reply.promises.all() and reply.promised_at:
        made.append((_("promised by %(time)s") % {"time": times.moment(reply.promised_at)}, "ours"))
    return made


def open_words(talk: Conversation) -> str:
    """A warning for who is about to end a conversation: its promises run on."""
    due = [times.until(clock.due_at) for clock in queries.open_promises(talk)]
    if not due:
        return ""
    return _("A promise stays open here (%(due)s), also when the rest is settled.") % {
        "due": ", ".join(due)
    }


def _shown(one: queries.Promised) -> Shown:
    clock = one.clock
    is_moved = one.first_due_at != clock.due_at
    first = _("first said: %(time)s") % {"time": times.until(one.first_due_at)} if is_moved else ""
    return Shown(
        pk=clock.pk,
        words=clock.words or _("Promised time"),
        who=clock.promised_by.name if clock.promised_by else "",
        clock=clock,
        first=first,
        chip=_chip(clock, one.end),
        told=_told(one.end) if one.end else "",
        can_reopen=one.end is not None and one.end.way != Way.MOVED,
    )


def _asked(clock: Clock, chosen: Mapping[str, str]) -> Asked:
    name = clock.words or _("Promised time")
    until = times.until(clock.due_at)
    kept = (Choice.KEPT.value, _("This answer keeps it"))
    moved = (Choice.MOVED.value, _("Its new time takes the place"))
    if is_near(clock.due_at, now()):
        by_rule = ("", _("Kept if it answers, moved if it names a new time"))
        options = [by_rule, kept, moved, (Choice.OPEN.value, _("Not yet: it stays open"))]
    else:
        options = [("", _("It stays open")), kept, moved]
    title = _("Promise “%(words)s” (%(until)s)") % {"words": name, "until": until}
    return Asked(clock.pk, title, options, chosen.get(str(clock.pk), ""))


def _chip(clock: Clock, end: PromiseEnd | None) -> Chip:
    if clock.stopped_at:
        is_late = clock.stopped_at > clock.due_at
        return (_("kept late"), "care") if is_late else (_("promise kept"), "good")
    if clock.cancelled_at:
        is_moved = end is not None and end.way == Way.MOVED
        return (_("moved to a new time"), "") if is_moved else (_("promise taken back"), "")
    if clock.due_at <= now():
        return _("promise overdue"), "alarm"
    return _("promised %(until)s") % {"until": times.until(clock.due_at)}, "ours"


def _told(end: PromiseEnd) -> str:
    """Who ended it, when and why."""
    by = end.by.name if end.by else _("counted by an answer near its time")
    parts = [by, _when(end.at), end.reason]
    if end.successor:
        parts.append(_("now %(until)s") % {"until": times.until(end.successor.due_at)})
    return " · ".join(part for part in parts if part)


def _when(at: datetime) -> str:
    return times.moment(at)


def _end_of(clock: Clock) -> PromiseEnd | None:
    return next((end for end in clock.ends.all() if end.undone_at is None), None)
