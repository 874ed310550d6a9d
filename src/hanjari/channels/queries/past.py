"""What was said before a place was connected: what is due to be read, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hanjari.channels import registry
from hanjari.channels.contract import Backfills
from hanjari.channels.models import Account, LookBack, RawPayload
from hanjari.kit.clock import now

MOST_WAITING = 200
"""Old payloads of one account that may wait to be read before more are fetched."""


@dataclass(frozen=True)
class Past:
    """`state` is unasked, running, stopped or done; `words` say why it waits."""

    state: str
    reached_at: datetime | None = None
    words: str = ""


def past_of(account: Account) -> Past | None:
    """How far an account was read back; None where its network can't be."""
    if not isinstance(registry.kind(account.kind), Backfills):
        return None
    row = LookBack.objects.filter(account=account).first()
    reached_at = row.reached_at if row else None
    if account.past_done_at:
        return Past("done", reached_at)
    if row is None:
        return Past("unasked")
    if row.stopped_at:
        return Past("stopped", reached_at)
    return Past("running", reached_at, str(row.failure.get("words", "")))


def due_look_backs() -> QuerySet[LookBack]:
    """Accounts to be read back now: asked for, awake, pulled once, and nothing new due there."""
    slugs = [slug for slug, kind in registry.kinds().items() if isinstance(kind, Backfills)]
    rows = LookBack.objects.filter(
        stopped_at__isnull=True,
        held_by="",
        next_at__lte=now(),
        account__kind__in=slugs,
        account__past_done_at__isnull=True,
        account__last_success_at__isnull=False,
        account__paused_at__isnull=True,
        account__removed_at__isnull=True,
        account__halted_at__isnull=True,
        account__pulled_by="",
        account__next_pull_at__gt=now(),
    )
    return rows.order_by("next_at")


def has_news_waiting() -> bool:
    """Whether anything new waits to be read, anywhere; old things wait then."""
    return RawPayload.objects.filter(state=RawPayload.State.WAITING).exists()


def is_crowded(account: Account) -> bool:
    """Whether something new waits to be read, or enough of this account's old things do."""
    later = RawPayload.objects.filter(state=RawPayload.State.LATER, account=account)
    return has_news_waiting() or len(later.values("pk")[:MOST_WAITING]) >= MOST_WAITING
