"""How a commitment ends, and how it changes on the way: in the open, with what it said before."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanjari.commitments import keeping
from hanjari.commitments.actions.making import OwnVerifierError
from hanjari.commitments.actions.passing import held, pass_to, record, step
from hanjari.commitments.actions.tracing import trace
from hanjari.commitments.models import Commitment
from hanjari.commitments.states import ReasonMissingError
from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.people.refusals import RefusalError

State = Commitment.State
_ENDS = (State.KEPT, State.PARTLY_KEPT, State.BROKEN)
REVISABLE = (
    "text", "text_en", "measure", "baseline", "target", "owner", "department", "verifier",
    "current_due",
)  # fmt: skip
"""What may be revised; `first_due` never."""


@transaction.atomic
def end(commitment: Commitment, outcome: str, *, by: Member, reason: str = "") -> Commitment:
    """Say how it ended: `kept`, `partly_kept` or `broken`; the last two with a reason.

    Kept needs verified evidence whose files are what was handed in, and not the owner's own word.
    Raises `PassageRefusedError`, `ReasonMissingError`, `RefusalError`.
    """
    row = held(commitment)
    if outcome not in _ENDS:
        message = f"{outcome} is no end of a commitment"
        raise ValueError(message)
    if outcome != State.BROKEN:
        _must_be_shown(row, by)
    row.ended_at = now()
    return pass_to(row, outcome, f"commitment.{outcome}", by=by, reason=reason)


@transaction.atomic
def revise(commitment: Commitment, *, by: Member, reason: str, **changes: Any) -> Commitment:
    """Change what is promised, in the open: every field keeps what it said before.

    Raises `ReasonMissingError`, `OwnVerifierError`, `RefusalError` once it has ended, `ValueError`
    for a field that may not be revised (`first_due` above all).
    """
    if unknown := set(changes) - set(REVISABLE):
        message = f"not to be revised: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    row = held(commitment)
    if not row.is_open:
        raise RefusalError(_("This promise has ended; what it said stays."))
    told = {
        name: [_shown(getattr(row, name)), _shown(value)]
        for name, value in changes.items()
        if getattr(row, name) != value
    }
    if not told:
        return row
    if not reason.strip():
        raise ReasonMissingError
    for name in told:
        setattr(row, name, changes[name])
    if row.owner_id and row.owner_id == row.verifier_id:
        raise OwnVerifierError
    row.save()
    step(row, row.state, "revised", by=by, reason=reason.strip()[:1000], changes=told)
    facts = {"fields": list(told), "reason": reason.strip()[:300]}
    record("commitment.revised", row, by=by, **facts)
    if "current_due" in told:
        before, after = told["current_due"]
        record("commitment.moved", row, by=by, before=before, after=after, reason=facts["reason"])
    return row


@transaction.atomic
def supersede(
    commitment: Commitment, successor: Commitment, *, by: Member, reason: str
) -> Commitment:
    """Replace it by another promise, which carries on who spoke for it. Raises `RefusalError`."""
    row = held(commitment)
    is_foreign = successor.organisation_id != row.organisation_id
    if successor.pk == row.pk or is_foreign or not successor.is_open:
        raise RefusalError(_("Choose another promise that is still open."))
    row.superseded_by, row.ended_at = successor, now()
    pass_to(
        row, State.SUPERSEDED, "commitment.superseded",
        by=by, reason=reason, successor=successor.number,
    )  # fmt: skip
    trace(row.organisation_id, ("commitment", row.pk), ("commitment", successor.pk), by=by)
    return row


def _must_be_shown(row: Commitment, by: Member) -> None:
    if by.pk == row.owner_id:
        raise RefusalError(_("Whoever keeps the promise can't be the one who calls it kept."))
    verified = row.evidence.filter(verified_at__isnull=False)
    if row.state == State.VERIFIED and all(keeping.is_changed(one) for one in verified):
        raise RefusalError(_("The verified evidence has changed, so the verification is void."))


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
