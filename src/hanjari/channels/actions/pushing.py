"""Pushes: greeted, verified, on disk at whose account they are, and only then answered."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from hanjari.channels import registry
from hanjari.channels.access import open_access
from hanjari.channels.actions.health import note_forgery
from hanjari.channels.actions.raws import keep_raw
from hanjari.channels.contract import AnswersPush, ForgedError, Greets, Raw, Routes
from hanjari.channels.models import Account
from hanjari.kit.clock import now

FINELY = timedelta(seconds=5)
"""How exactly `pushed_at` is kept: a network that pushes a hundred times a second costs one write."""
_log = logging.getLogger(__name__)


def greet(account: Account, request: HttpRequest) -> HttpResponse | None:
    """Answer a network that tries the door; None when this is no handshake, or the kind knows none.

    Raises `ForgedError` (counted) when the other side does not know what only the network can know.
    """
    kind = registry.kind(account.kind)
    if not isinstance(kind, Greets):
        return None
    try:
        return kind.greet(open_access(account), request)
    except ForgedError:
        note_forgery(account)
        raise


def receive(account: Account, request: HttpRequest) -> HttpResponse:
    """Take a push at the account's door; gives what the network is answered.

    Raises `ForgedError` (counted; the network is answered 403).
    """
    kind = registry.kind(account.kind)
    if greeting := greet(account, request):
        return greeting
    access = open_access(account)
    try:
        raws = kind.verify(access, request)
    except ForgedError:
        note_forgery(account)
        raise
    _keep(account, raws)
    if not isinstance(kind, AnswersPush):
        return HttpResponse(status=200)
    try:
        return kind.answer_push(access, request, raws)
    except Exception:
        _log.exception("the push at account %s is kept, but could not be answered", account.pk)
        return HttpResponse(status=200)


def _keep(account: Account, raws: Sequence[Raw]) -> None:
    """All of a push or nothing of it: a network that is not thanked sends it again, whole."""
    found: defaultdict[int, list[Raw]] = defaultdict(list)
    kind = registry.kind(account.kind)
    router = kind if isinstance(kind, Routes) else None  # asked once: it looks at every method
    open_ones = {one.pk: one for one in _concerned(account, router)}
    for raw in raws:
        for pk in _whose(account, router.whose(raw) if router else "", open_ones):
            found[pk].append(raw)
    stale = Q(pushed_at=None) | Q(pushed_at__lt=now() - FINELY)
    with transaction.atomic():
        for pk in sorted(found):  # in one order always: no two pushes wait for each other
            keep_raw(open_ones[pk], found[pk])
        Account.objects.filter(stale, pk__in={account.pk, *found}).update(pushed_at=now())


def _concerned(account: Account, router: Routes | None) -> list[Account]:
    """The accounts that this door may bring something to: neither paused, removed nor another company's."""
    open_ones = Account.objects.filter(paused_at__isnull=True, removed_at__isnull=True)
    if router:
        return list(open_ones.filter(organisation=account.organisation_id, kind=account.kind))
    return list(open_ones.filter(pk=account.pk))


def _whose(account: Account, told: str, open_ones: dict[int, Account]) -> list[int]:
    """The accounts at which a payload is kept: the one behind the door first, then whoever has the id."""
    if not told:
        return [account.pk] if account.pk in open_ones else []
    told = told.casefold()
    theirs = [
        pk for pk, one in open_ones.items() if told in {str(own).casefold() for own in one.own_ids}
    ]
    return [account.pk] if account.pk in theirs else theirs[:1]
