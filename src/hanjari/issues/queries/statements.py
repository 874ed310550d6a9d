"""Questions about statements: an issue's, one of them, and those that everybody may read."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.channels import registry
from hanjari.channels.models import Account
from hanjari.issues.models import Issue, Promise, Statement, Version
from hanjari.issues.queries.access import issues_for
from hanjari.people.models import Member, Organisation


def statements_of(issue: Issue) -> QuerySet[Statement]:
    """The issue's statements with all their versions, newest first."""
    return issue.statements.select_related("made_by", "published_by").prefetch_related(
        Prefetch("versions", Version.objects.select_related("by").order_by("-number"))
    )


def corrections_alone(member: Member) -> QuerySet[Statement]:
    """Corrections of the member's organisation that belong to no issue, the newest first."""
    rows = Statement.objects.filter(organisation=member.organisation_id, issue=None)
    return rows.select_related("made_by").prefetch_related(
        Prefetch("versions", Version.objects.order_by("-number"))
    )


def correctable(member: Member) -> QuerySet[Statement]:
    """Published words without an issue: what a correction alone may correct."""
    return corrections_alone(member).filter(published_at__isnull=False)


def statement_for(member: Member, issue_pk: int, pk: int) -> Statement:
    """One statement of an issue that the member may see, or (issue 0) one without; a stranger gets 404."""
    rows = Statement.objects.filter(issue__in=issues_for(member).filter(pk=issue_pk))
    if not issue_pk:
        rows = Statement.objects.filter(organisation=member.organisation_id, issue=None)
    return get_object_or_404(
        rows.select_related("issue__organisation", "organisation", "corrects", "other"), pk=pk
    )


def promise_for(statement: Statement, pk: int) -> Promise:
    """A promise of its newest version; one of an older version is no longer there."""
    newest = statement.versions.order_by("-number")[0]
    return get_object_or_404(newest.promises, pk=pk)


def posting_accounts(organisation: Organisation) -> Sequence[Account]:
    """Channels at which a post can stand by itself, as their kinds say."""
    kinds = [slug for slug, kind in registry.kinds().items() if kind.capabilities.can_post]
    rows = Account.objects.filter(organisation=organisation, removed_at=None, kind__in=kinds)
    return list(rows.order_by("kind", "name"))


def published_statements(organisation: Organisation) -> QuerySet[Statement]:
    """What everybody may read, newest first, and nothing of an exercise.

    Each comes with its versions, newest first, and the corrections that followed it.
    """
    published = Statement.objects.filter(published_at__isnull=False)
    return (
        published.filter(organisation=organisation)
        .exclude(issue__is_exercise=True)
        .select_related("issue", "corrects", "other")
        .prefetch_related(
            Prefetch("versions", Version.objects.order_by("-number")),
            Prefetch("other__versions", Version.objects.order_by("-number")),
            Prefetch("corrects__versions", Version.objects.order_by("-number")),
            Prefetch(
                "corrections",
                published.order_by("published_at").prefetch_related(
                    Prefetch("versions", Version.objects.order_by("-number"))
                ),
            ),
        )
        .order_by("-published_at", "-pk")
    )
