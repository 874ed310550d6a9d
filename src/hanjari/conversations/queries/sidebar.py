"""What stands around the list: departments, channels, labels, colleagues, saved views, counts."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from hanjari.channels.models import Account
from hanjari.conversations.models import Label, SavedView
from hanjari.conversations.queries.filters import Filters
from hanjari.conversations.queries.listing import count, counts
from hanjari.kit.brief import Brief
from hanjari.people.models import Department, Member
from hanjari.people.permissions import Permission

SECONDS = 3
"""Counts and names around the list may be so old: live updates bring them sooner."""


@dataclass(frozen=True)
class Sidebar:
    """Names by id, as tuples for templates."""

    departments: list[tuple[int, str]]
    accounts: list[tuple[int, str, str]]
    labels: list[tuple[int, str]]
    colleagues: list[tuple[int, str]]
    answerers: list[tuple[int, str]]
    """Colleagues whose role may answer: only to them is anything assigned."""
    saved: list[SavedView]

    @cached_property
    def digest(self) -> int:
        """Equal as long as all of it is: what is drawn from it may be kept under this."""
        views = tuple((view.pk, view.name, str(view.filters)) for view in self.saved)
        named = (self.departments, self.accounts, self.labels, self.answerers)
        return hash((*(tuple(rows) for rows in named), views))


_sidebars: Brief[Sidebar] = Brief(SECONDS)
_counts: Brief[dict[str, int]] = Brief(SECONDS)


def sidebar(member: Member) -> Sidebar:
    """All of it for this member; a few seconds old at most."""
    return _sidebars.get(member.pk, lambda: _read(member))


def tab_counts(member: Member, views: tuple[str, ...]) -> dict[str, int]:
    """How many lie in each tab, bounded; a few seconds old at most."""
    return _counts.get(member.pk, lambda: counts(member, views))


def forget(member: Member) -> None:
    """The member has just changed something: read again."""
    _sidebars.forget(member.pk)
    _counts.forget(member.pk)


def forget_all() -> None:
    """Between tests, whose members' numbers come again."""
    _sidebars.clear()
    _counts.clear()


def news_count(member: Member, view: str, filters: Filters, since: datetime) -> int:
    """How many conversations of this list heard something new since then, bounded."""
    return count(member, view, filters, heard_after=since)


def _read(member: Member) -> Sidebar:
    own = {"organisation": member.organisation_id}
    active = list(Member.objects.filter(**own, is_active=True).select_related("role"))
    return Sidebar(
        list(Department.objects.filter(**own).values_list("pk", "name")),
        list(Account.objects.filter(**own, removed_at=None).values_list("pk", "kind", "name")),
        list(Label.objects.filter(**own).values_list("pk", "name")),
        [(one.pk, one.name) for one in active],
        [(one.pk, one.name) for one in active if one.can(Permission.REPLY)],
        list(_views(member)),
    )


def _views(member: Member) -> Any:
    return SavedView.objects.filter(
        Q(member=member) | Q(member=None), organisation=member.organisation_id
    )
