"""A call to an address of the organisation's own, signed as Standard Webhooks writes it.

https://www.standardwebhooks.com: `webhook-id` stays the same for every try, so that the receiver
knows a second copy; `webhook-signature` is HMAC-SHA256 over id, timestamp and body, in base64.
"""

import hmac
import json
from base64 import b64decode, b64encode
from hashlib import sha256
from secrets import token_bytes

from django.utils import translation

from hanjari.kit.clock import now
from hanjari.kit.secrets import unseal
from hanjari.people.models import CallOut, Webhook
from hanjari.people.ways.links import whole
from hanjari.people.ways.parcel import Parcel

GONE = frozenset({410})
_PREFIX = "whsec_"


def new_secret() -> str:
    """192 random bits, in the writing that receivers' libraries take."""
    return _PREFIX + b64encode(token_bytes(24)).decode()


def signature(secret: str, ident: str, stamp: str, body: bytes) -> str:
    """What the receiver must come to as well."""
    key = b64decode(secret.removeprefix(_PREFIX))
    signed = b".".join([ident.encode(), stamp.encode(), body])
    return "v1," + b64encode(hmac.digest(key, signed, sha256)).decode()


def parcel(out: CallOut, webhook: Webhook) -> Parcel:
    """Ready to be posted. Raises `SealBrokenError`."""
    body = json.dumps(_told(out, webhook), ensure_ascii=False).encode()
    ident, stamp = f"call-{out.call_id}-{webhook.pk}", str(int(now().timestamp()))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": ident,
        "webhook-timestamp": stamp,
        "webhook-signature": signature(unseal(bytes(webhook.secret)).decode(), ident, stamp, body),
    }
    return Parcel(webhook.url, body, headers)


def _told(out: CallOut, webhook: Webhook) -> dict[str, object]:
    call, language = out.call, webhook.organisation.language
    subject, words = call.words_in(language)
    with translation.override(language):
        urgency = call.get_urgency_display()
    return {
        "type": "call.made",
        "timestamp": call.made_at.isoformat(),
        "data": {
            "call": call.pk,
            "key": call.key,
            "urgency": call.urgency,
            "urgency_words": urgency,
            "subject": subject,
            "words": words,
            "url": whole(call.url) if call.url.startswith("/") else call.url,
            "text": f"[{urgency}] {subject}\n{words}",
        },
    }
