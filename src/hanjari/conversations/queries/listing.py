"""The inbox list: one cheap query of slots a page, by index, fifty at a time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.models import Conversation
from hanjari.conversations.queries.access import conversations_for
from hanjari.conversations.queries.filters import Filters
from hanjari.conversations.queries.finding import messages_with
from hanjari.conversations.queries.selecting import Selection, selection
from hanjari.conversations.rows import listed
from hanjari.kit.numbers import row_number
from hanjari.listening.ids import HASH_BITS
from hanjari.people.models import Member

PAGE = 50
MOST_COUNTED = 100
"""Counts on tabs stop here ("99+"): nobody's day is changed by the difference, and it stays cheap."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

VIEWS = {
    "mine": _("Mine"),
    "unassigned": _("Unassigned"),
    "department": _("My departments"),
    "waiting": _("Waiting longest"),
    "at_risk": _("At risk"),
    "all": _("All"),
    "closed": _("Closed"),
    "spam": _("Spam"),
    "snoozed": _("Snoozed"),
    "scheduled": _("Scheduled answers"),
}
"""The views in the order of their tabs; a channel is a filter (`Filters.account`)."""


class Row(NamedTuple):
    """A line of the list; the names are the columns. Times are whole seconds since 1970, in UTC.

    `why` are the words that made the machine judge so, `label_words` the labels' names.
    """

    id: int
    status: str
    speaker: str
    person_id: int | None
    person_name: str | None
    subject: str
    text: str
    kind: str
    account_name: str
    is_public: bool
    assignee_id: int | None
    assignee_name: str | None
    department_name: str | None
    language: str
    intent: str
    urgency: int
    sentiment: int | None
    why: str
    message_count: int
    last_message_at: int
    waiting_since: int | None
    waiting_count: int
    next_due_at: int | None
    next_due_started_at: int | None
    next_soon_at: int | None
    next_due_kind: str
    snoozed_until: int | None
    is_seen: bool
    sending: str
    last_id: int
    label_words: tuple[str, ...]


class Page(NamedTuple):
    """A page of the list; `before` asks for the next one and is empty at the end."""

    rows: list[Row]
    before: str


_SLOTS = {
    "person_name": "p.name",
    "kind": "a.kind",
    "account_name": "a.name",
    "assignee_name": "g.name",
    "department_name": "d.name",
    "is_seen": "c.seen_at IS NOT NULL",
    "last_message_at": f"c.last_id / {1_000 << HASH_BITS}",
}
_TIMES = frozenset(
    {
        "waiting_since",
        "next_due_at",
        "next_due_started_at",
        "next_soon_at",
        "snoozed_until",
    }
)
_FROM = """
    FROM conversations_conversation c
    JOIN channels_account a ON a.id = c.account_id
"""
_AROUND = """
    LEFT JOIN listening_person p ON p.id = c.person_id
    LEFT JOIN people_member g ON g.id = c.assignee_id
    LEFT JOIN people_department d ON d.id = c.department_id
"""
_ORDERS = {"waiting": "waiting_since", "at_risk": "next_due_at", "snoozed": "snoozed_until"}


def inbox(
    member: Member, view: str = "all", filters: Filters | None = None, *, before: str = ""
) -> Page:
    """The first fifty of a view that pass the filters and come after the cursor `before`.

    An unknown view is `all`; a cursor that can't be read begins at the top.
    """
    chosen = _chosen(member, view, Filters() if filters is None else filters)
    order = _ORDERS.get(view, "last_id")
    _go_on(chosen, order, before)
    by = "c.last_id DESC" if order == "last_id" else f"c.{order}, c.id"
    found = _rows(f"{chosen.where} ORDER BY {by} LIMIT {PAGE + 1}", chosen.values)
    is_more = len(found) > PAGE
    return Page(found[:PAGE], _cursor(found[PAGE - 1], order) if is_more else "")


def row_for(member: Member, pk: int) -> Row | None:
    """One line, for swapping it in place; None when the member may not see it."""
    if not conversations_for(member).filter(pk=pk).exists():
        return None
    return _rows("c.id = %s", [pk])[0]


def counts(member: Member, views: tuple[str, ...] = tuple(VIEWS)) -> dict[str, int]:
    """How many lie in each view, counted no further than `MOST_COUNTED`; one query."""
    chosen = [_chosen(member, view, Filters()) for view in views]
    parts = ", ".join(_counting(one) for one in chosen)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {parts}", [value for one in chosen for value in one.values])
        return dict(zip(views, cursor.fetchone(), strict=True))


def count(member: Member, view: str, filters: Filters, heard_after: datetime | None = None) -> int:
    """How many pass the filters in a view, counted no further than `MOST_COUNTED`.

    With `heard_after`, only those in which a person's words could be read later than `heard_until` told.
    """
    chosen = _chosen(member, view, filters)
    if heard_after:
        chosen.narrow("c.heard_at > %s", heard_after)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_counting(chosen)}", chosen.values)
        found: int = cursor.fetchone()[0]
        return found


def heard_until(organisation_id: int) -> datetime:
    """How far a list that is read now has heard: ask before its rows, and nothing is missed between."""
    rows = Conversation.objects.filter(organisation=organisation_id, heard_at__isnull=False)
    newest = rows.order_by("-heard_at").values_list("heard_at", flat=True).first()
    return newest or _EPOCH


def _chosen(member: Member, view: str, filters: Filters) -> Selection:
    chosen = selection(member, view, filters)
    if filters.text:
        ids = messages_with(member, filters.text)
        marks = ", ".join(["%s"] * len(ids)) or "NULL"
        chosen.narrow(
            f"c.id IN (SELECT conversation_id FROM conversations_turn WHERE message_id IN ({marks}))",  # noqa: S608 (marks are placeholders)
            *ids,
        )
    return chosen


def _counting(chosen: Selection) -> str:
    return f"(SELECT COUNT(*) FROM (SELECT 1 {_FROM} WHERE {chosen.where} LIMIT {MOST_COUNTED}) n)"  # noqa: S608 (constants)


def _rows(rest: str, values: Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_columns(connection.vendor)} {_FROM} {_AROUND} WHERE {rest}", values
        )
        return [_row(slots) for slots in cursor.fetchall()]


def _row(slots: tuple[Any, ...]) -> Row:
    return Row._make((*slots[:-1], tuple(listed(slots[-1]))))


@cache
def _columns(vendor: str) -> str:
    """The row's columns; the percent signs are doubled because the query has parameters."""
    seconds, why = _DIALECTS[vendor]
    return ", ".join(
        seconds.format(name=name)
        if name in _TIMES
        else why
        if name == "why"
        else _SLOTS.get(name, f"c.{name}")
        for name in Row._fields
    )


_DIALECTS = {
    "sqlite": (
        "CAST(strftime('%%s', c.{name}) AS INTEGER)",
        "COALESCE(json_extract(c.why, '$[0][1]'), '')",
    ),
    "postgresql": (
        "CAST(EXTRACT(EPOCH FROM c.{name}) AS BIGINT)",
        "COALESCE(c.why #>> '{0,1}', '')",
    ),
}


def _cursor(row: Row, order: str) -> str:
    """The newest message's id, or for lists by a time that time in microseconds and the row's id."""
    if order == "last_id":
        return str(row.last_id)
    moment = Conversation.objects.values_list(order, flat=True).get(pk=row.id)
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}.{row.id}"


def _go_on(chosen: Selection, order: str, before: str) -> None:
    first, _dot, pk = before.partition(".")
    place, last = row_number(first), row_number(pk)
    if place is None:
        return
    if order == "last_id":
        chosen.narrow("c.last_id < %s", place)
        return
    try:
        at = _EPOCH + timedelta(microseconds=place)
    except OverflowError:
        return
    if last is None:
        return
    chosen.narrow(f"c.{order} >= %s AND (c.{order} > %s OR c.id > %s)", at, at, last)
