"""What members say of noise; their word stands over every rule, and is never forgotten."""

from django.db import transaction

from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.listening.models import Fold, Folded, Message
from hanjari.people.models import Member


@transaction.atomic
def call_noise(message: Message, *, by: Member) -> Fold:
    """Say that it is noise: it is folded, and copies that come later fold with it. Safe to repeat."""
    row = Folded.objects.select_related("fold").filter(message=message).first()
    fold = row.fold if row else message.folds.filter(undone_at=None).order_by("pk").first()
    if fold is None or fold.undone_at:
        fold = Fold.objects.create(
            organisation_id=message.organisation_id, reason=Fold.Reason.SAID, first=message, by=by
        )
    Folded.objects.update_or_create(
        message=message, defaults={"fold": fold, "is_out": False, "by": by, "at": now()}
    )
    _record("noise.called", message, by)
    return fold


@transaction.atomic
def call_signal(message: Message, *, by: Member) -> None:
    """Say that it is no noise: it is shown and counted again, and no rule folds it any more. Safe to repeat."""
    count = Folded.objects.filter(message=message, is_out=False).update(
        is_out=True, by=by, at=now()
    )
    if count:
        _record("noise.denied", message, by)


@transaction.atomic
def unfold(fold: Fold, *, by: Member) -> None:
    """All of a fold are shown and counted again, and what comes to them later is, too. Safe to repeat."""
    if not Fold.objects.filter(pk=fold.pk, undone_at=None).update(undone_by=by, undone_at=now()):
        return
    fold.folded.filter(is_out=False).update(is_out=True, by=by, at=now())
    record(
        "fold.undone", "message", fold.first_id, organisation=fold.organisation_id, by=by,
        reason=fold.reason,
    )  # fmt: skip


def _record(event: str, message: Message, by: Member) -> None:
    record(event, "message", message.pk, organisation=message.organisation_id, by=by)
