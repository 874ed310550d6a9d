"""Erasing: the right to be forgotten, and originals whose time is over."""

import json
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.kit.secrets import unseal
from hanjari.listening import search
from hanjari.listening.erasing import erase_rows
from hanjari.listening.models import Author, Message, Original, Person, Tombstone
from hanjari.listening.queries import circle_of
from hanjari.people.models import Member


@transaction.atomic
def erase_message(message: Message, *, reason: str, by: Member | None) -> Message:
    """Words, media and author go, everywhere; a tombstone, the times and our answers stay.

    Safe to repeat. Our own posts keep their words: they are the record of what we said.
    """
    _record(erase_rows([message], reason), reason, by)
    message.refresh_from_db()
    return message


@transaction.atomic
def erase_person(person: Person, *, reason: str, by: Member) -> int:
    """Everything a person said, under all names we know to be theirs; returns how many messages."""
    circle = circle_of(person)
    authors = Author.objects.filter(person__in=circle, is_ours=False)
    messages = list(Message.objects.filter(author__in=authors, is_ours=False, erased_at=None))
    erased = erase_rows(messages, reason)
    authors.filter(messages=None).delete()
    Person.objects.filter(pk__in=circle, authors=None).delete()
    _record(erased, reason, by)
    record(
        "person.erased", "person", person.pk or circle[0], organisation=by.organisation_id, by=by,
        reason=reason, message_count=len(erased),
    )  # fmt: skip
    return len(erased)


@transaction.atomic
def see_original(message: Message, *, by: Member) -> dict[str, str]:
    """The words before masking, where they are still kept; every look is in the journal.

    Raises `Original.DoesNotExist` when none is kept, `SealBrokenError` without its key.
    """
    original = Original.objects.get(message=message, kept_until__gt=now())
    record(
        "original.seen", "message", message.pk, organisation=message.organisation_id, by=by,
        kinds=original.kinds,
    )  # fmt: skip
    words: dict[str, str] = json.loads(unseal(bytes(original.sealed)))
    return words


@transaction.atomic
def forget_originals() -> int:
    """Originals whose days are over go; returns how many."""
    count, _ = Original.objects.filter(kept_until__lte=now()).delete()
    return count


def tidy_search() -> None:
    """After erasures of the last hour, let the index drop their tokens for good."""
    if Tombstone.objects.filter(at__gt=now() - timedelta(hours=1)).exists():
        search.tidy()


def _record(erased: Sequence[Message], reason: str, by: Member | None) -> None:
    for message in erased:
        record(
            "message.erased", "message", message.pk, organisation=message.organisation_id, by=by,
            reason=reason, is_ours=message.is_ours,
        )  # fmt: skip
