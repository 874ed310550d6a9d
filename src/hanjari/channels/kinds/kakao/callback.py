"""Answering by a skill's callback: once, within a minute, and never again.

Chatbot admin centre, "AI chatbot callback development guide": the address is valid for one minute
and for one use; KakaoTalk says `status` SUCCESS, FAIL or ERROR.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import Fault, Line, Manners
from hanjari.channels.contract import Access, Outgoing, Receipt, RefusedError, UnsureError
from hanjari.channels.kinds.kakao.answers import spoken
from hanjari.channels.kinds.kakao.ids import word
from hanjari.kit.clock import now

BASE = "https://bot-api.kakao.com/"
"""Where callback addresses of KakaoTalk begin; others are not called."""
MARGIN = timedelta(seconds=2)
"""An answer on its way at the last moment would come too late."""


class CallbackManners(Manners):
    """A used or dead address is no mishap of the line."""

    def fault(self, response: httpx.Response) -> Fault | None:
        """Any refusal of the address is final."""
        if response.is_client_error:
            return Fault("callback_closed", _closed())
        return None


def send(access: Access, outgoing: Outgoing) -> Receipt:
    """Answer by callback. Raises `RefusedError` or `UnsureError`."""
    if outgoing.is_automatic:
        words = _(
            "The chatbot has said already that the message has arrived. Its one answer is kept for a"
            " person."
        )
        raise RefusedError("automatic", words, can_retry=False)
    if outgoing.extra.get("media"):
        words = _("The chatbot can't show pictures from here. Send the words alone.")
        raise RefusedError("no_media", words, can_retry=False)
    url = _url(access, outgoing)
    with Line(access, url, manners=CallbackManners(), seconds=10.0) as line:
        body = line.say("POST", url, json=spoken(outgoing.text)).body
    status = word(body, "status").upper()
    if status == "FAIL":
        _refuse()
    if status == "ERROR":
        raise UnsureError(_("KakaoTalk does not say whether the answer was shown."))
    return Receipt(f"callback:{outgoing.key}", sent_at=now())


def answerable_until(outgoing: Outgoing) -> datetime | None:
    """Until when the message's callback address lives; None where it has none. Pure."""
    until = _until(outgoing.extra) if outgoing.extra.get("callback") else None
    return until - MARGIN if until else None


def _url(access: Access, outgoing: Outgoing) -> str:
    """The answered message's callback address, if it is still alive. Raises `RefusedError`."""
    url = str(outgoing.extra.get("callback") or "")
    until = _until(outgoing.extra)
    if not url or until is None or now() > until - MARGIN:
        _refuse()
    if not url.startswith(str(access.settings.get("callbacks") or BASE)):
        words = _("This message's callback address is not one of KakaoTalk's.")
        raise RefusedError("strange_callback", words, can_retry=False)
    return url


def _until(extra: Mapping[str, Any]) -> datetime | None:
    try:
        until = datetime.fromisoformat(str(extra.get("callback_until")))
    except ValueError:
        return None
    return until if until.tzinfo else None


def _refuse() -> NoReturn:
    raise RefusedError("callback_closed", _closed(), can_retry=False)


def _closed() -> str:
    return _(
        "A chatbot can be answered only once, and only within a minute. This answer was not sent."
        " Reach the person another way, or connect consultation talk, where people answer in"
        " their own time."
    )
