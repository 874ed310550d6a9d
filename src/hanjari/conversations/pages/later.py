"""Sending later, in words: what is offered, when an answer leaves, why one was held, why a moment is refused."""

from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hanjari.channels.models import Delivery
from hanjari.channels.queries import held_since
from hanjari.conversations.forms.later import OTHER
from hanjari.conversations.models import Conversation, Reply
from hanjari.conversations.moments import LONGEST, offers
from hanjari.conversations.queries.calendar import hours_of
from hanjari.conversations.queries.checking import default_target
from hanjari.conversations.queries.windows import has_window, window_end
from hanjari.conversations.words import held_words
from hanjari.kit.clock import now
from hanjari.kit.web import times

State = Delivery.State
_SEOUL = gettext_noop("Seoul")
_LOCAL = "%Y-%m-%dT%H:%M"
"""As a browser's field for a date and time reads it."""


class Later(NamedTuple):
    """A scheduled answer as the thread shows it; `is_held`: it waits for a person.

    `ends`: the network may take it no more by the time it leaves, and until when it does.
    """

    words: str
    is_held: bool
    chosen: str
    """Its moment for the field that changes it."""
    ends: str = ""


def later_context(talk: Conversation, chosen: tuple[str, str] = ("", "")) -> dict[str, Any]:
    """For the composer and for changing the moment of an answer."""
    zone = ZoneInfo(talk.organisation.time_zone)
    asked = default_target(talk) if has_window(talk) else None
    end = window_end(talk, asked, is_private=False)
    ahead = [at for at in offers(now(), hours_of(talk.organisation)) if not end or at <= end]
    when, time = chosen
    first = ahead[0].astimezone(zone).strftime(_LOCAL) if ahead else ""
    return {
        "later_offers": [(at.isoformat(), _name(at, zone)) for at in ahead],
        "later_chosen": when,
        "later_time": time if when else first,
        "later_other": OTHER,
        "later_zone": _(_SEOUL) if zone.key == "Asia/Seoul" else zone.key.replace("_", " "),
        "later_of": lambda reply: later_of(reply, talk),
    }


def later_of(reply: Reply, talk: Conversation) -> Later | None:
    """How a scheduled answer stands that has not left; None for one that is not scheduled, or on its way."""
    delivery, zone = reply.delivery, ZoneInfo(talk.organisation.time_zone)
    if reply.send_at is None or reply.message_id:
        return None
    chosen = reply.send_at.astimezone(zone).strftime(_LOCAL)
    ends = ends_words(window_end(talk, reply.to_message, is_private=reply.is_private), talk)
    if delivery is None:
        is_waiting = reply.state == Reply.State.WAITING
        return Later(_unapproved(reply.send_at, zone), False, chosen, ends) if is_waiting else None  # noqa: FBT003 (a field)
    if delivery.state == State.HELD:
        return Later(_held(delivery), True, chosen, ends)  # noqa: FBT003 (a field)
    if delivery.state != State.QUEUED or delivery.scheduled_for is None:
        return None
    is_braked = delivery.is_automatic and held_since(talk.organisation_id) is not None
    if delivery.scheduled_for <= now() and not is_braked:
        return None
    words = _leaves(delivery.scheduled_for, zone, is_braked=is_braked)
    return Later(words, False, chosen, ends if is_braked else "")  # noqa: FBT003 (a field)


def moment_refused(code: str) -> str:
    """Why no answer can leave then, and what to do."""
    return {
        "past": _("That time has passed. Choose a later one, or send it now."),
        "far": _("At most %(days)s days ahead. Choose an earlier time.") % {"days": LONGEST.days},
        "gap": _("That time does not exist: clocks go forward then. Choose another."),
    }.get(code, _("Choose a date and a time."))


def moment_name(at: datetime, talk: Conversation) -> str:
    """A moment by itself, in the company's zone: Tomorrow 09:00."""
    return _name(at, ZoneInfo(talk.organisation.time_zone))


def moment_words(at: datetime, talk: Conversation) -> str:
    """A moment at which something leaves, in the company's zone: tomorrow at 09:00."""
    return _when(at, ZoneInfo(talk.organisation.time_zone))


def ends_words(end: datetime | None, talk: Conversation) -> str:
    """Until when the network takes an answer here; empty where nothing ends it."""
    if end is None:
        return ""
    told = {"when": moment_words(end, talk)}
    if end < now():
        return (
            _(
                "This channel stopped taking answers %(when)s; it takes one when the person writes again."
            )
            % told
        )
    return _("This channel stops taking answers %(when)s.") % told


def window_refused(end: datetime, talk: Conversation) -> str:
    """Why no answer can leave at the chosen time, and what to do."""
    if end < now():
        return ends_words(end, talk)
    what_to_do = _("Choose an earlier time, or send it now.")
    return f"{ends_words(end, talk)} {what_to_do}"


def overdue_words(at: datetime, talk: Conversation) -> str:
    """A warning where a clock of this conversation runs out before the answer leaves."""
    if not talk.next_due_at or talk.next_due_at >= at:
        return ""
    told = {"until": times.until(talk.next_due_at)}
    return (
        _("A clock runs out %(until)s, before this leaves; it stops when the answer is out.") % told
    )


def _name(at: datetime, zone: ZoneInfo) -> str:
    """A moment to choose: Today 18:00, Mon, Nov 30 09:00."""
    return _said(at, zone, (_("Today %(time)s"), _("Tomorrow %(time)s"), _("%(day)s %(time)s")))


def _when(at: datetime, zone: ZoneInfo) -> str:
    """A moment inside a sentence: today at 18:00, on Mon, Nov 30 at 09:00."""
    patterns = (_("today at %(time)s"), _("tomorrow at %(time)s"), _("on %(day)s at %(time)s"))
    return _said(at, zone, patterns)


def _said(at: datetime, zone: ZoneInfo, patterns: tuple[str, str, str]) -> str:
    local = at.astimezone(zone)
    ahead = (local.date() - now().astimezone(zone).date()).days
    pattern = patterns[ahead] if ahead in (0, 1) else patterns[2]
    return pattern % {"time": f"{local:%H:%M}", "day": formats.date_format(local, _("D, M j"))}


def _unapproved(at: datetime, zone: ZoneInfo) -> str:
    if at <= now():
        return _("Its time has passed. It leaves as soon as it is approved.")
    return _("Leaves %(when)s if it is approved by then.") % {"when": _when(at, zone)}


def _leaves(at: datetime, zone: ZoneInfo, *, is_braked: bool) -> str:
    told = {"when": _when(at, zone)}
    if is_braked:
        return _("Planned to leave %(when)s. The brake is on: it does not leave by itself.") % told
    return _("Leaves %(when)s") % told


def _held(delivery: Delivery) -> str:
    words = _("It has not gone out. Send it, choose another time, or take it back.")
    return f"{held_words(delivery.held_for)} {words}"
