"""When accounts were not heard: as written down, and as it goes on now."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from hanjari.channels import registry
from hanjari.channels.models import Account, Stream, Unheard
from hanjari.kit.clock import now

LONGEST_PAUSE = timedelta(minutes=30)
"""Between two looks at a place, beyond its own rhythm: half an hour less is no hour's count any more."""


class Span(NamedTuple):
    """An account was not heard in it; `why` is one of `Unheard.Why`."""

    account_id: int
    since: datetime
    until: datetime
    why: str


def unheard_spans(accounts: Collection[int], since: datetime, until: datetime) -> list[Span]:
    """Every span of these accounts that reaches into this time. What is only ever pushed to us has none."""
    rows = Unheard.objects.filter(account__in=accounts, until__gt=since, since__lt=until)
    found = [Span(*row) for row in rows.values_list("account", "since", "until", "why")]
    for account in Account.objects.filter(pk__in=accounts, removed_at=None):
        heard_at = account.last_success_at
        if heard_at and heard_at < until and is_pause(account, heard_at):
            found.append(Span(account.pk, heard_at, now(), why_unheard(account)))
    return found + _streams_down(accounts)


def _streams_down(accounts: Collection[int]) -> list[Span]:
    """Streams that should stand and do not now; where the network tells on from its place, nothing is missed."""
    rows = Stream.objects.filter(account__in=accounts, stopped_at=None, place={})
    down = rows.filter(stood_at__lt=now() - LONGEST_PAUSE)
    return [
        Span(one.account_id, one.stood_at, now(), why_down(one)) for one in down if one.stood_at
    ]


def is_pause(account: Account, heard_at: datetime) -> bool:
    """Whether it is too long since this moment."""
    kind = registry.kinds().get(account.kind)
    if kind is None or not kind.capabilities.can_pull:
        return False
    return now() - heard_at > timedelta(seconds=kind.capabilities.pull_every) + LONGEST_PAUSE


def why_unheard(account: Account) -> str:
    """Why it is not heard, by its state."""
    if account.failing_since or account.halted_at:
        return Unheard.Why.FAILED
    return Unheard.Why.SPENT if account.stopped_for else Unheard.Why.IDLE


def why_down(stream: Stream) -> str:
    """Why a stream does not stand."""
    return Unheard.Why.FAILED if stream.failing_since else Unheard.Why.IDLE
