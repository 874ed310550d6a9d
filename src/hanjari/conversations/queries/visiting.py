"""A visitor's talk as the visitor sees it: their words and our sent answers, nothing internal."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.http import Http404

from hanjari.channels import registry
from hanjari.channels.access import open_access
from hanjari.channels.contract import Raw, UnreadableError
from hanjari.channels.kinds.webform.tickets import open_talk
from hanjari.channels.models import Delivery, RawPayload, Visit
from hanjari.listening.models import Message


class Said(NamedTuple):
    """One thing said in the talk; `name` is empty for what we said."""

    at: datetime
    is_ours: bool
    name: str
    text: str


def visit_at(token: str) -> Visit:
    """The visit behind a private link, or 404."""
    found = open_talk(token)
    rows = Visit.objects.select_related("account__organisation")
    visit = (
        found
        and rows.filter(account=found[0], talk=found[1], account__removed_at__isnull=True).first()
    )
    if not visit:
        raise Http404
    return visit


def talk_of(visit: Visit) -> list[Said]:
    """Everything said in it, in order. Another talk that staff merged with it is not shown here."""
    waiting = _waiting(visit)  # asked first: what is read in between the two questions is in both
    theirs = _theirs(visit)
    said = [*(waiting | theirs).values(), *_ours(visit)]
    return sorted(said, key=lambda one: one.at)


def _theirs(visit: Visit) -> dict[str, Said]:
    rows = Message.objects.filter(
        account=visit.account_id, root_id=visit.talk, is_ours=False, erased_at__isnull=True
    )
    return {
        message.external_id: Said(
            message.posted_at, is_ours=False, name=message.author.name, text=message.text
        )
        for message in rows.select_related("author").order_by("pk")[:500]
    }


def _waiting(visit: Visit) -> dict[str, Said]:
    """Sent a moment ago and not read in yet: the visitor sees that it has arrived."""
    waiting: dict[str, Said] = {}
    rows = RawPayload.objects.filter(
        account=visit.account_id, state=RawPayload.State.WAITING, hints__talk=visit.talk
    )
    access, kind = open_access(visit.account), registry.kind(visit.account.kind)
    for row in rows.order_by("pk")[:50]:
        try:
            envelopes = kind.read(access, Raw(bytes(row.body), row.hints))
        except UnreadableError:
            continue
        for envelope in envelopes:
            waiting[envelope.external_id] = Said(
                envelope.posted_at, is_ours=False, name=envelope.sender.name, text=envelope.text
            )
    return waiting


def _ours(visit: Visit) -> Iterator[Said]:
    rows = Delivery.objects.filter(
        account=visit.account_id, state=Delivery.State.SENT, outgoing__root_id=visit.talk
    )
    erased = Message.objects.filter(
        account=visit.account_id,
        external_id__in=rows.values("external_id"),
        erased_at__isnull=False,
    )
    for row in rows.exclude(external_id__in=erased.values("external_id")).order_by("pk")[:500]:
        yield Said(row.sent_at or row.created_at, is_ours=True, name="", text=row.outgoing["text"])
