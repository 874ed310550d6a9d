"""Errands of the channels room: pull, listen, send, read back. Each asks the database what is due."""

import atexit
import logging
import time
from functools import partial

from django.db import connections

from hanjari.channels import actions, queries, registry
from hanjari.channels.access import open_access
from hanjari.channels.contract import BrokenError, SpentError
from hanjari.channels.crew import Crew
from hanjari.channels.models import Account
from hanjari.kit.clock import now
from hanjari.kit.errands import errand, stopping

PULLS, WAITS, SENDS = Crew("pull", 12), Crew("wait", 100), Crew("send", 6)
RENEWALS, LOOKS = Crew("renew", 4), Crew("past", 2)
A_WHILE = 2.0
"""Seconds for which one account's line may keep a sender."""
WAIT_SECONDS = 300.0
"""How long one quiet wait at a network lasts; a paused account is let go of after at most so long."""
RENEW_EVERY = 3600.0
"""Seconds between two looks at a permission that nobody uses."""
_looked_at: dict[int, float] = {}
"""When this worker last looked at an account's permission; a restart looks at all of them."""
_log = logging.getLogger(__name__)


@errand(every=2, lane="pull")
def pull_due_accounts() -> bool:
    """Hand each due account to a thread of its own; one that hangs delays nobody."""
    actions.free_dead_leases(PULLS.busy)
    due = queries.due_accounts(besides=PULLS.busy)
    for pk in list(due.values_list("pk", flat=True)[: PULLS.free]):
        PULLS.offer(pk, partial(actions.pull_account, pk))
    return False


@errand(every=5, lane="pull")
def keep_waiting() -> bool:
    """See that each account that can tell us of news itself is being listened to."""
    for pk in list(queries.waiting_accounts().values_list("pk", flat=True)):
        WAITS.offer(pk, partial(_wait, pk))
    return False


@errand(every=0.5, lane="send")
def send_due_deliveries() -> bool:
    """One delivery per account at a time, oldest first; accounts side by side."""
    firsts = queries.first_deliveries(besides=SENDS.busy).values_list("account_id", "pk")
    for account, pk in firsts[:50]:
        SENDS.offer(account, partial(_send_on, account, pk))
    return False  # an ended sending changes the database, and that calls again at once


@errand(every=0.5, lane="send")
def do_due_acts() -> bool:
    """Take back, correct and moderate at the network; one thing per account at a time."""
    firsts = queries.first_acts(besides=SENDS.busy).values_list("account_id", "pk")
    for account, pk in firsts[:50]:
        SENDS.offer(account, partial(actions.perform, pk))
    return False


@errand(every=3, lane="send")
def read_back_unknown_deliveries() -> bool:
    """What may have gone out is looked for at the network before anybody may send it again."""
    actions.abandon_dead_claims()
    actions.free_dead_acts()
    for account, pk in list(queries.due_looks().values_list("account_id", "pk")[:20]):
        SENDS.offer(account, partial(actions.reconcile, pk))
    return False


@errand(every=3, lane="pull")
def look_back() -> bool:
    """What was said before is read in hands of its own, while nothing new waits."""
    actions.free_dead_looks(LOOKS.busy)
    if queries.has_news_waiting():
        return False
    for pk in list(queries.due_look_backs().values_list("account", flat=True)[: LOOKS.free]):
        LOOKS.offer(pk, partial(actions.look_back, pk))
    return False


@errand(every=5, lane="pull")
def renew_permissions() -> bool:
    """Every account's permission is looked at once an hour, also where nothing comes or goes."""
    for account in queries.renewable_accounts():
        looked_at = _looked_at.get(account.pk)
        if looked_at is not None and time.monotonic() - looked_at < RENEW_EVERY:
            continue
        if not RENEWALS.offer(account.pk, partial(actions.keep_alive, account)):
            break
        _looked_at[account.pk] = time.monotonic()
    return False


@errand(every=10, lane="post")
def tell_visitors() -> bool:
    """Visitors who left an address hear that they were answered."""
    return bool(actions.tell_visitors())


@errand(every=actions.WATCH_EVERY, lane="watch")
def watch_accounts() -> bool:
    """Owners hear within a minute of a channel that stands still."""
    actions.watch_accounts()
    return False


@errand(every=3600)
def forget_knocks() -> bool:
    """Tries at public doors are forgotten after a day, ways back from a network after a quarter of an hour."""
    actions.forget_knocks()
    actions.forget_consents()
    return False


@atexit.register
def _let_sends_end() -> None:
    """A clean stop gives running sends a moment; what does not end in time is read back later."""
    SENDS.finish(4)


def _send_on(account: int, pk: int | None) -> None:
    """Send an account's due deliveries one after another for a while, then let others have the hand."""
    until = time.monotonic() + A_WHILE
    while pk and actions.deliver(pk) and time.monotonic() < until and not stopping.is_set():
        mine = queries.due_deliveries().filter(account=account)
        pk = mine.values_list("pk", flat=True).first()


def _wait(account_id: int) -> None:
    """Listen at the network once; when something may be new, the account is due at once."""
    account = Account.objects.get(pk=account_id)
    kind, access = registry.kind(account.kind), open_access(account)
    connections.close_all()  # a wait is long, and a connection is better used elsewhere
    began = time.monotonic()
    try:
        is_new = kind.wait(access, WAIT_SECONDS)
    except (BrokenError, SpentError) as error:
        actions.note_failure(account, error)
        return
    if is_new:
        Account.objects.filter(pk=account_id).update(next_pull_at=now())
    elif time.monotonic() - began < 1:
        time.sleep(1)  # a network that hangs up at once is not asked in a circle
