"""Sending, and what became of it: by callback or through the dealer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import (
    Access,
    BrokenError,
    Outgoing,
    Receipt,
    RefusedError,
    UnsureError,
)
from hanjari.channels.kinds.kakao import callback, dealer, photos
from hanjari.channels.kinds.kakao.ids import LONGEST, SKILL, other, serial
from hanjari.kit.clock import now

CONSULTATION = timedelta(days=30)
"""Happytalk developer centre, KakaoWebhook: a session ends 30 days after the person's last message."""


def answerable_until(
    settings: Mapping[str, Any], outgoing: Outgoing, wrote_at: datetime
) -> datetime:
    """Until when an answer arrives; a chatbot takes none but by the message's own callback. Pure."""
    if settings.get("way") == SKILL:
        return callback.answerable_until(outgoing) or wrote_at
    return wrote_at + CONSULTATION


def measure(text: str) -> int:
    """Letters in UTF-16 units, the larger count of the two that Kakao may mean."""
    return len(text.encode("utf-16-le", errors="replace")) // 2


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """Send once. Raises `RefusedError` or `UnsureError`."""
    if measure(outgoing.text) > LONGEST:
        words = _("KakaoTalk shows at most %(most)s letters in one message.") % {"most": LONGEST}
        raise RefusedError("too_long", words, can_retry=False)
    if access.settings.get("way") == SKILL:
        return callback.send(access, outgoing)
    return _by_dealer(access, outgoing)


def find(access: Access, outgoing: Outgoing) -> Receipt | None:  # noqa: ARG001 (the contract)
    """None where the dealer takes a serial number once only, so that trying again is safe.

    Raises `UnsureError` otherwise: neither KakaoTalk nor the dealer shows what was sent.
    """
    if access.settings.get("way") != SKILL and access.settings.get("is_serial_unique"):
        return None
    words = _("KakaoTalk does not show what was sent. Look into the chat before you send it again.")
    raise UnsureError(words)


def _by_dealer(access: Access, outgoing: Outgoing) -> Receipt:
    user = other(outgoing.root_id, outgoing.to)
    if not user:
        words = _("It is not known whom this answer is for.")
        raise RefusedError("no_recipient", words, can_retry=False)
    number = serial(outgoing.key)
    told: dict[str, Any] = {
        "user_key": user,
        "sender_key": access.secrets.get("sender_key", ""),
        "serial_number": number,
        "chat_bubble_type": "TEXT",
        "message": outgoing.text,
    }
    receipt = Receipt(f"ours:{number}", sent_at=now())
    try:
        line = dealer.open_line(access)
    except BrokenError as error:
        raise RefusedError(error.code, error.words, can_retry=False) from error
    with line:
        path = dealer.PLAIN
        if image := photos.upload(line, outgoing):
            path = dealer.RICH
            told |= {"chat_bubble_type": "IMAGE", "attachment": {"image": {"img_url": image}}}
        try:
            dealer.judged(line.say("POST", path, json=told))
        except dealer.TwiceError:
            return receipt
        except RefusedError as error:
            if error.code == "twice":
                return receipt
            raise
    return receipt
