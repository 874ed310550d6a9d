"""Which entries of the journal tell of a restricted issue; only whoever may see it reads them."""

from django.db.models import Q
from django.urls import reverse

from hanjari.channels.models import Brake
from hanjari.conversations.models import Round
from hanjari.issues.models import Issue, Statement
from hanjari.issues.queries.access import issues_for
from hanjari.people.models import Call, Member


def veiled_from(member: Member) -> Q:
    """Entries about an issue that is closed to the member. An empty Q where none is, which costs one query.

    Its own and those of its twins that name it, its statements, calls, rounds and brakes.
    """
    mine = issues_for(member).filter(is_restricted=True).values("pk")
    closed = Issue.objects.filter(organisation=member.organisation_id, is_restricted=True)
    hidden = list(closed.exclude(pk__in=mine).values_list("pk", flat=True))
    if not hidden:
        return Q()
    statements = Statement.objects.filter(issue__in=hidden).values("pk")
    rounds = Round.objects.filter(about_kind="issue", about_id__in=hidden).values("pk")
    brakes = Brake.objects.filter(about_kind="issue", about_id__in=hidden).values("pk")
    return (
        Q(noun="issue", noun_id__in=hidden)
        | _twins(hidden)
        | Q(noun="statement", noun_id__in=statements)
        | Q(noun="round", noun_id__in=rounds)
        | Q(noun="brake", noun_id__in=brakes)
        | Q(noun="call", noun_id__in=_calls(member, hidden))
    )


def _twins(hidden: list[int]) -> Q:
    """Entries of open issues that name one of these as the same."""
    found = list(Issue.objects.filter(same_as__in=hidden).values_list("pk", flat=True))
    joined = Issue.objects.filter(pk__in=hidden, same_as__isnull=False)
    homes = list(joined.values_list("same_as", flat=True))
    return Q(noun="issue", event="issue.twin_found", noun_id__in=found) | Q(
        noun="issue", event="issue.twin_joined", noun_id__in=homes
    )


def _calls(member: Member, hidden: list[int]) -> list[int]:
    """Calls whose way leads into one of these issues."""
    ways = Q()
    for pk in hidden:
        ways |= Q(url__startswith=reverse("issues:issue", args=[pk]))
    rows = Call.objects.filter(ways, organisation=member.organisation_id)
    return list(rows.values_list("pk", flat=True))
