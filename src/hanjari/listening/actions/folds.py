"""Folding what comes in: a batch is laid beside what was said within the day before it."""

from collections.abc import Container, Mapping, Sequence
from itertools import accumulate, groupby

from django.db import transaction

from hanjari.journal.actions import record
from hanjari.kit.rows import pieces, where_among
from hanjari.listening import copy_keys, folding
from hanjari.listening.beside import SPAN, Said, beside, lately, read
from hanjari.listening.ingest.locking import lock
from hanjari.listening.models import Fold, Folded, Unfolded

BATCHES, FULL = 200, 2_000
"""Arrivals, and about as many messages, looked at in one go: laying them beside the past costs as much for few."""
_ROOM = 3
_FIRSTS = "SELECT DISTINCT first_id FROM listening_fold WHERE reason = 'copies'"
_LYING = "SELECT message_id FROM listening_folded WHERE TRUE"

Laid = tuple[folding.Group, list[Said]]
"""A group and its messages, the earliest first."""


def await_folding(organisation_id: int, message_ids: Sequence[int]) -> None:
    """Let these messages be looked at for copies and noise, soon but after everything that waits for a person."""
    if message_ids:
        Unfolded.objects.create(organisation_id=organisation_id, message_ids=list(message_ids))


def fold_waiting() -> bool:
    """Look at what arrived; True when more waits than one go holds. Safe to repeat: what lies in a fold stays there."""
    waiting = list(Unfolded.objects.order_by("organisation", "pk")[:BATCHES])
    counts = accumulate(len(one.message_ids) for one in waiting)
    batches = [one for one, count in zip(waiting, counts, strict=True) if count <= FULL]
    batches = batches or waiting[:1]
    for organisation_id, some in groupby(batches, key=lambda one: one.organisation_id):
        _fold(organisation_id, list(some))
    return len(batches) < len(waiting) or len(waiting) == BATCHES


@transaction.atomic
def _fold(organisation_id: int, batches: Sequence[Unfolded]) -> None:
    lock([organisation_id], room=_ROOM)
    fresh = read(organisation_id, (pk for batch in batches for pk in batch.message_ids))
    if fresh:
        _lay_together(organisation_id, fresh)
    Unfolded.objects.filter(pk__in=[batch.pk for batch in batches]).delete()


def _lay_together(organisation_id: int, fresh: Sequence[Said]) -> None:
    """Fold what is new with what lies beside it, and leave keys of what later copies may repeat."""
    keys = copy_keys.keys_of(organisation_id, {one.pk: one.text for one in lately(fresh)})
    held = copy_keys.holders(keys)
    everything = beside(organisation_id, fresh, held.values())
    standing = _standing(everything)
    authors = {one.author_id for one in fresh}
    asked = [one for one in everything if _draws(one, standing.get(one.pk), authors)]
    found = folding.groups([one.post for one in asked])
    groups = [(group, [asked[place] for place in group.places]) for group in found]
    count = sum(_join(organisation_id, group.reason, some, standing) for group, some in groups)
    copy_keys.leave(_left(keys, held, asked, groups))
    if count:
        record(
            "messages.folded", "organisation", organisation_id, organisation=organisation_id,
            message_count=count,
        )  # fmt: skip


def _left(
    keys: copy_keys.Keys, held: Mapping[int, int], asked: Sequence[Said], groups: Sequence[Laid]
) -> dict[int, int]:
    """What its keys lead to from now on: to what stands alone, and to the first of copies.

    A key stays where it leads to something that draws copies, or to what was said more than a day later.
    """
    behind = {one.pk for group, some in groups for one in (some if group.is_noise else some[1:])}
    drawing = {one.pk for one in asked}
    left: dict[int, int] = {}
    for pk in sorted(drawing.intersection(keys) - behind):
        for key in keys[pk]:
            holder = held.get(key, 0)
            if holder not in drawing and holder <= pk + SPAN:
                left.setdefault(key, pk)
    return left


def _standing(messages: Sequence[Said]) -> dict[int, Folded]:
    """Where messages lie already, whether shown or not; the first of copies counts as lying with them."""
    ids = [one.pk for one in messages]
    found: dict[int, Folded] = {}
    for some in pieces(row[0] for row in where_among(_FIRSTS, "first_id", ids)):
        folds = Fold.objects.filter(first__in=some, reason=Fold.Reason.COPIES)
        found |= {one.first_id: Folded(message_id=one.first_id, fold=one) for one in folds}
    for some in pieces(row[0] for row in where_among(_LYING, "message_id", ids)):
        rows = Folded.objects.filter(message__in=some).select_related("fold")
        found |= {row.message_id: row for row in rows}
    return found


def _draws(message: Said, row: Folded | None, authors: Container[int]) -> bool:
    """Whether it draws anything to itself: not what a member took out of a fold that stands.

    Nor noise, unless its author speaks again: who says the same as an advertisement is heard.
    """
    if row is None or row.fold.undone_at:
        return True
    is_noise = row.fold.reason not in (Fold.Reason.COPIES, Fold.Reason.SAID)
    return not row.is_out and (not is_noise or message.author_id in authors)


def _join(
    organisation_id: int, reason: str, group: Sequence[Said], standing: dict[int, Folded]
) -> int:
    """Put what lies nowhere yet into the group's fold, or into a new one; how many were put.

    A group that a member took apart stays apart, whoever comes to it later.
    """
    folds = [standing[one.pk].fold for one in group if one.pk in standing]
    loose = [one for one in group if one.pk not in standing]
    if not loose or any(fold.undone_at for fold in folds):
        return 0
    fold = next((one for one in folds if _takes(one, reason, loose)), None)
    if fold is None and reason == Fold.Reason.COPIES:
        first, *loose = loose
    else:
        first = loose[0]
    if not loose:
        return 0
    fold = fold or Fold.objects.create(
        organisation_id=organisation_id, reason=reason, first_id=first.pk
    )
    rows = [Folded(message_id=one.pk, fold=fold) for one in loose]
    Folded.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _takes(fold: Fold, reason: str, loose: Sequence[Said]) -> bool:
    """Whether these go into a fold that stands: copies only within the window from its first on."""
    if fold.reason not in (reason, Fold.Reason.SAID):
        return False
    border = fold.first_id + SPAN
    return reason != Fold.Reason.COPIES or all(one.pk <= border for one in loose)
