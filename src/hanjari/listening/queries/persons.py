"""Persons: whom a member may know of, and everything one person said to us."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from hanjari.listening.erasing import NOBODY
from hanjari.listening.models import Author, Merge, Message, Person
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

SHOWN_AT_ONCE = 50


def persons_for(member: Member) -> QuerySet[Person]:
    """Persons of the member's organisation; who reads only their departments knows only who spoke there."""
    persons = Person.objects.filter(organisation=member.organisation_id)
    if member.can(Permission.READ_ALL):
        return persons
    return persons.filter(authors__messages__in=_messages(member)).distinct()


def person_for(member: Member, pk: int) -> Person:
    """One of them; a stranger gets 404. A merged person is still found: its page leads on."""
    return get_object_or_404(persons_for(member), pk=pk)


def persons_named(member: Member, words: str, limit: int = 20) -> list[Person]:
    """Persons whose name or handle has these words, for merging and for filters."""
    words = words.strip()
    if not words:
        return []
    named = Q(authors__name__icontains=words) | Q(authors__handle__icontains=words)
    known = persons_for(member).filter(named).exclude(authors__kind=NOBODY)
    return list(known.distinct().order_by("name", "pk")[:limit])


def circle_of(person: Person) -> list[int]:
    """Ids of all persons found to be the same one as this: its root first, then who was merged in."""
    root, steps = person, 0
    while root.merged_into is not None and steps < SHOWN_AT_ONCE:
        root, steps = root.merged_into, steps + 1
    circle, fresh = [root.pk], [root.pk]
    while fresh:
        found = Person.objects.filter(merged_into__in=fresh).exclude(pk__in=circle)
        fresh = list(found.order_by("pk").values_list("pk", flat=True))
        circle += fresh
    return circle


def identities_of(person: Person) -> QuerySet[Author]:
    """Under which names, where, this person speaks."""
    return Author.objects.filter(person__in=circle_of(person)).order_by("kind", "pk")


def history_for(
    member: Member, person: Person, *, before: int | None = None, limit: int = SHOWN_AT_ONCE
) -> list[Message]:
    """What the person said over all channels that the member may see, newest first."""
    said = _messages(member).filter(author__person__in=circle_of(person))
    if before is not None:
        said = said.filter(pk__lt=before)
    return list(said.select_related("author", "account").order_by("-pk")[:limit])


def merges_of(person: Person) -> QuerySet[Merge]:
    """The merges that stand, each with its ground, to be shown and taken back."""
    return (
        Merge.objects.filter(person__in=circle_of(person), undone_at=None)
        .select_related("person", "into", "by")
        .order_by("at")
    )


def _messages(member: Member) -> QuerySet[Message]:
    messages = Message.objects.filter(organisation=member.organisation_id)
    if member.can(Permission.READ_ALL):
        return messages
    if member.can(Permission.READ_DEPARTMENT):
        return messages.filter(account__department__in=member.departments.all())
    return messages.none()
