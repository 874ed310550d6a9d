"""Rounds as their pages show them; a stranger gets 404."""

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.channels.models import Delivery
from hanjari.conversations.models import Recipient, Round
from hanjari.conversations.queries.reaching import WHY
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


@dataclass(frozen=True)
class Counts:
    """How far a round has come, in people."""

    told: int
    on_the_way: int
    waiting: int
    answered_back: int
    untold: list[tuple[str, int]]
    """Why not, in words, and how many."""

    @property
    def all(self) -> int:
        """Everybody whom it concerns, each once."""
        return (
            self.told + self.on_the_way + self.waiting + sum(count for _why, count in self.untold)
        )


def rounds_for(member: Member) -> QuerySet[Round]:
    """Every round of the company, the newest first, for whoever reads all conversations."""
    rows = Round.objects.filter(organisation=member.organisation_id)
    if not member.can(Permission.READ_ALL):
        return rows.none()
    return rows.select_related("written_by", "approved_by")


def round_for(member: Member, pk: int) -> Round:
    """One of them."""
    return get_object_or_404(rounds_for(member).select_related("organisation"), pk=pk)


def rounds_about(member: Member, kind: str, pk: int) -> QuerySet[Round]:
    """Those that tell of this noun."""
    return rounds_for(member).filter(about_kind=kind, about_id=pk)


def counts_of(row: Round) -> Counts:
    """Who was told, who waits, who could not be told and why, who answered since."""
    people = row.recipients
    handed = people.filter(state=Recipient.State.HANDED)
    told = handed.filter(reply__delivery__state=Delivery.State.SENT)
    back = told.filter(reply__message__isnull=False, conversation__heard_id__gt=F("reply__message"))
    why = people.filter(state=Recipient.State.UNTOLD).values("why").annotate(n=Count("pk"))
    sent = told.count()
    return Counts(
        told=sent,
        on_the_way=handed.count() - sent,
        waiting=people.filter(state=Recipient.State.WAITING).count(),
        answered_back=back.count(),
        untold=[
            (str(WHY.get(one["why"], one["why"])), one["n"]) for one in why.order_by("-n", "why")
        ],
    )
