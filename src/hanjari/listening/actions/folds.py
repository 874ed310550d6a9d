"""Folding what comes in: a batch is laid beside what was said within the day before it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import accumulate, groupby

from django.db import transaction
from django.db.models.functions import Left

from hanjari.journal.actions import record
from hanjari.listening import folding
from hanjari.listening.ids import HASH_BITS, first_id_at
from hanjari.listening.ingest.rows import lock, pieces
from hanjari.listening.models import Fold, Folded, Message, Unfolded

BATCHES, FULL = 200, 2_000
"""Arrivals, and about as many messages, looked at in one go: laying them beside the past costs as much for few."""
NEIGHBOURS, FIRSTS = 4_000, 1_000
"""Newest messages, and first messages of folds, beside which new ones are laid: a tenth of a second."""
_CHARACTERS = 2_000
_ROOM = 3
_FEEDS = "feed"


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
    fresh = _messages(pk for batch in batches for pk in batch.message_ids)
    known = _neighbours(organisation_id, fresh) if fresh else {}
    everything = sorted(
        {**known, **{one.pk: one for one in fresh}}.values(), key=lambda one: one.pk
    )
    standing = _standing(everything)
    asked = [one for one in everything if not _is_taken_out(standing.get(one.pk))]
    count = sum(
        _join(organisation_id, group.reason, [asked[place] for place in group.places], standing)
        for group in folding.groups([_post(one) for one in asked])
    )
    Unfolded.objects.filter(pk__in=[batch.pk for batch in batches]).delete()
    if count:
        record(
            "messages.folded", "organisation", organisation_id, organisation=organisation_id,
            message_count=count,
        )  # fmt: skip


def _messages(ids: Iterable[int]) -> list[Message]:
    """Those of these that others wrote, and only what folding looks at of them."""
    theirs = Message.objects.filter(is_ours=False, is_automatic=False, erased_at=None)
    found: list[Message] = []
    for some in pieces(ids):
        found += _brief(theirs.filter(pk__in=some))
    return found


def _brief(rows: "Iterable[Message]") -> "Iterator[Message]":
    columns = ("pk", "author_id", "intent", "posted_at", "account__kind")
    brief = rows.annotate(beginning=Left("text", _CHARACTERS))  # type: ignore[attr-defined] # a query set
    yield from brief.select_related("account").only(*columns)


def _neighbours(organisation_id: int, fresh: Sequence[Message]) -> dict[int, Message]:
    """What was said within the window before, and what began a fold in it."""
    begin = min(one.posted_at for one in fresh) - folding.WINDOW
    end = max(one.posted_at for one in fresh) + folding.WINDOW
    bounds = {"pk__gte": first_id_at(begin), "pk__lt": first_id_at(end)}
    near = Message.objects.filter(organisation=organisation_id, is_ours=False, **bounds)
    ids = list(near.order_by("-pk").values_list("pk", flat=True)[:NEIGHBOURS])
    folds = Fold.objects.filter(
        organisation=organisation_id, first__gte=bounds["pk__gte"], first__lt=bounds["pk__lt"]
    )
    ids += folds.order_by("-first").values_list("first", flat=True)[:FIRSTS]
    return {one.pk: one for one in _messages(set(ids))}


def _post(message: Message) -> folding.Post:
    """A feed is no author: what a newspaper sends at once was written by many hands."""
    author = message.pk if message.account.kind == _FEEDS else message.author_id
    text: str = message.beginning  # type: ignore[attr-defined] # annotated above
    return folding.Post(message.posted_at, author, text, message.intent)


def _standing(messages: Sequence[Message]) -> dict[int, Folded]:
    """Where messages lie already, whether shown or not; the first of copies counts as lying with them."""
    found: dict[int, Folded] = {}
    for some in pieces(one.pk for one in messages):
        folds = Fold.objects.filter(first__in=some, reason=Fold.Reason.COPIES)
        found |= {one.first_id: Folded(message_id=one.first_id, fold=one) for one in folds}
        rows = Folded.objects.filter(message__in=some).select_related("fold")
        found |= {row.message_id: row for row in rows}
    return found


def _is_taken_out(row: Folded | None) -> bool:
    """Whether a member took it out of a fold that stands: it draws nothing to itself any more."""
    return row is not None and row.is_out and row.fold.undone_at is None


def _join(
    organisation_id: int, reason: str, group: Sequence[Message], standing: dict[int, Folded]
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
    fold = fold or Fold.objects.create(organisation_id=organisation_id, reason=reason, first=first)
    rows = [Folded(message=one, fold=fold) for one in loose]
    Folded.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _takes(fold: Fold, reason: str, loose: Sequence[Message]) -> bool:
    """Whether these go into a fold that stands: copies only within the window from its first on."""
    if fold.reason not in (reason, Fold.Reason.SAID):
        return False
    border = fold.first_id + (folding.WINDOW // timedelta(milliseconds=1) << HASH_BITS)
    return reason != Fold.Reason.COPIES or all(one.pk <= border for one in loose)
