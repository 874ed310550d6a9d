"""Making a commitment: proposed by one, decided by who may, or declined with a reason."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from hanjari.commitments.actions.passing import held, pass_to, record, step
from hanjari.commitments.actions.tracing import trace
from hanjari.commitments.models import Commitment, Remark
from hanjari.kit.clock import now
from hanjari.people.models import Department, Member, Organisation
from hanjari.people.refusals import RefusalError

State = Commitment.State


class OwnVerifierError(RefusalError):
    """Nobody verifies what is theirs to keep."""

    words = _(
        "Whoever keeps the promise can't verify it. Choose somebody else. Nothing was changed."
    )


@transaction.atomic
def propose(
    organisation: Organisation,
    text: str,
    *,
    by: Member | None,
    first_due: date,
    owner: Member | None = None,
    department: Department | None = None,
    measure: str = "",
    baseline: str = "",
    target: str = "",
    verifier: Member | None = None,
    text_en: str = "",
    sources: Iterable[tuple[str, int]] = (),
    is_exercise: bool = False,
) -> Commitment:
    """Propose to promise this by `first_due`; `sources` (noun, id) are what led to it.

    Numbers count per organisation without gaps or doubles: its row is held meanwhile.
    Raises `OwnVerifierError`.
    """
    if owner and verifier and owner.pk == verifier.pk:
        raise OwnVerifierError
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    last = Commitment.objects.filter(organisation=organisation).aggregate(n=Max("number"))["n"]
    made = Commitment.objects.create(
        organisation=organisation, number=(last or 0) + 1, text=text.strip()[:500],
        text_en=text_en.strip()[:500], measure=measure.strip()[:200], baseline=baseline.strip()[:100],
        target=target.strip()[:100], owner=owner, department=department, verifier=verifier,
        first_due=first_due, current_due=first_due, is_exercise=is_exercise, made_by=by,
    )  # fmt: skip
    for source in sources:
        trace(organisation, source, ("commitment", made.pk), by=by)
    step(made, "", State.PROPOSED, by=by)
    record("commitment.proposed", made, by=by, due=first_due.isoformat())
    return made


@transaction.atomic
def accept(commitment: Commitment, *, by: Member) -> Commitment:
    """Decide that it will be done. Safe to repeat. Raises `PassageRefusedError`."""
    row = held(commitment)
    if row.decided_at and row.state != State.PROPOSED:
        return row
    row.decided_at = now()
    return pass_to(
        row, State.ACCEPTED, "commitment.decided", by=by, due=row.current_due.isoformat()
    )


@transaction.atomic
def decline(commitment: Commitment, reason: str, *, by: Member) -> Commitment:
    """Decide that it will not be done, and say why. Raises `PassageRefusedError`, `ReasonMissingError`."""
    row = held(commitment)
    row.ended_at = now()
    return pass_to(row, State.DECLINED, "commitment.declined", by=by, reason=reason)


@transaction.atomic
def publish(commitment: Commitment, *, by: Member) -> Commitment:
    """Let the public read it; it can't be hidden again. Safe to repeat. Raises `RefusalError`."""
    row = held(commitment)
    if row.is_exercise or row.state in (State.PROPOSED, State.DECLINED):
        raise RefusalError(_("Only decided promises, and none of a drill, can be shown in public."))
    if row.is_public:
        return row
    row.is_public = True
    if row.state == State.ACCEPTED:
        return pass_to(row, State.PUBLISHED, "commitment.published", by=by)
    row.save(update_fields=["is_public"])
    step(row, row.state, State.PUBLISHED, by=by)
    record("commitment.published", row, by=by)
    return row


@transaction.atomic
def begin(commitment: Commitment, *, by: Member) -> Commitment:
    """Work on it has begun. Raises `PassageRefusedError`."""
    return pass_to(held(commitment), State.IN_PROGRESS, "commitment.begun", by=by)


@transaction.atomic
def remark(commitment: Commitment, text: str, *, by: Member) -> Remark:
    """Tell colleagues how it stands; the public does not read it. Raises `RefusalError`.

    The same words again by the same member, nothing in between, are one remark.
    """
    row, words = held(commitment), text.strip()[:1000]
    if not words:
        raise RefusalError(_("Write how it stands. Nothing was changed."))
    if not row.is_open:
        raise RefusalError(_("This promise has ended, so nothing was added."))
    last = row.remarks.order_by("-pk").first()
    if last and (last.by_id, last.text) == (by.pk, words):
        return last
    made = Remark.objects.create(commitment=row, by=by, text=words)
    record("commitment.remarked", row, by=by, words=words[:120])
    return made
