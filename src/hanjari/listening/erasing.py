"""Erasing rows: what erased words leave behind is a tombstone, a time, and our own answers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Count

from hanjari.channels import actions as channels
from hanjari.channels.models import RawPayload
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.listening import search
from hanjari.listening.models import (
    Author,
    Edition,
    Hit,
    Message,
    Original,
    Person,
    Recurrence,
    Tombstone,
)

NOBODY = "erased"
UNSEEN = "unseen"
"""A tombstone's reason: the network deleted what had not arrived. Kept for so long, and so many:"""
UNSEEN_LASTS = timedelta(days=180)
UNSEEN_MOST = 100_000
"""Tombstones of an account; a network that tells of every deletion anywhere must not fill the disk."""


def lay_tombstones(names: Iterable[tuple[int, str]], reason: str) -> None:
    """From now on these messages rest, whether they have arrived yet or not."""
    Tombstone.objects.bulk_create(
        (
            Tombstone(account_id=account_id, external_id=external_id, reason=reason)
            for account_id, external_id in names
        ),
        ignore_conflicts=True,
    )


def forget_unseen() -> int:
    """Let go of deletions whose messages never came; returns how many."""
    unseen = Tombstone.objects.filter(reason=UNSEEN)
    count, _ = unseen.filter(at__lt=now() - UNSEEN_LASTS).delete()
    crowded = unseen.values("account").annotate(n=Count("pk")).filter(n__gt=UNSEEN_MOST)
    for account_id in list(crowded.values_list("account", flat=True)):
        rows = unseen.filter(account=account_id).order_by("-pk").values_list("pk", flat=True)
        newest_to_go = rows[UNSEEN_MOST]
        gone, _ = unseen.filter(account=account_id, pk__lte=newest_to_go).delete()
        count += gone
    return count


def erase_rows(messages: Sequence[Message], reason: str) -> list[Message]:
    """Take words, media and author out of these messages; returns those that still had them.

    Our own posts keep their words: they are our record, and only say that the network lost them.
    Call inside a transaction; the tombstone is what keeps the next pull from bringing it back.
    """
    standing = [message for message in messages if message.erased_at is None]
    lay_tombstones(((one.account_id, one.external_id) for one in standing), reason)
    theirs = [message for message in standing if not message.is_ours]
    search.remove((one.pk, one.subject, one.text) for one in theirs)
    empty_payloads(_payloads_of(theirs))
    for some in pieces(one.pk for one in theirs):
        Edition.objects.filter(message__in=some).delete()
        Original.objects.filter(message__in=some).delete()
        Recurrence.objects.filter(message__in=some).delete()
        Hit.objects.filter(message__in=some).delete()
    for organisation_id, group in _by_organisation(theirs).items():
        _empty(group, _nobody(organisation_id))
    _forget_silent({one.author_id for one in theirs})
    for some in pieces(one.pk for one in standing):
        Message.objects.filter(pk__in=some).update(erased_at=now())
    return standing


def empty_payloads(ids: Iterable[int]) -> None:
    """Drop the bytes of payloads that hold erased words. What else they held is stored already."""
    for some in pieces(ids):
        RawPayload.objects.filter(pk__in=some).update(body=b"", hints={"erased": True})


def _payloads_of(messages: Sequence[Message]) -> set[int]:
    found = {one.raw_id for one in messages if one.raw_id is not None}
    for some in pieces(one.pk for one in messages):
        found |= set(Recurrence.objects.filter(message__in=some).values_list("raw_id", flat=True))
    return found


def _by_organisation(messages: Sequence[Message]) -> dict[int, list[int]]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for message in messages:
        groups[message.organisation_id].append(message.pk)
    return groups


def _empty(ids: Sequence[int], nobody: Author) -> None:
    for some in pieces(ids):
        Message.objects.filter(pk__in=some).update(
            author=nobody, subject="", text="", quoted="", html="", url="", media=[], reading={}, extra={},
            language="", sentiment=None,
        )  # fmt: skip


def _forget_silent(authors: Iterable[int]) -> None:
    """An identity of whom no word is left goes too, and with the last one the person."""
    for some in pieces(authors):
        silent = Author.objects.filter(pk__in=some, messages=None).exclude(kind=NOBODY)
        persons = list(silent.values_list("person_id", flat=True))
        visitors = silent.filter(kind="webform").values_list("external_id", flat=True)
        channels.forget_visits(list(visitors))
        silent.delete()
        Person.objects.filter(pk__in=persons, authors=None).delete()


def _nobody(organisation_id: int) -> Author:
    """The author of everything erased: one nameless identity an organisation."""
    known = Author.objects.filter(
        organisation_id=organisation_id, kind=NOBODY, external_id=NOBODY
    ).first()
    if known:
        return known
    person = Person.objects.create(organisation_id=organisation_id)
    return Author.objects.create(
        organisation_id=organisation_id, kind=NOBODY, external_id=NOBODY, person=person
    )
