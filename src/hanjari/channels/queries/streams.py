"""Streams: which wait for a reader, and how one is as its account's page shows it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from hanjari.channels import registry
from hanjari.channels.contract import Streams
from hanjari.channels.models import Account, Hand, Stream
from hanjari.kit.clock import now

BEHIND = timedelta(seconds=30)
"""A lag that a reader of the page should notice."""
FRESH = timedelta(seconds=15)
"""A hand that has spoken since is alive."""


@dataclass(frozen=True)
class Heard:
    """`state` is off, paused, waiting (for a reader), opening, well, behind or failing; `row` is None before it was ever asked for."""

    state: str
    row: Stream | None = None
    lag: timedelta | None = None
    replaces_pull: bool = False
    hands: tuple[Hand, ...] = ()
    waiting_count: int = 0
    """Packs that no hand has taken yet, where NATS carries them."""
    is_carried: bool = False

    @property
    def words(self) -> str:
        """Why it fails."""
        return str(self.row.failure.get("words", "")) if self.row else ""


def streaming_kinds() -> list[str]:
    """Slugs of the kinds whose networks can be heard."""
    return [slug for slug, kind in registry.kinds().items() if isinstance(kind, Streams)]


def due_streams() -> QuerySet[Stream]:
    """Asked for, awake, and nobody reads them."""
    rows = Stream.objects.filter(
        Q(held_by="") | Q(held_until__lt=now()),
        stopped_at=None,
        account__kind__in=streaming_kinds(),
        account__paused_at=None,
        account__removed_at=None,
        account__halted_at=None,
    )
    return rows.select_related("account__organisation").order_by("pk")


def replaced_pulls() -> Any:
    """Accounts whose stream brings what a pull would, and more than queries find must not be kept."""
    slugs = [
        slug
        for slug, kind in registry.kinds().items()
        if isinstance(kind, Streams) and kind.stream_replaces_pull
    ]
    return Stream.objects.filter(stopped_at=None, account__kind__in=slugs).values("account")


def stream_of(account: Account) -> Heard | None:
    """How the account's network is heard; None where it can't be."""
    kind = registry.kind(account.kind)
    if not isinstance(kind, Streams):
        return None
    row = Stream.objects.filter(account=account).first()
    if row is None or row.stopped_at:
        return Heard("off", row, replaces_pull=kind.stream_replaces_pull)
    is_carried = bool(settings.NATS_URL)
    hands = tuple(living_hands()) if is_carried else ()
    lag = _lag(row)
    return Heard(
        _state(account, row, lag),
        row,
        lag,
        kind.stream_replaces_pull,
        hands,
        max((one.waiting_count for one in hands), default=0),
        is_carried,
    )


def living_hands() -> QuerySet[Hand]:
    """Every `hanjari ingest` that was heard lately, on any machine."""
    return Hand.objects.filter(seen_at__gt=now() - FRESH).order_by("started_at")


def behind_streams() -> QuerySet[Stream]:
    """Streams that lag or fail, for whoever examines the installation."""
    late = Q(failing_since__isnull=False) | Q(held_by="") | Q(held_until__lt=now())
    return Stream.objects.filter(late, stopped_at=None, account__removed_at=None)


def _lag(row: Stream) -> timedelta | None:
    """How far behind the network what was kept last is; a network that is silent has none."""
    if row.told_at is None or row.heard_at is None:
        return None
    return max(timedelta(), row.heard_at - row.told_at)


def _state(account: Account, row: Stream, lag: timedelta | None) -> str:
    if account.paused_at or account.halted_at:
        return "paused"
    if row.failing_since:
        return "failing"
    if not row.held_by or row.held_until is None or row.held_until < now():
        return "waiting"
    if row.opened_at is None:
        return "opening"
    return "behind" if lag and lag > BEHIND else "well"
