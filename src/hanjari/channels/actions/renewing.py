"""Renewing a permission before it runs out, one worker at a time.

Where a network turns refresh tokens over, each renewal ends the token it was made with. So the
lease is committed before the network is asked, and what the network gave is committed before
anybody uses it. A kill

- before the network has answered loses nothing: the old token is still good, and the dead worker's
  lease is void;
- between its answer and our commit loses the new token, which nobody else ever had. The next worker
  asks with the old one: networks with a grace period (Auth0, Bluesky, Okta) answer once more, the
  others refuse, and then the owner is told to come again. More than that no client can save: the
  only proof of the new token died with the process;
- after our commit loses nothing.

When the store refuses the row (a full disk, a locked database), the grant is kept in memory and
stored at the next chance, before anybody is asked again.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hanjari.channels import registry
from hanjari.channels.access import open_access, opened_secrets
from hanjari.channels.actions.granting import GRANTED, lay
from hanjari.channels.actions.health import note_failure, note_success, unexpected, wait_after
from hanjari.channels.contract import BrokenError, Grant, Renews, SpentError
from hanjari.channels.models import Account
from hanjari.kit import presence
from hanjari.kit.clock import now
from hanjari.kit.errands import stopping

LEASE = timedelta(seconds=120)
"""Nobody else renews for so long; a network answers within 30 seconds or not at all (`Line`)."""
PATIENCE = 20.0
"""Seconds that a pull or a send waits for another's renewal."""
_unkept: dict[int, tuple[Account, Grant]] = {}
"""What the store refused, by account: good tokens that stand nowhere else."""
_log = logging.getLogger(__name__)


class NotNowError(BrokenError):
    """Somebody else is renewing, or it failed a moment ago: nothing was asked, and it is no new failure."""


def renewed(account: Account) -> Account:
    """The account with a permission that is good now; itself where its kind renews nothing.

    Call it outside of any transaction, before a pull or a send. Raises `BrokenError` when the network
    gave nothing new, with `needs_person` when only a person can mend that.
    """
    if not isinstance(registry.kind(account.kind), Renews):
        return account
    until = _lease(account.pk)
    try:
        return _renewed(Account.objects.get(pk=account.pk))
    except BrokenError as error:
        _rest(account.pk, until, error)
        raise
    finally:
        _let_go(account.pk, until)


def keep_alive(account: Account) -> None:
    """Renew an account's permission when it is time, used or not; a failure is noted and hurts nobody else."""
    try:
        account = renewed(account)
    except NotNowError:
        return
    except BrokenError as error:
        note_failure(account, error)
        return
    if account.failing_since and not registry.kind(account.kind).capabilities.can_pull:
        note_success(account, next_in=0)  # no pull will ever say that it is well again


def _renewed(account: Account) -> Account:
    kind = registry.kind(account.kind)
    if not isinstance(kind, Renews) or account.removed_at:
        return account
    if left := _unkept.pop(account.pk, None):
        account = _kept(*left)
    try:
        grant = kind.renew(open_access(account))
    except BrokenError:
        raise
    except SpentError as error:
        raise BrokenError(error.code, error.words, retry_after=error.retry_after) from error
    except Exception as error:
        _log.exception("renewing the permission of account %s failed", account.pk)
        raise unexpected(error) from error
    return _kept(account, grant) if grant else account


def _kept(account: Account, grant: Grant) -> Account:
    try:
        return _keep(account, grant)
    except DatabaseError as error:
        _unkept[account.pk] = (account, grant)
        _log.exception("the new permission of account %s waits for room", account.pk)
        raise unexpected(error) from error


@transaction.atomic(durable=True)
def _keep(account: Account, grant: Grant) -> Account:
    """Store it, unless a person has brought another permission meanwhile: theirs is the newer."""
    row = Account.objects.select_for_update().get(pk=account.pk)
    then, today = opened_secrets(account), opened_secrets(row)
    if not row.removed_at and all(then.get(name) == today.get(name) for name in grant.secrets):
        lay(row, grant)
        row.save(update_fields=[name for name in GRANTED if name != "renew_at"])
    return row


def _lease(pk: int) -> datetime:
    """Wait for our turn; says until when it lasts. Raises `BrokenError` when it does not come."""
    end = time.monotonic() + PATIENCE
    while (until := _take(pk)) is None:
        holder, rests = Account.objects.values_list("renewed_by", "renew_at").get(pk=pk)
        left = (rests - now()).total_seconds() if rests else 0
        if not holder and left > 0:
            words = _("The permission could not be renewed just now. It is tried again by itself.")
            raise NotNowError("renewal", words, retry_after=left)
        if time.monotonic() > end or stopping.is_set():
            words = _("Another worker is renewing the permission. It goes on by itself.")
            raise NotNowError("renewing", words, retry_after=30)
        time.sleep(0.05)
    return until


def _take(pk: int) -> datetime | None:
    moment, me = now(), presence.my_token()
    until = moment + LEASE
    row = Account.objects.filter(pk=pk)
    if row.filter(Q(renew_at=None) | Q(renew_at__lte=moment)).update(renewed_by=me, renew_at=until):
        return until
    holder = row.exclude(renewed_by="").values_list("renewed_by", flat=True).first()
    if holder and presence.is_gone(holder):
        return (
            until if row.filter(renewed_by=holder).update(renewed_by=me, renew_at=until) else None
        )
    return None


def _rest(pk: int, until: datetime, error: BrokenError) -> None:
    """Nobody asks again at once; a person who begins again does not wait."""
    wait = timedelta(seconds=wait_after(1, error.retry_after))
    mine = Account.objects.filter(pk=pk, renewed_by=presence.my_token(), renew_at=until)
    _quietly(lambda: mine.update(renewed_by="", renew_at=now() + wait))


def _let_go(pk: int, until: datetime) -> None:
    mine = Account.objects.filter(pk=pk, renewed_by=presence.my_token(), renew_at=until)
    _quietly(lambda: mine.update(renewed_by="", renew_at=None))


def _quietly(act: Callable[[], object]) -> None:
    """A lease that can't be given back (a full disk) runs out by itself."""
    try:
        act()
    except DatabaseError:
        _log.exception("a lease could not be given back")
