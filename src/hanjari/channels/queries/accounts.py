"""Accounts and deliveries as members may see them; a stranger gets 404."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.channels import registry
from hanjari.channels.contract import Greets, Routes
from hanjari.channels.models import Account, Delivery
from hanjari.channels.models.account import NO_CONSENT
from hanjari.kit.clock import now
from hanjari.people.models import Member, Organisation


def accounts_for(member: Member) -> QuerySet[Account]:
    """The connected places of the member's organisation, by name."""
    rows = Account.objects.filter(organisation=member.organisation_id, removed_at__isnull=True)
    return rows.select_related("department", "owner")


def sending_accounts() -> QuerySet[Account]:
    """Accounts that may send: neither paused nor waiting for a person.

    A claim asks for them by a subquery and not by a join: an UPDATE over a join becomes `id IN
    (SELECT …)`, which PostgreSQL does not ask again after it waited for another claim, so that both won.
    """
    return Account.objects.filter(paused_at__isnull=True, halted_at__isnull=True)


def account_for(member: Member, pk: int) -> Account:
    """One of them, or 404."""
    return get_object_or_404(accounts_for(member), pk=pk)


def account_at(door: str, *kinds: str) -> Account:
    """The account of one of these kinds behind a public address, or 404: also when paused or removed."""
    rows = Account.objects.select_related("organisation").filter(
        kind__in=kinds, removed_at__isnull=True, paused_at__isnull=True
    )
    return get_object_or_404(rows, door=door)


def account_pushed_to(door: str) -> Account:
    """The account behind the door at which its network pushes or looks, or 404: also when paused or removed.

    One address may serve many accounts (`Routes`); such a door stays open though its own account is
    paused, because the others still hear through it.
    """
    kinds = {
        slug: kind
        for slug, kind in registry.kinds().items()
        if kind.capabilities.can_push or isinstance(kind, Greets)
    }
    shared = [slug for slug, kind in kinds.items() if isinstance(kind, Routes)]
    rows = Account.objects.select_related("organisation").filter(
        Q(paused_at__isnull=True) | Q(kind__in=shared), kind__in=kinds, removed_at__isnull=True
    )
    return get_object_or_404(rows, door=door)


def ailing_accounts(organisation: Organisation | int) -> QuerySet[Account]:
    """Accounts that fail or wait for a person: the desk says so in one line. Not those half connected."""
    rows = Account.objects.filter(
        Q(halted_at__isnull=False)
        | Q(silent_since__isnull=False)
        | Q(failure__is_told=True)
        | Q(stopped_for="budget", stopped_until__gt=now()),
        organisation=organisation,
        removed_at__isnull=True,
        paused_at__isnull=True,
    )
    return rows.filter(Q(failure__code__isnull=True) | ~Q(failure__code=NO_CONSENT))


def deliveries_for(member: Member) -> QuerySet[Delivery]:
    """The outbox of the member's organisation, newest first."""
    rows = Delivery.objects.filter(account__organisation=member.organisation_id)
    return rows.select_related("account").order_by("-id")


def delivery_for(member: Member, pk: int) -> Delivery:
    """One of them, or 404."""
    return get_object_or_404(deliveries_for(member), pk=pk)
