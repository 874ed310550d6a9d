"""The shared meter: every account's counts in the database, so that all workers see the same rest.

Each count is one short transaction that locks before it reads, so that contention never grants
more than there is; SQLite takes its one write lock, PostgreSQL the rows (the account first, then
its windows in one order, so that no two wait for each other).
"""

import logging
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from hanjari.channels import registry
from hanjari.channels.contract import Access, Limit, SpentError
from hanjari.channels.metering import money, windows
from hanjari.channels.models import Account

UNCOUNTED_WAIT = 30.0
"""Seconds until it is tried again when nothing could be counted (a full disk)."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SharedMeter:
    """One account's counts. `access` is the account as its kind sees it, to ask who holds a quota."""

    account: Account
    access: Access

    def take(self, name: str, count: int = 1, *, microcents: int = 0) -> None:
        """Count it, or raise `SpentError` and count nothing; what can't be counted is not asked."""
        try:
            with transaction.atomic():
                stop = self._take(name, count, microcents)
        except DatabaseError as error:
            words = _("The desk could not count this, so it asked nothing. It tries again soon.")
            raise SpentError("uncounted", words, UNCOUNTED_WAIT) from error
        if stop:
            raise stop

    def settle(self, name: str, count: int, *, microcents: int = 0) -> None:
        """Count what has been had already; it may go beyond what was left."""
        try:
            with transaction.atomic():
                windows.draw(self._windows(name), count)
                money.write_down(self.account, name, count, microcents)
        except DatabaseError:  # it was read, and reading it again would cost again
            _log.exception("what account %s had could not be counted", self.account.pk)

    def note(self, limit: Limit) -> None:
        """Believe the network."""
        kind = registry.kind(self.account.kind)
        holder = windows.holder_of(kind, self.access, limit.name)
        try:
            with transaction.atomic():
                windows.believe(holder, kind.capabilities.quotas, limit)
        except DatabaseError:  # our own count goes on, and the next answer says it again
            _log.exception("a limit of account %s could not be noted", self.account.pk)

    def _take(self, name: str, count: int, microcents: int) -> SpentError | None:
        if stop := money.stop(self.account, count, microcents):
            return stop
        found = self._windows(name)
        if stop := windows.stop(found, count):
            return stop
        if count or microcents:
            windows.draw(found, count)
            money.write_down(self.account, name, count, microcents)
        return None

    def _windows(self, name: str) -> list[windows.Window]:
        kind = registry.kind(self.account.kind)
        holder = windows.holder_of(kind, self.access, name)
        quotas = [one for one in kind.capabilities.quotas if one.name == name]
        return windows.opened(holder, name, quotas)
