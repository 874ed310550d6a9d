"""A notification of a browser: web push, encrypted for that one browser; a call is one."""

import json
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from hanjari.kit import webpush
from hanjari.kit.secrets import seal, unseal
from hanjari.people.models import CallOut, Device, Member, PushKey, Urgency
from hanjari.people.ways.links import answer_path, page_path
from hanjari.people.ways.parcel import Parcel

GONE = frozenset({404, 410})
"""RFC 8030 section 7.3 and every push service: the browser took its permission back."""
_LASTS = {Urgency.CALM: 86_400, Urgency.USUAL: 43_200, Urgency.URGENT: 14_400}
"""Seconds that the push service keeps it for a browser that is switched off."""
_URGENCY = {Urgency.CALM: "low", Urgency.USUAL: "normal", Urgency.URGENT: "high"}
_SHOWN = 400
"""Letters of the words that a notification shows; the page has the rest."""


def house_key() -> PushKey:
    """The key of this house, made at first use; all workers agree on one."""
    made = PushKey.objects.first()
    if made:
        return made
    private = webpush.new_key()
    public = webpush.to_text(webpush.point(webpush.opened_key(private)))
    first, _is_new = PushKey.objects.get_or_create(
        pk=1, defaults={"sealed": seal(private), "public": public}
    )
    return first


def parcel(out: CallOut, device: Device, member: Member) -> Parcel:
    """Ready to be posted. Raises `SealBrokenError`, and `ValueError` for keys that are none."""
    urgency = Urgency(out.call.urgency)
    return packed(
        bytes(device.sealed),
        notification(out, member),
        lasts=_LASTS[urgency],
        urgency=_URGENCY[urgency],
        topic=f"call-{out.call_id}",
    )


def packed(sealed: bytes, told: dict[str, Any], *, lasts: int, urgency: str, topic: str) -> Parcel:
    """What is told, for the browser whose address and keys lie sealed here; it is kept for `lasts` seconds.

    Of one topic the push service keeps the last alone (RFC 8030 section 5.4). Raises
    `SealBrokenError`, and `ValueError` for keys that are none.
    """
    to: dict[str, str] = json.loads(unseal(sealed))
    body = webpush.encrypted(
        json.dumps(told, ensure_ascii=False).encode(),
        browser_key=webpush.to_bytes(to["p256dh"]),
        browser_secret=webpush.to_bytes(to["auth"]),
    )
    key = webpush.opened_key(unseal(bytes(house_key().sealed)))
    headers = {
        "Authorization": webpush.vapid(to["endpoint"], key=key, contact=_contact()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(lasts),
        "Urgency": urgency,
        "Topic": topic,
    }
    return Parcel(to["endpoint"], body, headers)


def notification(out: CallOut, member: Member) -> dict[str, Any]:
    """What the service worker shows; one tag a call, so that a second copy replaces the first."""
    with translation.override(member.spoken_language):
        subject, words = out.call.words_in(member.spoken_language)
        return {
            "title": subject[:120],
            "body": words[:_SHOWN],
            "tag": f"call-{out.call_id}",
            "url": page_path(out),
            "answer": answer_path(out),
            "here": _("I'm here"),
            "urgent": out.call.urgency == Urgency.URGENT,
            "language": member.spoken_language,
        }


def _contact() -> str:
    """Whom a push service may write to about us (RFC 8292 section 2.1)."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return f"mailto:{address}" if "@" in address else settings.PUBLIC_URL
