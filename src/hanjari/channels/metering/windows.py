"""Windows: how much of a limit is left, by our own count until the network says its own."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, Kind, Limit, Quota, SharesQuota, SpentError
from hanjari.channels.models import Window
from hanjari.kit.clock import now

__all__ = ["Window", "believe", "draw", "end_of", "holder_of", "opened", "stop"]

DAY = 86_400
SLACK = timedelta(seconds=2)
"""Two ends so near each other are the same window's: networks round them to seconds."""


def holder_of(kind: Kind, access: Access, name: str) -> str:
    """Whose count it is: the account's own, or that of the app that several accounts share."""
    owner = kind.quota_owner(access, name) if isinstance(kind, SharesQuota) else ""
    if owner:
        return f"{kind.slug}:{sha256(owner.encode()).hexdigest()[:32]}"
    return f"account:{access.account_id}"


def end_of(quota: Quota, start: datetime) -> datetime:
    """When a window that begins now ends: a day's at the next midnight in the quota's zone."""
    if quota.seconds != DAY:
        return start + timedelta(seconds=quota.seconds)
    zone = ZoneInfo(quota.zone)
    tomorrow = start.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone)


def opened(holder: str, name: str, quotas: Iterable[Quota]) -> list[Window]:
    """The open windows of this name, locked; those whose time is over begin anew.

    Call inside a transaction. A limit that only the network named counts until it ends.
    """
    declared = {quota.seconds: quota for quota in quotas}
    rows = _locked(holder, name)
    if missing := declared.keys() - {row.seconds for row in rows}:
        fresh = [_fresh(holder, declared[seconds]) for seconds in sorted(missing)]
        Window.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = _locked(holder, name)
    for row in rows:
        if row.ends_at <= now() and row.seconds in declared:
            _begin_anew(row, declared[row.seconds])
    return [row for row in rows if row.ends_at > now()]


def stop(rows: Sequence[Window], count: int) -> SpentError | None:
    """The refusal, when one of them has not so much left; asking for 0 wants at least something left."""
    empty = [row.ends_at for row in rows if row.left < max(count, 1)]
    if not empty:
        return None
    words = _("The network's limit is used up for now. It goes on by itself.")
    return SpentError("rate", words, max(1.0, (max(empty) - now()).total_seconds()))


def draw(rows: Sequence[Window], count: int) -> None:
    """Take it out of all of them."""
    if rows and count:
        Window.objects.filter(pk__in=[row.pk for row in rows]).update(left=F("left") - count)


def believe(holder: str, quotas: Iterable[Quota], limit: Limit) -> None:
    """The network's own count overrules ours. Call inside a transaction.

    Answers may overtake each other, so within one window that the network named the least counts,
    and what is told of an earlier window is out of date.
    """
    if limit.resets_at <= now():
        return
    quota = _meant([one for one in quotas if one.name == limit.name], limit)
    seconds = quota.seconds if quota else 0
    most = limit.most if limit.most is not None else (quota.most if quota else limit.remaining)
    said = Window(
        holder=holder, name=limit.name, seconds=seconds, most=most, left=limit.remaining,
        ends_at=limit.resets_at, is_said=True,
    )  # fmt: skip
    Window.objects.bulk_create([said], ignore_conflicts=True)
    row = Window.objects.select_for_update().get(holder=holder, name=limit.name, seconds=seconds)
    if row.is_said and row.ends_at > now():
        if limit.resets_at < row.ends_at - SLACK:
            return
        if limit.resets_at <= row.ends_at + SLACK:
            said.left, said.ends_at = min(row.left, limit.remaining), row.ends_at
    said.pk = row.pk
    said.save(update_fields=["most", "left", "ends_at", "is_said"])


def _locked(holder: str, name: str) -> list[Window]:
    rows = Window.objects.select_for_update().filter(holder=holder, name=name)
    return list(rows.order_by("seconds"))


def _fresh(holder: str, quota: Quota) -> Window:
    end = end_of(quota, now())
    return Window(
        holder=holder, name=quota.name, seconds=quota.seconds, most=quota.most, left=quota.most,
        ends_at=end,
    )  # fmt: skip


def _begin_anew(row: Window, quota: Quota) -> None:
    row.most = row.left = quota.most
    row.ends_at, row.is_said = end_of(quota, now()), False
    row.save(update_fields=["most", "left", "ends_at", "is_said"])


def _meant(quotas: Sequence[Quota], limit: Limit) -> Quota | None:
    """Of several windows of one name the one with the limit's own size, else the shortest."""
    by_size = [quota for quota in quotas if quota.most == limit.most]
    return min(by_size or quotas, key=lambda quota: quota.seconds, default=None)
