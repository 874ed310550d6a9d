"""The line to the dealer: Happytalk's KakaoWebhook API, version 3.

Happytalk developer centre, KakaoWebhook: Plain and Rich messages, image upload, receiving domain. An
answer's `code` says what became of it (0 or 0000: done), whatever the status; its `message` begins
with the name of Kakao's exception. The names that mean an ended session or a used serial number
are inferred: the first from the API's own rule (no session, no message), the second from Kakao's
notification talk, code 3012 `SerialNumberDuplicatedException`.
"""

from collections.abc import Mapping
from typing import Any

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import Answer, Fault, Line, Manners, usual_fault
from hanjari.channels.contract import Access, BrokenError, RefusedError, UnsureError
from hanjari.channels.kinds.kakao.ids import word

BASE = "https://kakao-api.happytalk.io"
PLAIN = "/kakaoWebhook/v3/bzc/chat/send/plain"
RICH = "/kakaoWebhook/v3/bzc/chat/send/rich"
IMAGE = "/kakaoWebhook/v3/bzc/image/upload"
DOMAIN = "/kakaoWebhook/v1/bzmc/consult/{sender_key}/receiveDomain"
_DONE = {"0", "00", "000", "0000", "200"}
_TWICE = "3012"
_UNCERTAIN = {"3005", "9998", "9999"}
"""Not acknowledged by the phone; trouble at the dealer's (codes of Kakao's message API)."""
_LONGEST = 120


class TwiceError(Exception):
    """The dealer has a message of this serial number already."""


class DealerManners(Manners):
    """A code beside a refusing status says more than the status."""

    def fault(self, response: httpx.Response) -> Fault | None:
        """The dealer's own code, when there is one."""
        try:
            body = response.json() if "json" in response.headers.get("Content-Type", "") else None
        except (ValueError, RecursionError):
            return None
        usual = usual_fault(response)
        if not word(body, "code") or usual.code in {"http_401", "rate"} or not usual.is_sure:
            return None
        found = fault_of(body)
        if is_twice(body):
            return Fault("twice", found.words)
        return found


def open_line(access: Access) -> Line:
    """A line with the account's keys. Raises `BrokenError` without them."""
    client, secret = (
        str(access.settings.get("client_id") or ""),
        access.secrets.get("client_secret", ""),
    )
    if not (client and secret and access.secrets.get("sender_key")):
        words = _("The dealer's keys are missing. Enter them on the account's page.")
        raise BrokenError("no_keys", words, needs_person=True)
    headers = {"HT-Client-Id": client, "HT-Client-Secret": secret}
    return Line(access, str(access.settings.get("api") or BASE), headers, DealerManners())


def judged(answer: Answer) -> Mapping[str, Any]:
    """A good answer's body. Raises `TwiceError`, `RefusedError` or `UnsureError`."""
    body = answer.body
    code = word(body, "code")
    if not isinstance(body, Mapping) or not code:
        raise UnsureError(_("The dealer took it and did not say what became of it."))
    if code in _DONE:
        return body
    if is_twice(body):
        raise TwiceError
    fault = fault_of(body)
    if not fault.is_sure:
        raise UnsureError(fault.words)
    raise RefusedError(fault.code, fault.words, can_retry=fault.can_retry)


def is_twice(body: Any) -> bool:
    """Whether the dealer refuses a serial number that it has seen."""
    told = word(body, "message", 300).lower()
    return word(body, "code") == _TWICE or ("serialnumber" in told and "duplicat" in told)


def fault_of(body: Any) -> Fault:
    """What a code means, in plain words."""
    code, told = word(body, "code"), word(body, "message", 300)
    if code in _UNCERTAIN:
        return Fault(
            "dealer_unsure", _("The dealer does not know whether it arrived."), is_sure=False
        )
    if "session" in told.lower():
        words = _(
            "The consultation has ended: this person closed it, or wrote nothing for 30 days."
            " Nothing was sent. They can be answered again once they write."
        )
        return Fault("session_ended", words)
    if "InvalidSender" in told or "Profile" in told:
        words = _("The dealer does not know this channel. Look at the sender key.")
        return Fault("sender_key", words, needs_person=True)
    if "LengthOverLimit" in told:
        return Fault("too_long", _("The message is too long for KakaoTalk."))
    words = _("The dealer did not take it (code %(code)s: %(words)s). Nothing was sent.")
    return Fault(f"dealer_{code}", words % {"code": code, "words": told[:_LONGEST] or "?"})
