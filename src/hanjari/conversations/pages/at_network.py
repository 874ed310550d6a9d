"""What the thread says of a message's fate at its network, and what its menu offers."""

from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.models import Act
from hanjari.conversations import queries
from hanjari.conversations.models import Conversation
from hanjari.kit.web import times
from hanjari.listening.models import Message
from hanjari.people.models import Member

State, What = Act.State, Act.What


def network_context(
    member: Member, talk: Conversation, items: list[queries.Item]
) -> dict[str, Any]:
    """For the templates of messages: their standing, and the words for it."""
    messages = [item.it for item in items if isinstance(item.it, Message)]
    return {
        "standings": queries.standings(member, talk, messages),
        "edited": queries.edited(messages),
        "menu_of": menu_of,
        "act_chip": act_chip,
    }


def menu_of(standing: queries.Standing) -> list[tuple[str, str, str]]:
    """(address part, name, icon) of what may be done with a message."""
    found = []
    if What.CORRECT in standing.may:
        found.append(("correct", _("Correct at the network"), "note"))
    if What.TAKE_BACK in standing.may:
        found.append(("take-back", _("Take back at the network"), "history"))
    if set(standing.may) & set(Act.MODERATION):
        found.append(("moderate", _("Moderate at the network"), "alert"))
    return found


def act_chip(act: Act) -> tuple[str, str, str]:
    """(words, tone, more words) of the newest act on a message."""
    label = Act.What(act.what).label
    if act.state == State.DONE:
        by = act.by.name if act.by else _("Somebody who left")
        at = times.moment(act.done_at or act.created_at)
        return _done(act.what), "good", " · ".join(filter(None, (by, at, act.reason)))
    words = str(act.failure.get("words", ""))
    tone = {State.REFUSED: "alarm", State.UNKNOWN: "care"}.get(State(act.state), "")
    return f"{label}: {act.get_state_display()}", tone, f"{words} {_rest(act)}".strip()


def _rest(act: Act) -> str:
    """What to do when it did not come about."""
    if act.state == State.UNKNOWN:
        return _("Look at the network. Doing it once more harms nothing.")
    if act.state == State.REFUSED:
        return _("At the network it stands as before.")
    return ""


def _done(what: str) -> str:
    return {
        What.TAKE_BACK: _("Taken back at the network"),
        What.CORRECT: _("Corrected at the network"),
        What.APPROVE: _("Shown at the network"),
        What.HOLD: _("Hidden at the network"),
        What.TRASH: _("Removed at the network"),
        What.SPAM: _("Removed at the network as spam"),
        What.BAN: _("Removed at the network, its author banned"),
    }[What(what)]
