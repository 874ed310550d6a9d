"""What every act on a commitment shares: hold it, take the step, write it down."""

from typing import Any

from hanjari.commitments import states
from hanjari.commitments.models import Commitment, Step
from hanjari.journal import actions as journal
from hanjari.people.models import Member


def held(commitment: Commitment | int) -> Commitment:
    """The commitment as it is now, held until the act is done."""
    pk = commitment if isinstance(commitment, int) else commitment.pk
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=pk)


def pass_to(
    row: Commitment, after: str, event: str, *, by: Member | None, reason: str = "", **facts: Any
) -> Commitment:
    """Take a passage of the table and save the held row. Raises `PassageRefusedError`, `ReasonMissingError`."""
    before, reason = row.state, reason.strip()[:1000]
    if not states.is_allowed(before, after):
        raise states.PassageRefusedError
    if states.needs_reason(after) and not reason:
        raise states.ReasonMissingError
    row.state = after
    row.save()
    step(row, before, after, by=by, reason=reason)
    if reason:
        facts["reason"] = reason
    record(event, row, by=by, **facts)
    return row


def step(
    row: Commitment,
    before: str,
    after: str,
    *,
    by: Member | None,
    reason: str = "",
    changes: dict[str, list[str]] | None = None,
) -> Step:
    """Write down what became of it."""
    return Step.objects.create(
        commitment=row, by=by, before=before, after=after, reason=reason, changes=changes or {}
    )


def record(event: str, row: Commitment, *, by: Member | None, **facts: Any) -> None:
    """One journal row, with what a reader needs to know it by."""
    if row.is_exercise:
        facts["is_exercise"] = True
    journal.record(
        event, "commitment", row.pk, organisation=row.organisation_id, by=by,
        number=row.number, text=row.text[:120], **facts,
    )  # fmt: skip
