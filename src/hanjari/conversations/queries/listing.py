"""The inbox list: one cheap query of slots a page, by index, fifty at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hanjari.conversations.models import Conversation
from hanjari.conversations.queries.access import conversations_for
from hanjari.conversations.queries.filters import Filters
from hanjari.conversations.queries.finding import with_text
from hanjari.kit.clock import now
from hanjari.kit.database import Epoch
from hanjari.people.models import Member

PAGE = 50
MOST_COUNTED = 100
"""Counts on tabs stop here ("99+"): nobody's day is changed by the difference, and it stays cheap."""

Shelf = Conversation.Shelf
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 19

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
    """A line of the list; the names are the columns. Times are whole seconds since 1970, in UTC."""

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
    last_message_at: int
    waiting_since: int | None
    waiting_count: int
    next_due_at: int | None
    next_due_started_at: int | None
    next_soon_at: int | None
    next_due_kind: str
    snoozed_until: int | None
    seen_at: int | None
    sending: str
    last_id: int


_SLOTS = {
    "person_name": "person__name",
    "kind": "account__kind",
    "account_name": "account__name",
    "assignee_name": "assignee__name",
    "department_name": "department__name",
}
_TIMES = (
    "last_message_at",
    "waiting_since",
    "next_due_at",
    "next_due_started_at",
    "next_soon_at",
    "snoozed_until",
    "seen_at",
)
_COLUMNS = [Epoch(name) if name in _TIMES else _SLOTS.get(name, name) for name in Row._fields]


class Page(NamedTuple):
    """A page of the list; `before` asks for the next one and is empty at the end."""

    rows: list[Row]
    before: str


def inbox(
    member: Member, view: str = "all", filters: Filters | None = None, *, before: str = ""
) -> Page:
    """The first fifty of a view that pass the filters and come after the cursor `before`.

    An unknown view is `all`; a cursor that can't be read begins at the top.
    """
    rows = _rows(member, view, filters or Filters())
    order = _ORDERS.get(view, "-last_id")
    rows = rows.filter(_after(before, order)).order_by(order, "pk")
    found = [Row(*slots) for slots in rows.values_list(*_COLUMNS)[: PAGE + 1]]
    is_more = len(found) > PAGE
    return Page(found[:PAGE], _cursor(found[PAGE - 1], order) if is_more else "")


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


_ORDERS = {"waiting": "waiting_since", "at_risk": "next_due_at"}


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


def _cursor(row: Row, order: str) -> str:
    """The newest message's id, or for lists by a time that time in microseconds and the row's id."""
    if order == "-last_id":
        return str(row.last_id)
    moment = Conversation.objects.values_list(order, flat=True).get(pk=row.id)
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}.{row.id}"


def _after(before: str, order: str) -> Q:
    place, _dot, pk = before.partition(".")
    if not place.isdecimal() or len(place) > _LONGEST or len(pk) > _LONGEST:
        return Q()
    if order == "-last_id":
        return Q(last_id__lt=int(place))
    try:
        at, last = _EPOCH + timedelta(microseconds=int(place)), int(pk)
    except (ValueError, OverflowError):
        return Q()
    return Q(**{f"{order}__gte": at}) & (Q(**{f"{order}__gt": at}) | Q(pk__gt=last))
