"""What a report tells: the whole course out of the journal, and every word that was said, with its digest."""

from hashlib import sha256
from typing import NamedTuple

from django.db.models import Q

from hanjari.issues.models import Fact, Issue, SignOff, Statement, Version
from hanjari.journal.models import Entry

MOST = 5_000
"""Entries in a report; it says so where there are more."""


class Worded(NamedTuple):
    """A version of a statement with the digest of its title and words, and who signed it."""

    version: Version
    digest: str
    signoffs: list[SignOff]


def chronology_of(issue: Issue) -> list[Entry]:
    """Every entry about the issue and its statements, in sealed order."""
    statements = issue.statements.values("pk")
    about = Q(noun="issue", noun_id=issue.pk) | Q(noun="statement", noun_id__in=statements)
    rows = Entry.objects.filter(about, organisation=issue.organisation_id)
    return list(rows.order_by("id")[: MOST + 1])


def worded(statement: Statement) -> list[Worded]:
    """All versions of a statement, the first one first."""
    rows = statement.versions.prefetch_related("signoffs__by").order_by("number")
    return [Worded(one, digest_of(one), list(one.signoffs.all())) for one in rows]


def digest_of(version: Version) -> str:
    """SHA-256 of title, line feed, words (UTF-8), as anybody can compute it again."""
    return sha256(f"{version.title}\n{version.text}".encode()).hexdigest()


def facts_told(issue: Issue) -> list[Fact]:
    """Every fact in the order in which it was written down, those that were changed later too."""
    rows = Fact.objects.filter(issue=issue).select_related("by", "follows", "followed_by")
    return list(rows.order_by("at", "pk"))
