"""The promise gate: every promise in a statement becomes a commitment, or somebody says why it is none."""

from datetime import date

from django.db import transaction

from hanjari.commitments import actions as commitments
from hanjari.commitments.models import Commitment
from hanjari.issues.models import Promise, Version
from hanjari.issues.refusals.statement import ReasonlessError
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.language.promises.statements import Promised, promises_in
from hanjari.people.models import Member


def found_in(version: Version) -> list[Promised]:
    """The promises in its words; the next update is kept by the statement's own clock where it has one."""
    statement = version.statement
    found = promises_in(version.text, now(), statement.organisation.time_zone)
    return [one for one in found if not (one.is_update and statement.next_update_at)]


def find_promises(version: Version, before: Version | None) -> None:
    """Write down a new version's promises; what was settled for the same words stays settled."""
    settled = {one.words: one for one in before.promises.all()} if before else {}
    rows = []
    for words in dict.fromkeys(one.words for one in found_in(version)):
        known = settled.get(words)
        rows.append(
            Promise(
                version=version,
                words=words,
                commitment_id=known.commitment_id if known else None,
                not_one=known.not_one if known else "",
            )
        )
    Promise.objects.bulk_create(rows)


@transaction.atomic
def make_commitment(
    promise: Promise, *, by: Member, first_due: date, text: str = "", owner: Member | None = None
) -> Commitment:
    """Let the promise be a commitment of the company, traced to the statement. Safe to repeat."""
    held = Promise.objects.select_for_update().get(pk=promise.pk)
    if held.commitment_id:
        return Commitment.objects.get(pk=held.commitment_id)
    statement = held.version.statement
    sources = [("statement", statement.pk)]
    if statement.issue_id:
        sources.append(("issue", statement.issue_id))
    commitment = commitments.propose(
        statement.organisation, text.strip() or held.words, by=by, first_due=first_due,
        owner=owner, sources=sources,
        is_exercise=bool(statement.issue and statement.issue.is_exercise),
    )  # fmt: skip
    held.commitment_id, held.not_one = commitment.pk, ""
    held.save(update_fields=["commitment_id", "not_one"])
    _record("statement.promise_committed", held, by, commitment=commitment.pk)
    return commitment


@transaction.atomic
def deny_promise(promise: Promise, reason: str, *, by: Member) -> Promise:
    """Say that these words promise nothing, and why."""
    if not reason.strip():
        raise ReasonlessError
    held = Promise.objects.select_for_update().get(pk=promise.pk)
    held.not_one = reason.strip()[:300]
    held.save(update_fields=["not_one"])
    _record("statement.promise_denied", held, by, reason=held.not_one)
    return held


def _record(event: str, promise: Promise, by: Member, **facts: int | str) -> None:
    statement = promise.version.statement
    issue = statement.issue_id
    journal.record(
        event, "issue" if issue else "statement", issue or statement.pk,
        organisation=statement.organisation_id, by=by, statement=statement.pk,
        words=promise.words[:120], **facts,
    )  # fmt: skip
