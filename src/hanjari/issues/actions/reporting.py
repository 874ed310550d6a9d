"""Reporting: who took which report out of the house, and its digest, so that a paper can be checked later."""

from hashlib import sha256

from hanjari.issues.models import Issue
from hanjari.journal.actions import record
from hanjari.people.models import Member


def note_report(issue: Issue, kind: str, body: bytes, *, by: Member) -> str:
    """Write into the journal that this report was taken; gives the SHA-256 of the file."""
    digest = sha256(body).hexdigest()
    record(
        "issue.reported", "issue", issue.pk, organisation=issue.organisation_id, by=by,
        kind=f"report:{kind}", sha256=digest,
    )  # fmt: skip
    return digest
