"""The inbox list: one cheap query of slots a page, by index, fifty at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import F, OrderBy, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.models import Conversation
from hanjari.conversations.queries.access import conversations_for
from hanjari.conversations.queries.filters import Filters
from hanjari.conversations.queries.finding import with_text
from hanjari.kit.clock import now
from hanjari.people.models import Member

PAGE = 50
MOST_COUNTED = 100
"""Counts on tabs stop here ("99+"): nobody's day is changed by the difference, and it stays cheap."""

Shelf = Conversation.Shelf
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
}
"""The views in the order of their tabs; a channel is a filter (`Filters.account`)."""


class Row(NamedTuple):
    """A line of the list; the names are the columns."""

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
    why: list[Any]
    label_words: list[str]
    message_count: int
    last_message_at: datetime
    waiting_since: datetime | None
    waiting_count: int
    next_due_at: datetime | None
    next_due_started_at: datetime | None
    next_soon_at: datetime | None
    next_due_kind: str
    snoozed_until: datetime | None
    seen_at: datetime | None


_SLOTS = {
    "person_name": "person__name",
    "kind": "account__kind",
    "account_name": "account__name",
    "assignee_name": "assignee__name",
    "department_name": "department__name",
}
_COLUMNS = [_SLOTS.get(name, name) for name in Row._fields]


class Page(NamedTuple):
    """A page of the list; `before` asks for the next one and is empty at the end."""

    rows: list[Row]
    before: str


def inbox(
    member: Member, view: str = "all", filters: Filters | None = None, *, before: str = ""
) -> Page:
    """The newest fifty of a view that pass the filters and come after the cursor `before`.

    An unknown view is `all`; a cursor that can't be read begins at the top.
    """
    order = _ORDERS.get(view, _NEWEST)
    rows = _rows(member, view, filters or Filters())
    rows = rows.filter(_after(before, order)).order_by(*order.by)
    found = [Row(*slots) for slots in rows.values_list(*_COLUMNS)[: PAGE + 1]]
    is_more = len(found) > PAGE
    found = found[:PAGE]
    return Page(found, _cursor(found[-1], order) if is_more else "")


def row_for(member: Member, pk: int) -> Row | None:
    """One line, for swapping it in place; None when the member may not see it."""
    slots = conversations_for(member).filter(pk=pk).values_list(*_COLUMNS).first()
    return Row(*slots) if slots else None


def counts(member: Member, views: tuple[str, ...] = tuple(VIEWS)) -> dict[str, int]:
    """How many lie in each view, counted no further than `MOST_COUNTED`."""
    return {
        view: len(
            _rows(member, view, Filters()).order_by().values_list("pk", flat=True)[:MOST_COUNTED]
        )
        for view in views
    }


def count(member: Member, view: str, filters: Filters) -> int:
    """How many pass the filters in a view, counted no further than `MOST_COUNTED`."""
    rows = _rows(member, view, filters).order_by()
    return len(rows.values_list("pk", flat=True)[:MOST_COUNTED])


class _Order(NamedTuple):
    """What a view is sorted by, and the comparison that continues it."""

    column: str
    by: tuple[OrderBy, OrderBy]
    sign: str


_NEWEST = _Order("last_message_at", (F("last_message_at").desc(), F("pk").desc()), "lt")
_ORDERS = {
    "waiting": _Order("waiting_since", (F("waiting_since").asc(), F("pk").asc()), "gt"),
    "at_risk": _Order("next_due_at", (F("next_due_at").asc(), F("pk").asc()), "gt"),
}


def _rows(member: Member, view: str, filters: Filters) -> QuerySet[Conversation]:
    rows = conversations_for(member).filter(_view(member, view), filters.condition())
    if filters.text:
        rows = with_text(rows, member, filters.text)
    if filters.label or filters.person:
        rows = rows.distinct()
    return rows


def _view(member: Member, view: str) -> Q:
    awake = Q(shelf=Shelf.OPEN, snoozed_until=None)
    match view:
        case "mine":
            return awake & Q(assignee=member.pk)
        case "unassigned":
            return awake & Q(assignee=None)
        case "department":
            return awake & Q(department__in=list(member.departments.values_list("pk", flat=True)))
        case "waiting":
            return Q(shelf=Shelf.OPEN, waiting_since__isnull=False)
        case "at_risk":
            return Q(shelf=Shelf.OPEN, next_due_at__isnull=False, next_soon_at__lte=now())
        case "closed":
            return Q(shelf=Shelf.DONE)
        case "spam":
            return Q(shelf=Shelf.SPAM)
        case "snoozed":
            return Q(shelf=Shelf.OPEN, snoozed_until__isnull=False)
    return Q(shelf__in=(Shelf.OPEN, Shelf.DONE))


def _cursor(row: Row, order: _Order) -> str:
    moment: datetime = getattr(row, order.column)
    micros = (moment - _EPOCH) // timedelta(microseconds=1)
    return f"{micros}.{row.id}"


def _after(before: str, order: _Order) -> Q:
    moment, _dot, pk = before.partition(".")
    try:
        micros, last = int(moment), int(pk)
        at = _EPOCH + timedelta(microseconds=micros)
    except (ValueError, OverflowError):
        return Q()
    column, sign = order.column, order.sign
    return Q(**{f"{column}__{sign}e": at}) & (
        Q(**{f"{column}__{sign}": at}) | Q(**{f"pk__{sign}": last})
    )
