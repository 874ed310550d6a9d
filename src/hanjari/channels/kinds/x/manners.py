"""How X says no and how it counts (X API, Response codes and errors; Rate limits)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import Fault, Manners
from hanjari.channels.contract import Limit
from hanjari.kit.clock import now

_DAY, _HALF_HOUR, _MINUTE = 86_400.0, 1800.0, 60.0
_BAD_GRANTS = {"invalid_request", "invalid_grant", "invalid_client", "unauthorized_client"}
"""RFC 6749 §5.2; X says `invalid_request` of a refresh token that was used or revoked."""


@dataclass(slots=True)
class XManners(Manners):
    """Errors in X's own words, and limits from its headers, which belong to the endpoint just called."""

    name: str = ""

    def limits(self, headers: httpx.Headers) -> Iterable[Limit]:
        """`x-rate-limit-*`: for one endpoint and one window."""
        left, most = _whole(headers, "remaining"), _whole(headers, "limit")
        resets = _whole(headers, "reset")
        if self.name and left is not None and resets is not None:
            yield Limit(self.name, left, most, datetime.fromtimestamp(resets, UTC))

    def fault(self, response: httpx.Response) -> Fault | None:
        """What X means; None where its status says enough."""
        said = Said.of(response)
        code = response.status_code
        if code == httpx.codes.PAYMENT_REQUIRED or "credits" in said.title.lower():
            words = _("The credits at X are used up. Buy some in the Developer Console of X.")
            return Fault(
                "credits", words, needs_person=True, can_retry=True, retry_after=_HALF_HOUR
            )
        if code == httpx.codes.TOO_MANY_REQUESTS:
            return _too_many(said, response.headers)
        if code == httpx.codes.FORBIDDEN:
            return _forbidden(said)
        if said.grant in _BAD_GRANTS:
            words = _("X no longer accepts this connection. Connect the account again.")
            return Fault("login", words, needs_person=True)
        if code == httpx.codes.BAD_REQUEST:
            words = _("X did not accept this: %(said)s")
            return Fault("invalid", words % {"said": said.detail or "?"})
        return None


@dataclass(frozen=True, slots=True)
class Said:
    """An error body: `title`, `detail`, `type`; older endpoints say `errors[].message`."""

    title: str = ""
    detail: str = ""
    kind: str = ""
    grant: str = ""

    @classmethod
    def of(cls, response: httpx.Response) -> "Said":
        """Never fails, whatever came."""
        try:
            body = json.loads(response.content)
        except (ValueError, RecursionError):
            return cls()
        if not isinstance(body, Mapping):
            return cls()
        errors = body.get("errors")
        first = errors[0] if isinstance(errors, list) and errors else {}
        first = first if isinstance(first, Mapping) else {}
        detail = _text(body, "detail") or _text(body, "error_description")
        return cls(
            _text(body, "title") or _text(first, "title"),
            (detail or _text(first, "detail") or _text(first, "message"))[:300],
            (_text(body, "type") or _text(first, "type")).rsplit("/", 1)[-1],
            _text(body, "error"),
        )


def _too_many(said: Said, headers: httpx.Headers) -> Fault:
    if said.kind == "usage-capped" or "cap" in said.title.lower():
        words = _("The posts that X lets us read this month are used up.")
        return Fault("cap", words, can_retry=True, retry_after=_DAY)
    if "TooManyConnections" in said.title or "connection" in said.kind:
        words = _("Another stream of the same app is open already.")
        return Fault("connections", words, can_retry=True, retry_after=_MINUTE)
    resets = _whole(headers, "reset")
    wait = _MINUTE if resets is None else resets - now().timestamp()
    words = _("X asks us to slow down. It goes on by itself.")
    return Fault("rate", words, can_retry=True, retry_after=max(1.0, min(wait, _DAY)))


def _forbidden(said: Said) -> Fault | None:
    detail = said.detail.lower()
    if "duplicate" in detail:  # perhaps it is what we sent ourselves, and never heard of
        words = _("X has this very post already.")
        return Fault("duplicate", words)
    if "reply" in detail or "mentioned" in detail:
        words = _("X lets us reply only to people who mentioned or quoted us first.")
        return Fault("not_addressed", words)
    if said.kind == "client-forbidden":
        words = _("The X app has no access to this. Look at its plan in the Developer Console.")
        return Fault("no_access", words, needs_person=True)
    if said.detail:
        words = _("X does not permit this: %(said)s") % {"said": said.detail}
        return Fault("http_403", words, needs_person=True)
    return None


def _whole(headers: httpx.Headers, name: str) -> int | None:
    value = str(headers.get(f"x-rate-limit-{name}", "")).strip()
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 12 else None


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
