"""Opening: waiting payloads become arrivals; one that can't be read is set aside with its reason."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.models import Account, RawPayload
from hanjari.channels.registry import kind
from hanjari.kit.secrets import SealBrokenError, unseal
from hanjari.listening.ingest.arrival import Arrival, Place
from hanjari.listening.ingest.bounding import bounded

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Opened:
    """What a batch of payloads held; `unreadable` has the reason by the payload's id."""

    arrivals: list[Arrival] = field(default_factory=list)
    unreadable: dict[int, str] = field(default_factory=dict)


def opened(payloads: Iterable[RawPayload], accounts: dict[int, Account]) -> Opened:
    """Read each payload by its kind. Nothing that a payload contains can stop the others."""
    result = Opened()
    places = {pk: Place.of(account) for pk, account in accounts.items()}
    for payload in payloads:
        try:
            result.arrivals += read(
                payload, accounts[payload.account_id], places[payload.account_id]
            )
        except (UnreadableError, SealBrokenError) as error:
            result.unreadable[payload.pk] = str(error) or "unreadable"
        except Exception as error:
            log.exception("payload %s of account %s", payload.pk, payload.account_id)
            result.unreadable[payload.pk] = f"{type(error).__name__} in the reader of this channel"
    return result


def read(payload: RawPayload, account: Account, place: Place) -> list[Arrival]:
    """One payload's arrivals. Raises what the kind raises."""
    envelopes = envelopes_of(account, raw_of(payload))
    return [bounded(envelope, place, payload.received_at, payload.pk) for envelope in envelopes]


def envelopes_of(account: Account, raw: Raw) -> Sequence[Envelope]:
    """What the account's kind reads in a payload."""
    return kind(account.kind).read(access_of(account), raw)


def raw_of(payload: RawPayload) -> Raw:
    """The payload as its kind gave it; one that was set aside is unsealed."""
    body = bytes(payload.body)
    return Raw(unseal(body) if payload.hints.get("sealed") else body, payload.hints)


def access_of(account: Account) -> Access:
    """The account as a reader needs it: reading opens no secret."""
    return Access(
        account.pk, account.name, account.settings, {}, account.cursor, tuple(account.own_ids)
    )
