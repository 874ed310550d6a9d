"""Money: what an account has spent this month by the network's price list, and its budget's stop."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from hanjari.channels.contract import SpentError
from hanjari.channels.models import Account, Spending
from hanjari.kit.clock import now

CENT = 1_000_000
"""Microcents."""


def today(account: Account) -> date:
    """The day in the organisation's zone: months begin there."""
    return now().astimezone(ZoneInfo(account.organisation.time_zone)).date()


def month_ends_at(account: Account) -> datetime:
    """When the next month begins there."""
    after = (today(account).replace(day=1) + timedelta(days=32)).replace(day=1)
    return datetime.combine(after, time(), ZoneInfo(account.organisation.time_zone))


def spent_since(account: Account, first: date) -> int:
    """Microcents since this day."""
    rows = Spending.objects.filter(account=account, day__gte=first)
    return rows.aggregate(sum=Sum("microcents"))["sum"] or 0


def spent_this_month(account: Account) -> int:
    """Microcents since the month began."""
    return spent_since(account, today(account).replace(day=1))


def stop(account: Account, count: int, microcents: int) -> SpentError | None:
    """The refusal, when this would pass the month's budget, or when merely asking finds it reached.

    What costs nothing goes on. Call inside a transaction: the account's row is locked, so that no
    two spend the same rest.
    """
    if count and not microcents:
        return None
    locked = Account.objects.select_for_update(no_key=True).filter(pk=account.pk)
    budget = locked.values_list("budget_cents", flat=True).first()
    if budget is None or spent_this_month(account) + max(microcents, 1) <= budget * CENT:
        return None
    words = _("This month's budget of the channel is spent, so it stands still until next month.")
    return SpentError("budget", words, (month_ends_at(account) - now()).total_seconds())


def write_down(account: Account, name: str, count: int, microcents: int) -> None:
    """One more in the day's ledger."""
    row = {"account_id": account.pk, "name": name, "day": today(account)}
    more = {"count": F("count") + count, "microcents": F("microcents") + microcents}
    if not Spending.objects.filter(**row).update(**more):
        Spending.objects.bulk_create([Spending(**row)], ignore_conflicts=True)
        Spending.objects.filter(**row).update(**more)
