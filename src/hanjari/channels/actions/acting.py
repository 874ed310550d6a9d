"""Acts on posts that stand at the network: asked for in a request, done by the worker.

An act is claimed (`queued` → `doing`) and committed before the network is called. Whoever dies
after that leaves `doing` behind, and so does a line that breaks: both are queued again, because
every act may be done twice (`contract.posts`).
"""

import logging
from datetime import timedelta

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hanjari.channels import registry
from hanjari.channels.access import open_access
from hanjari.channels.actions.claims import MOST_ATTEMPTS, Claims, failure
from hanjari.channels.actions.health import note_failure, unexpected, wait_after
from hanjari.channels.actions.renewing import NotNowError, renewed
from hanjari.channels.actions.stops import LONGEST, note_stop, spent_of
from hanjari.channels.contract import (
    BrokenError,
    Changes,
    Kind,
    Moderates,
    RefusedError,
    TakesBack,
    UnsureError,
)
from hanjari.channels.models import Account, Act
from hanjari.channels.queries.accounts import sending_accounts
from hanjari.journal import actions as journal
from hanjari.kit import presence
from hanjari.kit.clock import now
from hanjari.kit.secrets import SealBrokenError
from hanjari.people.models import Member

State, What = Act.State, Act.What
_log = logging.getLogger(__name__)
_claims = Claims()


class BusyError(Exception):
    """Something else is still being done with this post."""


def possible(kind: Kind, *, is_ours: bool) -> tuple[str, ...]:
    """What a network lets us do with a post: ours, or somebody else's at our place."""
    if not is_ours:
        acts = kind.moderation_acts if isinstance(kind, Moderates) else ()
        return tuple(act for act in acts if act in Act.MODERATION)
    ours = ((What.CORRECT, Changes), (What.TAKE_BACK, TakesBack))
    return tuple(str(what) for what, ability in ours if isinstance(kind, ability))


@transaction.atomic
def ask_act(
    account: Account, external_id: str, what: str, *, by: Member, reason: str = "", text: str = ""
) -> Act:
    """Have something done with a post; the same again while it waits is the same act.

    Call inside the act that decides it. Raises `BusyError`, `RefusedError` in plain words.
    """
    _must_be_possible(account, what, text)
    same = {"account": account, "external_id": external_id}
    if known := Act.objects.filter(**same, state__in=Act.OPEN).first():
        if (known.what, known.text) == (what, text):
            return known
        raise BusyError
    try:
        with transaction.atomic():
            return Act.objects.create(**same, what=what, text=text, reason=reason[:500], by=by)
    except IntegrityError as error:
        raise BusyError from error


def perform(act_id: int) -> str:
    """Claim one act and do it once; says the state it came to ('' when it was not ours to do)."""
    with _claims.held(act_id) as is_ours:
        if not is_ours or not _claim(act_id):
            return ""
        return _do(Act.objects.select_related("account").get(pk=act_id))


def free_dead_acts() -> int:
    """Acts whose worker died are done again."""
    found = 0
    for act in Act.objects.filter(state=State.DOING).select_related("account"):
        if _claims.is_over(act):
            found += bool(_again(act, _("The connection broke while it was being done.")))
    return found


@transaction.atomic(durable=True)
def _claim(act_id: int) -> bool:
    due = Act.objects.filter(
        pk=act_id,
        state=State.QUEUED,
        not_before__lte=now(),
        account__in=sending_accounts(),
    )
    changes = {"state": State.DOING, "claimed_at": now(), "claimed_by": presence.my_token()}
    return due.update(**changes, attempts=F("attempts") + 1) == 1


def _do(act: Act) -> str:
    try:
        number = _call(registry.kind(act.account.kind), act)
    except BrokenError as error:  # its permission could not be renewed; the network was not asked
        if not isinstance(error, NotNowError):
            note_failure(act.account, error)
        return _wait(act, error.words, error.retry_after, code=error.code)
    except RefusedError as error:
        if stop := spent_of(error):
            note_stop(act.account, stop, is_pull=False)
            return _wait(act, stop.words, stop.retry_after, code=stop.code)
        if error.can_retry and act.attempts < MOST_ATTEMPTS:
            return _again(act, error.words, error.retry_after, code=error.code)
        return _end(act, State.REFUSED, error.code, error.words)
    except SealBrokenError as error:
        broken = unexpected(error)
        return _end(act, State.REFUSED, broken.code, broken.words)
    except UnsureError as error:
        return _again(act, str(error) or _("The connection broke while it was being done."))
    except Exception:
        _log.exception("act %s broke", act.pk)
        return _again(act, _("Something unexpected happened while it was being done."))
    return _end(act, State.DONE, renamed_to="" if number == act.external_id else number)


def _call(kind: Kind, act: Act) -> str:
    """The post's number afterwards. Raises `BrokenError`, `RefusedError`, `UnsureError`, `SealBrokenError`."""
    access = open_access(renewed(act.account))
    if act.what == What.CORRECT and isinstance(kind, Changes):
        return kind.change(access, act.external_id, act.text).external_id
    if act.what == What.TAKE_BACK and isinstance(kind, TakesBack):
        kind.take_back(access, act.external_id)
    elif act.what in Act.MODERATION and isinstance(kind, Moderates):
        kind.moderate(access, act.external_id, act.what)
    else:
        raise _impossible()
    return act.external_id


def _again(act: Act, words: str, after: float | None = None, *, code: str = "unknown") -> str:
    """Once more, later; when it was tried often enough nobody knows, and a person is told."""
    if act.attempts >= MOST_ATTEMPTS:
        return _end(act, State.UNKNOWN, code, words)
    wait = timedelta(seconds=wait_after(act.attempts, after))
    Act.objects.filter(pk=act.pk, state=State.DOING).update(
        state=State.QUEUED, not_before=now() + wait, claimed_by="", failure=failure(code, words)
    )
    return State.QUEUED


def _wait(act: Act, words: str, after: float | None, *, code: str) -> str:
    """Nothing was asked of the network: later, and no attempt is lost."""
    Act.objects.filter(pk=act.pk, state=State.DOING).update(
        state=State.QUEUED,
        not_before=now() + min(timedelta(seconds=wait_after(1, after)), LONGEST),
        attempts=F("attempts") - 1,
        claimed_by="",
        failure=failure(code, words),
    )
    return State.QUEUED


def _end(act: Act, state: str, code: str = "", words: str = "", *, renamed_to: str = "") -> str:
    """How it ended, and the word to whoever listens, in one transaction."""
    is_done = state == State.DONE
    try:
        with transaction.atomic():
            if Act.objects.filter(pk=act.pk, state=State.DOING).update(
                state=state,
                claimed_by="",
                renamed_to=renamed_to[:400],
                done_at=now() if is_done else None,
                failure={} if is_done else failure(code, words),
            ):
                _record(f"act.{state}", act, words)
    except DatabaseError:  # a full disk: the row stays claimed, is freed, and done once more
        _log.exception("the end of act %s could not be kept", act.pk)
        return State.DOING
    return state


def _must_be_possible(account: Account, what: str, text: str) -> None:
    kind = registry.kind(account.kind)
    if account.removed_at:
        raise RefusedError("removed", _("This channel has been removed."), can_retry=False)
    if what not in possible(kind, is_ours=what not in Act.MODERATION):
        raise _impossible()
    if what == What.CORRECT and not text.strip():
        raise RefusedError("empty", _("There is nothing to send."), can_retry=False)


def _impossible() -> RefusedError:
    return RefusedError("impossible", _("This channel has no way to do that."), can_retry=False)


def _record(event: str, act: Act, words: str) -> None:
    journal.record(
        event,
        "act",
        act.pk,
        organisation=act.account.organisation_id,
        account=act.account_id,
        what=act.what,
        external_id=act.external_id,
        words=words,
    )
