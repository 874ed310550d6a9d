"""Evidence: handed in by one, verified or refused by another."""

import hashlib
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hanjari.commitments import keeping
from hanjari.commitments.actions.passing import held, pass_to, record
from hanjari.commitments.models import Commitment, Evidence
from hanjari.commitments.states import ReasonMissingError
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.people.models import Member
from hanjari.people.permissions import Permission
from hanjari.people.refusals import RefusalError

CHANGED = "commitment.evidence_changed"
State = Commitment.State
_OPEN = (State.ACCEPTED, State.PUBLISHED, State.IN_PROGRESS, State.EVIDENCE, State.VERIFIED)


class NotTheVerifierError(RefusalError):
    """Evidence is looked at by somebody who neither keeps the promise nor handed it in."""

    words = _(
        "Somebody else must look at this: neither the owner nor who handed it in may verify it."
    )


@transaction.atomic
def submit_evidence(
    commitment: Commitment,
    *,
    by: Member | None,
    kind: str,
    words: str = "",
    url: str = "",
    file: "File[Any] | None" = None,
    value: str = "",
    is_public: bool = False,
) -> Evidence:
    """Hand in an address (http or https), a file (kept with its digest) or a figure.

    Raises `RefusalError` for an address of another kind, no or too large a file, no figure, or a
    promise that is not open.
    """
    row = held(commitment)
    if row.state not in _OPEN:
        raise RefusalError(_("This promise takes no evidence: it is not decided, or has ended."))
    made = Evidence(
        commitment=row, kind=kind, words=words.strip()[:500], submitted_by=by, is_public=is_public
    )
    if kind == Evidence.Kind.URL:
        made.url = _address(url)
    elif kind == Evidence.Kind.FILE:
        _take_file(made, file)
    else:
        made.value = value.strip()[:100]
        if not made.value:
            raise RefusalError(_("Write down the figure."))
    made.save()
    facts: dict[str, Any] = {"evidence": made.pk, "kind": kind}
    if row.state == State.EVIDENCE:
        record("commitment.evidence_submitted", row, by=by, **facts)
    else:
        pass_to(row, State.EVIDENCE, "commitment.evidence_submitted", by=by, **facts)
    return made


def may_verify(evidence: Evidence, member: Member) -> bool:
    """Neither owner nor submitter; the named verifier, or where none is named, who may decide."""
    promise = evidence.commitment
    if member.pk in (promise.owner_id, evidence.submitted_by_id):
        return False
    if promise.verifier_id:
        return member.pk == promise.verifier_id
    return member.can(Permission.DECIDE_COMMITMENT)


@transaction.atomic
def verify(evidence: Evidence, *, by: Member) -> Evidence:
    """Say that the evidence shows what was promised. Safe to repeat.

    Raises `NotTheVerifierError`, `RefusalError` for a file that is no longer what was handed in.
    """
    row, found = held(evidence.commitment), _held_evidence(evidence)
    if not may_verify(found, by):
        raise NotTheVerifierError
    if found.verified_at:
        return found
    if found.refused or row.state not in (State.EVIDENCE, State.VERIFIED):
        raise RefusalError(_("This evidence was refused, or the promise has ended."))
    if keeping.is_changed(found):
        raise RefusalError(
            _("The file has changed since it was handed in, so it can't be verified.")
        )
    found.verified_by, found.verified_at = by, now()
    found.save(update_fields=["verified_by", "verified_at"])
    if row.state == State.VERIFIED:
        record("commitment.verified", row, by=by, evidence=found.pk)
    else:
        pass_to(row, State.VERIFIED, "commitment.verified", by=by, evidence=found.pk)
    return found


@transaction.atomic
def refuse_evidence(evidence: Evidence, reason: str, *, by: Member) -> Evidence:
    """Say why it does not show what was promised; with none left the work goes on.

    Raises `NotTheVerifierError`, `ReasonMissingError`, `RefusalError` when it is verified already.
    """
    row, found = held(evidence.commitment), _held_evidence(evidence)
    if not may_verify(found, by):
        raise NotTheVerifierError
    if not reason.strip():
        raise ReasonMissingError
    if found.verified_at or row.state != State.EVIDENCE:
        raise RefusalError(_("This evidence is verified already, or the promise has ended."))
    found.refused = reason.strip()[:500]
    found.save(update_fields=["refused"])
    if row.evidence.filter(refused="").exists():
        record("commitment.evidence_refused", row, by=by, evidence=found.pk, reason=found.refused)
    else:
        pass_to(
            row, State.IN_PROGRESS, "commitment.evidence_refused",
            by=by, reason=found.refused, evidence=found.pk,
        )  # fmt: skip
    return found


@transaction.atomic
def note_changed(evidence: Evidence, *, by: Member) -> None:
    """A file was opened and is no longer what was handed in: once on record, whoever opens it next."""
    row = held(evidence.commitment)
    told = Entry.objects.filter(event=CHANGED, noun="commitment", noun_id=row.pk)
    if evidence.pk not in [facts.get("evidence") for facts in told.values_list("facts", flat=True)]:
        record(CHANGED, row, by=by, evidence=evidence.pk)


def _address(url: str) -> str:
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")) or len(url) > 1000:
        raise RefusalError(_("Give an address that begins with https:// or http://."))
    return url


def _take_file(made: Evidence, file: "File[Any] | None") -> None:
    if file is None or not file.size:
        raise RefusalError(_("Choose a file that is not empty."))
    if file.size > keeping.LARGEST:
        raise RefusalError(
            _("The file is larger than 20 MB. Hand in a smaller one, or its address.")
        )
    made.name = (file.name or "").rpartition("/")[2][-200:]
    body = file.read()
    made.size, made.sha256 = len(body), hashlib.sha256(body).hexdigest()
    keeping.keep(made, body)


def _held_evidence(evidence: Evidence) -> Evidence:
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("commitment")
    return rows.get(pk=evidence.pk)
