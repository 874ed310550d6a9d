"""What is folded: which messages are not shown, and what lies behind one that is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from hanjari.kit.rows import pieces
from hanjari.listening.models import Fold, Folded, Message
from hanjari.listening.queries.counting import accounts_heard
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

MOST_SHOWN = 200
"""Messages of a fold that are listed at once."""


class Behind(NamedTuple):
    """A fold and how many messages lie in it, the shown one not counted."""

    fold: Fold
    folded_count: int


def folded_among(ids: Iterable[int]) -> set[int]:
    """Those of these messages that are folded away."""
    found: set[int] = set()
    for some in pieces(ids):
        rows = Folded.objects.filter(message__in=some, is_out=False)
        found.update(rows.values_list("message", flat=True))
    return found


def folds_of(ids: Sequence[int]) -> dict[int, Behind]:
    """The standing folds that these messages lie in or stand for, each with its count."""
    mine = Q(first__in=ids) | Q(folded__message__in=ids, folded__is_out=False)
    folds = Fold.objects.filter(mine, undone_at=None).distinct().in_bulk()
    counts = dict(
        Folded.objects.filter(fold__in=list(folds), is_out=False)
        .order_by()
        .values_list("fold")
        .annotate(count=Count("message"))
    )
    behind = {pk: Behind(fold, counts[pk]) for pk, fold in folds.items() if pk in counts}
    found = {one.fold.first_id: one for one in behind.values()}
    rows = Folded.objects.filter(message__in=ids, is_out=False)
    found |= {
        pk: behind[fold] for pk, fold in rows.values_list("message", "fold") if fold in behind
    }
    return {pk: found[pk] for pk in ids if pk in found}


def fold_for(member: Member, pk: int) -> Fold:
    """A fold of the member's company, by what the member may see of it; a stranger gets 404."""
    fold = get_object_or_404(Fold, pk=pk, organisation=member.organisation_id)
    if not member.can(Permission.READ_ALL):
        get_object_or_404(accounts_heard(member), pk=fold.first.account_id)
    return fold


def lies_in(fold: Fold) -> list[int]:
    """The newest messages of a fold, and its first."""
    rows = fold.folded.filter(is_out=False).order_by("-message")
    ids = list(rows.values_list("message", flat=True)[:MOST_SHOWN])
    return ids if fold.first_id in ids else [*ids, fold.first_id]


def is_folded(message: Message) -> bool:
    """Whether it is folded away."""
    return bool(folded_among([message.pk]))
