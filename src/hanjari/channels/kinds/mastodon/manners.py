"""How these servers say no and how they count (Mastodon API, Rate limits; Entities: Error)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import Fault, Manners, retry_after
from hanjari.channels.contract import Limit
from hanjari.kit.clock import now

_LONGEST_WAIT = 86_400.0
_MINUTE = 60.0
_BAD_GRANTS = {"invalid_grant", "invalid_client", "unauthorized_client", "invalid_token"}
"""RFC 6749 §5.2 and RFC 6750 §3.1."""


@dataclass(slots=True)
class MastodonManners(Manners):
    """`name` is the quota of the endpoint just called: headers tell of that one."""

    name: str = ""

    def limits(self, headers: httpx.Headers) -> Iterable[Limit]:
        """`X-RateLimit-*`; GoToSocial gives the end as seconds, Mastodon as a time."""
        left, resets = _whole(headers.get("X-RateLimit-Remaining")), reset(headers)
        if self.name and left is not None and resets:
            yield Limit(self.name, left, _whole(headers.get("X-RateLimit-Limit")), resets)

    def fault(self, response: httpx.Response) -> Fault | None:
        """What the server means; None where its status says enough."""
        code, (error, said) = response.status_code, spoken(response)
        if code == httpx.codes.TOO_MANY_REQUESTS:
            return _too_many(response.headers)
        if code == httpx.codes.UNAUTHORIZED or error in _BAD_GRANTS:
            words = _("The server refuses the login. Connect the account again.")
            return Fault("login", words, needs_person=True)
        if code == httpx.codes.FORBIDDEN and "scope" in said.lower():
            words = _("The server has not given this permission. Connect the account again.")
            return Fault("scope", words, needs_person=True)
        if code == httpx.codes.FORBIDDEN and said:
            words = _("The server does not permit this: %(said)s") % {"said": said}
            return Fault("http_403", words, needs_person=True)
        if code in {httpx.codes.BAD_REQUEST, httpx.codes.UNPROCESSABLE_ENTITY}:
            words = _("The server did not accept this: %(said)s") % {"said": said or "?"}
            return Fault("invalid", words)
        return None


def spoken(response: httpx.Response) -> tuple[str, str]:
    """The error's short name and its words; empty where the body is no JSON. Never fails."""
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(body, Mapping):
        return "", ""
    error, longer = body.get("error"), body.get("error_description")
    error = error if isinstance(error, str) else ""
    return error, (longer if isinstance(longer, str) and longer else error)[:300]


def reset(headers: httpx.Headers) -> datetime | None:
    """When the window begins anew: ISO 8601 at Mastodon, Unix seconds elsewhere."""
    told = str(headers.get("X-RateLimit-Reset", "")).strip()
    seconds = _whole(told)
    try:
        if seconds is not None:
            return datetime.fromtimestamp(seconds, UTC)
        moment = datetime.fromisoformat(told)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _too_many(headers: httpx.Headers) -> Fault:
    words = _("The server asks us to slow down. It goes on by itself.")
    wait, resets = retry_after(headers), reset(headers)
    if wait is None:
        wait = (resets - now()).total_seconds() if resets else _MINUTE
    return Fault("rate", words, can_retry=True, retry_after=max(1.0, min(wait, _LONGEST_WAIT)))


def _whole(told: str | None) -> int | None:
    value = str(told or "").strip()
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 12 else None
