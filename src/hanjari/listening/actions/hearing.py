"""Hearing: payloads and envelopes become messages."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from hanjari.channels.envelope import Envelope
from hanjari.channels.models import Account, RawPayload
from hanjari.journal.actions import record
from hanjari.kit.clock import now
from hanjari.kit.collector import held_off
from hanjari.kit.rows import pieces
from hanjari.listening.ingest.arrival import Place
from hanjari.listening.ingest.bounding import bounded, external_id
from hanjari.listening.ingest.keeping import Kept, kept
from hanjari.listening.ingest.matching import matched
from hanjari.listening.ingest.payloads import take_in, waiting
from hanjari.listening.ingest.understanding import masked, understood
from hanjari.listening.models import Message
from hanjari.people.models import Member


def hear_waiting(limit: int) -> int:
    """Read up to about so many waiting payloads; returns how many there were."""
    payloads = waiting(limit)
    if payloads:
        take_in(payloads)
    return len(payloads)


def keep(
    account: Account,
    envelopes: Iterable[Envelope],
    *,
    arrived_at: datetime | None = None,
    is_overheard: bool = False,
) -> Kept:
    """Keep envelopes whose source is on disk elsewhere (an archive), in the caller's transaction.

    Safe to repeat: what is known already counts as double. What is overheard was said about us,
    not to us, and opens no conversation unless a standing query asks for that.
    """
    place, moment = Place.of(account), arrived_at or now()
    with held_off():
        arrivals = [bounded(envelope, place, moment, envelope.raw_id) for envelope in envelopes]
        for arrival in arrivals:
            arrival.is_overheard = is_overheard
        return kept(matched(understood(masked(arrivals))))


@transaction.atomic
def keep_own(account: Account, envelopes: Sequence[Envelope]) -> dict[str, Message]:
    """Our own posts as their receipts prove them, by the envelopes' ids.

    Where an echo was faster, it is the echo's message; one that the network has deleted already is
    not among them.
    """
    keep(account, envelopes)
    names = {external_id(one.external_id): one.external_id for one in envelopes}
    found: dict[str, Message] = {}
    for some in pieces(names):
        for message in Message.objects.filter(account=account, external_id__in=some):
            found[names[message.external_id]] = message
    echoes = [message for message in found.values() if not message.is_ours]
    for message in echoes:
        message.is_ours = True
    Message.objects.bulk_update(echoes, ["is_ours"])
    return found


@transaction.atomic
def reread(payload: RawPayload, *, by: Member) -> None:
    """Give a payload that was set aside another chance, after its channel learned to read it."""
    payload.state, payload.failure = RawPayload.State.WAITING, ""
    payload.save(update_fields=["state", "failure"])
    record(
        "payload.reread", "account", payload.account_id,
        organisation=payload.account.organisation_id, by=by, payload=payload.pk,
    )  # fmt: skip
