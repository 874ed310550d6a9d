"""What is due, for the worker's errands."""

from collections.abc import Collection
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from hanjari.channels import registry
from hanjari.channels.contract import Renews
from hanjari.channels.models import Account, Act, Delivery
from hanjari.channels.queries.accounts import sending_accounts
from hanjari.channels.queries.brakes import unbraked
from hanjari.channels.queries.streams import replaced_pulls
from hanjari.kit.clock import now

_OLDEST = ("not_before", "id")


def due_accounts(*, besides: Collection[int] = ()) -> QuerySet[Account]:
    """Accounts whose next pull has come, the longest due first."""
    pulled = [slug for slug, kind in registry.kinds().items() if kind.capabilities.can_pull]
    rows = _awake().filter(kind__in=pulled, next_pull_at__lte=now())
    rows = rows.exclude(pk__in=replaced_pulls())
    return rows.exclude(pk__in=besides).order_by("next_pull_at")


def waiting_accounts() -> QuerySet[Account]:
    """Accounts that can tell us themselves when something is new, and are well enough to listen to."""
    waited = [slug for slug, kind in registry.kinds().items() if kind.capabilities.can_wait]
    return _awake().filter(kind__in=waited, failing_since__isnull=True).order_by("pk")


def due_deliveries() -> QuerySet[Delivery]:
    """Deliveries that may go out now, oldest first."""
    rows = Delivery.objects.filter(
        state=Delivery.State.QUEUED,
        not_before__lte=now(),
        account__paused_at__isnull=True,
        account__halted_at__isnull=True,
    ).filter(unbraked())
    return rows.order_by(*_OLDEST)


def first_deliveries(*, besides: Collection[int] = ()) -> QuerySet[Delivery]:
    """What goes next at each account but the busy ones, the longest due first."""
    return Delivery.objects.filter(pk__in=_firsts(due_deliveries(), besides)).order_by(*_OLDEST)


def due_acts() -> QuerySet[Act]:
    """What may be done now with posts at the network, oldest first."""
    rows = Act.objects.filter(
        state=Act.State.QUEUED,
        not_before__lte=now(),
        account__paused_at__isnull=True,
        account__halted_at__isnull=True,
    )
    return rows.order_by(*_OLDEST)


def first_acts(*, besides: Collection[int] = ()) -> QuerySet[Act]:
    """What is done next at each account but the busy ones, the longest due first."""
    return Act.objects.filter(pk__in=_firsts(due_acts(), besides)).order_by(*_OLDEST)


def due_looks() -> QuerySet[Delivery]:
    """Unknown deliveries whose thread is to be read back now."""
    rows = Delivery.objects.filter(state=Delivery.State.UNKNOWN, not_before__lte=now())
    return rows.order_by("not_before")


def renewable_accounts() -> QuerySet[Account]:
    """Accounts whose permission is kept alive: also a paused one's, which ends when nobody uses it."""
    renewing = [slug for slug, kind in registry.kinds().items() if isinstance(kind, Renews)]
    rows = Account.objects.filter(
        kind__in=renewing, removed_at__isnull=True, halted_at__isnull=True
    )
    return rows.order_by("pk")


def _firsts(due: QuerySet[Any], besides: Collection[int]) -> QuerySet[Any]:
    """The first due row of each account that is free.

    Asked account by account, so that ten thousand answers in one line are not walked at every look.
    """
    first = due.filter(account=OuterRef("pk")).values("pk")[:1]
    free = sending_accounts().exclude(pk__in=besides).annotate(first=Subquery(first))
    return free.order_by().values("first")


def _awake() -> QuerySet[Account]:
    return Account.objects.filter(
        paused_at__isnull=True, removed_at__isnull=True, halted_at__isnull=True
    )
