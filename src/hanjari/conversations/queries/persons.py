"""The person beside the thread: who they are here, and all they said to us on every channel."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from hanjari.conversations.models import Conversation
from hanjari.conversations.queries.access import conversations_for
from hanjari.kit.numbers import row_number
from hanjari.listening.models import Author, Message, Person
from hanjari.people.models import Member


class PersonCard(NamedTuple):
    """What is known of somebody: their identities, and how often we have spoken."""

    person: Person
    authors: list[Author]
    message_count: int
    conversation_count: int
    open_count: int
    first_at: datetime | None
    last_at: datetime | None


class Past(NamedTuple):
    """A page of a person's conversations; `before` asks for the next one."""

    conversations: list[Conversation]
    before: str


PAGE = 20


def person_for(member: Member, pk: int) -> Person:
    """Somebody with whom the member may see at least one conversation; else 404."""
    person = get_object_or_404(Person, pk=pk, organisation=member.organisation_id)
    if not _conversations(member, _same(person)).exists():
        raise Http404
    return person


def person_card(member: Member, person: Person) -> PersonCard:
    """The card beside the thread."""
    same = _same(person)
    rows = _conversations(member, same)
    told = Message.objects.filter(author__person__in=same, turn__conversation__in=rows).aggregate(
        count=Count("pk"), first=Min("posted_at"), last=Max("posted_at")
    )
    counted = rows.aggregate(
        all=Count("pk"), open=Count("pk", filter=Q(shelf=Conversation.Shelf.OPEN))
    )
    return PersonCard(
        person=person,
        authors=list(Author.objects.filter(person__in=same).order_by("kind", "pk")),
        message_count=told["count"],
        conversation_count=counted["all"],
        open_count=counted["open"],
        first_at=told["first"],
        last_at=told["last"],
    )


def person_history(member: Member, person: Person, *, before: str = "") -> Past:
    """Their conversations on every channel, newest first."""
    rows = _conversations(member, _same(person)).select_related("account", "assignee")
    if (bound := row_number(before)) is not None:
        rows = rows.filter(last_id__lt=bound)
    found = list(rows.order_by("-last_id")[: PAGE + 1])
    is_more = len(found) > PAGE
    return Past(found[:PAGE], str(found[PAGE - 1].last_id) if is_more else "")


def _same(person: Person) -> Iterable[int]:
    """The person and those that were merged into them."""
    return [person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]


def _conversations(member: Member, persons: Iterable[int]) -> QuerySet[Conversation]:
    spoken = Message.objects.filter(author__person__in=persons).values("turn__conversation")
    return conversations_for(member).filter(pk__in=spoken).exclude(shelf=Conversation.Shelf.MERGED)
