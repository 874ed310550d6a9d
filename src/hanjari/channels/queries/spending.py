"""What an account has asked of its network, what is left of each limit, and what it has cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Sum

from hanjari.channels import registry
from hanjari.channels.access import open_access
from hanjari.channels.contract import Kind, Quota
from hanjari.channels.metering import money
from hanjari.channels.metering.windows import holder_of
from hanjari.channels.models import Account, Spending, Window
from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError
from hanjari.kit.web.times import hour, moment

CENTS = 100
SOON = timedelta(hours=20)
FEW = 0.2
"""Of a limit: less than so much left is shown with care."""


@dataclass(frozen=True)
class Rest:
    """What is left of one limit's open window; `is_shared` with other accounts of the same app."""

    words: Any
    left: int
    most: int
    ends_at: datetime
    is_said: bool
    is_shared: bool

    @property
    def tone(self) -> str:
        """How it is coloured: few left is care, none is alarm."""
        if self.left <= 0:
            return "alarm"
        return "care" if self.left < self.most * FEW else ""


@dataclass(frozen=True)
class Item:
    """One line of the month's bill: what, how often, and for how much (microcents)."""

    words: Any
    count: int
    microcents: int


@dataclass(frozen=True)
class Metered:
    """An account's limits and money, as its page shows them; money in microcents."""

    rests: tuple[Rest, ...]
    untouched_count: int
    can_cost: bool
    today: int
    month: int
    items: tuple[Item, ...]
    budget: int | None
    month_ends_at: datetime

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show at all."""
        return bool(self.rests or self.untouched_count or self.can_cost or self.month)

    @property
    def tone(self) -> str:
        """How far the budget is used up, as a colour."""
        if self.budget is None or self.month < self.budget * (1 - FEW):
            return ""
        return "alarm" if self.month >= self.budget else "care"


def metered(account: Account) -> Metered:
    """All of it."""
    kind = registry.kind(account.kind)
    rests = tuple(_rests(account, kind))
    cents = account.budget_cents
    return Metered(
        rests=rests,
        untouched_count=max(0, len(kind.capabilities.quotas) - len(rests)),
        can_cost=kind.capabilities.can_cost,
        today=money.spent_since(account, money.today(account)),
        month=money.spent_this_month(account),
        items=tuple(_items(account, kind)),
        budget=None if cents is None else cents * money.CENT,
        month_ends_at=money.month_ends_at(account),
    )


def about_spending(account: Account) -> dict[str, Any]:
    """What the account's page needs to show of it."""
    is_due = account.next_pull_at <= now()
    return {"metered": metered(account), "dollars": dollars, "is_due": is_due, "when": when}


def when(at: datetime) -> str:
    """The hour of what comes within a day, the date of what comes later."""
    return hour(at) if at - now() < SOON else moment(at)


def dollars(microcents: int) -> str:
    """Microcents as dollars: $1,234.50, and a cent's parts as less than a cent."""
    if 0 < microcents < money.CENT:
        return "< $0.01"
    return f"${microcents / money.CENT / CENTS:,.2f}"


def _rests(account: Account, kind: Kind) -> Iterable[Rest]:
    """Of the windows that are open now, the tightest first."""
    try:
        access = open_access(account)
    except SealBrokenError:
        return []
    own = f"account:{account.pk}"
    quotas = kind.capabilities.quotas
    holders = {holder_of(kind, access, quota.name) for quota in quotas} | {own}
    declared = {(quota.name, quota.seconds): quota for quota in quotas}
    rows = Window.objects.filter(holder__in=holders, ends_at__gt=now())
    found = [
        Rest(
            _words(declared.get((row.name, row.seconds)), row.name),
            max(row.left, 0),
            max(row.most, row.left, 1),
            row.ends_at,
            row.is_said,
            row.holder != own,
        )
        for row in rows
        if row.holder == holder_of(kind, access, row.name)
    ]
    return sorted(found, key=lambda one: (one.left / one.most, str(one.words)))


def _items(account: Account, kind: Kind) -> Iterable[Item]:
    """The month's bill, the dearest first."""
    first = money.today(account).replace(day=1)
    rows = Spending.objects.filter(account=account, day__gte=first).values("name")
    named = {quota.name: quota for quota in kind.capabilities.quotas}
    found = [
        Item(_words(named.get(row["name"]), row["name"]), row["n"], row["cost"])
        for row in rows.annotate(n=Sum("count"), cost=Sum("microcents"))
    ]
    return sorted(found, key=lambda one: (-one.microcents, -one.count))


def _words(quota: Quota | None, name: str) -> Any:
    return (quota.words if quota else "") or name
