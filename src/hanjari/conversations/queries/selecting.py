"""The list's SQL, written by hand: asking through the ORM cost four times the whole page.

Every value is a parameter; the pieces of SQL here are constants. `Selection` collects what narrows.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from hanjari.conversations.models import Conversation
from hanjari.conversations.queries.filters import SENTIMENTS, Filters
from hanjari.conversations.standing import intent_bits
from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

Shelf = Conversation.Shelf

_OPEN = f"c.shelf = {Shelf.OPEN.value}"
_AWAKE = f"{_OPEN} AND c.snoozed_until IS NULL"
_HAS_CLOCK = f"c.shelf IN ({Shelf.OPEN.value}, {Shelf.DONE.value})"
"""What is done has no clock but a promise, and a promise is due although the rest is settled."""
_OWN_DEPARTMENTS = (
    "c.department_id IN (SELECT department_id FROM people_member_departments WHERE member_id = %s)"
)
VIEW_CONDITIONS = {
    "mine": f"{_AWAKE} AND c.assignee_id = %s",
    "unassigned": f"{_AWAKE} AND c.assignee_id IS NULL",
    "department": f"{_AWAKE} AND {_OWN_DEPARTMENTS}",
    "waiting": f"{_OPEN} AND c.waiting_since IS NOT NULL",
    "at_risk": f"{_HAS_CLOCK} AND c.next_due_at IS NOT NULL AND c.next_soon_at <= %s",
    "all": f"c.shelf IN ({Shelf.OPEN.value}, {Shelf.DONE.value})",
    "closed": f"c.shelf = {Shelf.DONE.value}",
    "spam": f"c.shelf = {Shelf.SPAM.value}",
    "snoozed": f"+{_OPEN} AND c.snoozed_until IS NOT NULL",
    "scheduled": (
        "c.id IN (SELECT r.conversation_id FROM conversations_reply r WHERE r.send_at IS NOT NULL"
        " AND r.message_id IS NULL AND r.state IN ('waiting', 'queued'))"
    ),
}
"""By view. The plus keeps the planner from the shelf's index where the few snoozed have their own."""

_FILTER_CONDITIONS = {
    "status": "c.status = %s",
    "kind": "a.kind = %s",
    "account": "c.account_id = %s",
    "department": "c.department_id = %s",
    "assignee": "c.assignee_id = %s",
    "urgency": "c.urgency >= %s",
    "language": "c.language = %s",
    "since": "c.last_message_at >= %s",
    "until": "c.last_message_at < %s",
    "label": (
        "c.id IN (SELECT conversation_id FROM conversations_conversation_labels"
        " WHERE label_id = %s)"
    ),
    "person": (
        "c.id IN (SELECT t.conversation_id FROM conversations_turn t"
        " JOIN listening_message m ON m.id = t.message_id"
        " JOIN listening_author w ON w.id = m.author_id WHERE w.person_id = %s)"
    ),
}


@dataclass(slots=True)
class Selection:
    """Conditions on conversations `c` at accounts `a`, and their parameters."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def narrow(self, condition: str, *values: Any) -> None:
        """Add one condition with its parameters."""
        self.conditions.append(condition)
        self.values += [_stored(value) for value in values]

    @property
    def where(self) -> str:
        """All conditions as SQL."""
        return " AND ".join(self.conditions)


def selection(member: Member, view: str, filters: Filters) -> Selection:
    """What the member may see, of a view, with the filters that are no search for words."""
    chosen = Selection()
    _authorise(chosen, member)
    condition = VIEW_CONDITIONS.get(view, VIEW_CONDITIONS["all"])
    if view in ("mine", "department"):
        chosen.narrow(condition, member.pk)
    elif view == "at_risk":
        chosen.narrow(condition, now())
    else:
        chosen.narrow(condition)
    for name, condition in _FILTER_CONDITIONS.items():
        value = getattr(filters, name)
        if value not in ("", None):
            chosen.narrow(condition, value)
    _narrow_labels(chosen, filters)
    return chosen


def _narrow_labels(chosen: Selection, filters: Filters) -> None:
    """What the machine, or a member who knew better, says of the words that wait."""
    if filters.intent:
        bits = intent_bits([filters.intent])
        chosen.narrow("(c.intent = %s OR c.intent_bits & %s <> 0)", filters.intent, bits)
    if filters.sentiment in SENTIMENTS:
        value = SENTIMENTS[filters.sentiment]
        if value is None:
            chosen.narrow("c.sentiment IS NULL AND c.heard_id > 0")
        else:
            chosen.narrow("c.sentiment = %s", value)
    for column, said in (("needs_answer", filters.needs_answer), ("has_abuse", filters.abuse)):
        if said in ("yes", "no"):
            chosen.narrow(f"c.{column} = %s", said == "yes")


def _authorise(chosen: Selection, member: Member) -> None:
    """The same rule as `access.visible_to`; a test holds both to it."""
    chosen.narrow("c.organisation_id = %s", member.organisation_id)
    if member.can(Permission.READ_ALL):
        return
    if member.can(Permission.READ_DEPARTMENT):
        chosen.narrow(f"({_OWN_DEPARTMENTS} OR c.assignee_id = %s)", member.pk, member.pk)
    else:
        chosen.narrow("1 = 0")


def _stored(value: Any) -> Any:
    if hasattr(value, "tzinfo"):
        return connection.ops.adapt_datetimefield_value(value)
    return value
