"""Naming: a stream tells writers by their ids; who wrote what was kept is asked for afterwards, apart."""

import logging
from typing import Any

from django.db import transaction

from hanjari.channels import actions as channels
from hanjari.channels import registry
from hanjari.channels.access import open_access
from hanjari.channels.contract import BrokenError, Names, SpentError
from hanjari.channels.envelope import Sender
from hanjari.channels.models import Account, Stream
from hanjari.journal.actions import record
from hanjari.listening.ingest.bounding import bounded_sender
from hanjari.listening.models import Author, Person

AT_ONCE = 25
NEWEST = 500
"""Authors that are looked at; whoever wrote before them was asked for before."""
log = logging.getLogger(__name__)


def name_authors() -> bool:
    """One piece for each stream that is heard. True when more may be asked at once."""
    kinds = [slug for slug, kind in registry.kinds().items() if isinstance(kind, Names)]
    heard = Stream.objects.filter(stopped_at=None, account__kind__in=kinds)
    has_more = False
    for stream in heard.select_related("account"):
        has_more |= _name_some(stream.account)
    return has_more


def _name_some(account: Account) -> bool:
    nameless = _nameless(account)[:AT_ONCE]
    kind = registry.kind(account.kind)
    if not nameless or not isinstance(kind, Names):
        return False
    ids = [one.external_id for one in nameless]
    try:
        senders = kind.named(open_access(channels.renewed(account)), ids)
    except (BrokenError, SpentError) as error:
        log.info("nobody says who wrote at account %s: %s", account.pk, error)
        return False
    found = {one.external_id: bounded_sender(one, account.pk) for one in senders}
    _show(account, nameless, found)
    return len(nameless) == AT_ONCE


def _nameless(account: Account) -> list[Author]:
    authors = Author.objects.filter(organisation=account.organisation_id, kind=account.kind)
    newest = authors.order_by("-pk")[:NEWEST]
    return [one for one in newest if not (one.name or one.handle)]


@transaction.atomic
def _show(account: Account, authors: list[Author], found: dict[str, Sender]) -> None:
    """Who is gone keeps the id as a name, and is not asked for again."""
    for author in authors:
        sender = found.get(author.external_id) or Sender(author.external_id)
        name = sender.name or sender.handle or author.external_id[:200]
        shown: dict[str, Any] = {"name": name, "handle": sender.handle[:200]}
        shown |= {"url": sender.url, "followers": sender.followers} if sender.handle else {}
        Author.objects.filter(pk=author.pk, name="", handle="").update(**shown)
        Person.objects.filter(pk=author.person_id, name="").update(name=name)
    record(
        "authors.named", "account", account.pk, organisation=account.organisation_id,
        author_ids=[author.pk for author in authors],
    )  # fmt: skip
