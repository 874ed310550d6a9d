"""What was done with posts at the network, for the thread that shows them."""

from collections.abc import Collection

from hanjari.channels.models import Account, Act


def latest_acts(account: Account, external_ids: Collection[str]) -> dict[str, Act]:
    """The newest act on each of these posts."""
    rows = Act.objects.filter(account=account, external_id__in=external_ids)
    return {act.external_id: act for act in rows.select_related("by").order_by("pk")}
