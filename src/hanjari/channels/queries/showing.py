"""Accounts and kinds as the pages show them."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404

from hanjari.channels import registry
from hanjari.channels.contract import Kind
from hanjari.channels.metering.money import spent_this_month
from hanjari.channels.models import Account, Delivery
from hanjari.channels.queries.accounts import accounts_for, deliveries_for
from hanjari.channels.queries.health import Health, health_of
from hanjari.channels.queries.spending import dollars
from hanjari.people.models import Member


class Shown(NamedTuple):
    """An account with its kind and its health."""

    account: Account
    kind: Kind
    health: Health
    last_message_at: datetime | None
    money: str = ""
    """What it has cost this month, where something there costs."""


def shown(account: Account) -> Shown:
    """The account as a page shows it."""
    kind = registry.kind(account.kind)
    money = dollars(spent_this_month(account)) if kind.capabilities.can_cost else ""
    return Shown(account, kind, health_of(account), account.last_message_at, money)


def connectable() -> list[Kind]:
    """The kinds that a form connects; an archive is made by an import."""
    return [
        kind
        for kind in registry.kinds().values()
        if kind.capabilities.can_pull or kind.capabilities.can_push
    ]


def connectable_or_404(slug: str) -> Kind:
    """One of them, or 404."""
    for kind in connectable():
        if kind.slug == slug:
            return kind
    raise Http404


def unsent(member: Member, account: Account) -> QuerySet[Delivery]:
    """What waits, failed or is unknown at this account, newest first, the last 20."""
    states = Delivery.State
    rows = deliveries_for(member).filter(account=account)
    open_ones = [states.QUEUED, states.SENDING, states.FAILED, states.UNKNOWN, states.HELD]
    return rows.filter(state__in=open_ones)[:20]


def is_name_taken(member: Member, kind: str, name: str, *, besides: Account | None) -> bool:
    """Whether another place of this kind bears the name."""
    rows = accounts_for(member).filter(kind=kind, name=name)
    return rows.exclude(pk=besides.pk if besides else 0).exists()
