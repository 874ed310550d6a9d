"""Accounts that have fallen silent: nobody reads them though it is due, or a reading has got stuck."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from hanjari.channels import registry
from hanjari.channels.models import Account
from hanjari.kit.clock import now

OVERDUE = timedelta(seconds=35)
"""A due pull begins within seconds where a worker lives."""
STUCK = timedelta(seconds=40)
"""A pull that for so long has brought nothing and not ended; most answers take a second.

With the errand's 15 seconds, either is told within a minute.
"""


def silent_accounts() -> QuerySet[Account]:
    """Accounts that should be read now, and are not."""
    pulled = [slug for slug, kind in registry.kinds().items() if kind.capabilities.can_pull]
    return Account.objects.filter(
        _is_silent(),
        kind__in=pulled,
        paused_at__isnull=True,
        removed_at__isnull=True,
        halted_at__isnull=True,
    )


def is_silent(account: Account) -> bool:
    """Whether this one is."""
    return silent_accounts().filter(pk=account.pk).exists()


def _is_silent() -> Q:
    unread = Q(pulled_by="", next_pull_at__lt=now() - OVERDUE)
    return unread | (~Q(pulled_by="") & Q(read_at__lt=now() - STUCK))
