"""How the network says no and how it counts (AT Protocol: HTTP API, Error responses; Bluesky docs: Rate limits)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import Fault, Manners
from hanjari.channels.contract import Limit, Quota
from hanjari.kit.clock import now

_LONGEST = 86_400.0
EXPIRED, NONCE, MISSING = "expired", "dpop_nonce", "missing"
_MISSING = {"RecordNotFound", "NotFound", "HandleNotFound", "RepoNotFound"}
_LOGIN = {"InvalidToken", "AuthMissing", "AuthenticationRequired", "invalid_token", "invalid_grant"}
_CLOSED = {
    "AccountTakedown",
    "AccountDeactivated",
    "RepoDeactivated",
    "RepoTakendown",
    "AccountSuspended",
}


@dataclass(slots=True)
class BlueskyManners(Manners):
    """Errors by their names, limits by their policy; `nonce` is what the server wants to see next (DPoP)."""

    quotas: tuple[Quota, ...] = ()
    nonces: dict[str, str] = field(default_factory=dict)
    origin: str = ""

    def limits(self, headers: httpx.Headers) -> Iterable[Limit]:
        """`ratelimit-*`: of which limit, tells the policy (`3000;w=300`)."""
        if nonce := headers.get("DPoP-Nonce"):
            self.nonces[self.origin] = nonce
        policy = str(headers.get("ratelimit-policy", "")).replace(" ", "")
        left, resets = _whole(headers, "remaining"), _whole(headers, "reset")
        for quota in self.quotas:
            if policy == f"{quota.most};w={quota.seconds}" and left is not None and resets:
                yield Limit(quota.name, left, quota.most, _moment(resets))

    def fault(self, response: httpx.Response) -> Fault | None:
        """What the network means; None where the status says enough."""
        code, said = named(response)
        if "use_dpop_nonce" in (code, *response.headers.get("WWW-Authenticate", "").split('"')):
            return Fault(
                NONCE, _("The network wants a newer sign. It goes on by itself."), can_retry=True
            )
        if code == "ExpiredToken":
            words = _("The session at Bluesky has run out. It is renewed by itself.")
            return Fault(EXPIRED, words, can_retry=True, retry_after=60.0)
        if code in _LOGIN or response.status_code == httpx.codes.UNAUTHORIZED:
            words = _("Bluesky refuses the login. Connect the account again.")
            return Fault("login", words, needs_person=True)
        if code in _CLOSED:
            words = _("Bluesky has closed or suspended this account.")
            return Fault("closed", words, needs_person=True)
        if code == "AuthFactorTokenRequired":
            words = _(
                "Bluesky asks for a code by mail. Use an app password instead of the main one."
            )
            return Fault("login", words, needs_person=True)
        return _plain(response, code, said)


def named(response: httpx.Response) -> tuple[str, str]:
    """An error's name and message; never fails, whatever came."""
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(body, Mapping):
        return "", ""
    said = body.get("message") or body.get("error_description")
    return str(body.get("error") or "")[:100], str(said or "")[:300]


def _plain(response: httpx.Response, code: str, said: str) -> Fault | None:
    status = response.status_code
    if code in _MISSING:
        return Fault(MISSING, _("What was asked for is no longer there."))
    if status == httpx.codes.TOO_MANY_REQUESTS:
        resets = _whole(response.headers, "reset")
        wait = (_moment(resets) - now()).total_seconds() if resets else 60.0
        words = _("Bluesky asks us to slow down. It goes on by itself.")
        return Fault("rate", words, can_retry=True, retry_after=max(1.0, min(wait, _LONGEST)))
    if status == httpx.codes.BAD_REQUEST and code in {"UpstreamFailure", "UpstreamTimeout"}:
        return Fault(
            "upstream", _("Bluesky has trouble of its own."), can_retry=True, is_sure=False
        )
    if status == httpx.codes.BAD_REQUEST:
        words = _("Bluesky did not accept this: %(said)s")
        return Fault("invalid", words % {"said": said or code or "?"})
    return None


def _whole(headers: httpx.Headers, name: str) -> int | None:
    value = str(headers.get(f"ratelimit-{name}", "")).strip()
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 12 else None


def _moment(told: int) -> datetime:
    """A time as seconds since 1970; the draft also knows seconds from now."""
    return datetime.fromtimestamp(told, UTC) if told > 10**9 else now() + timedelta(seconds=told)
