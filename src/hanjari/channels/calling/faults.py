"""Refusals: what a network's no means, in plain words for the person whom it concerns."""

from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

import httpx
from django.utils.translation import gettext as _

from hanjari.kit.clock import now

LONGEST_WAIT = 86_400.0
"""Seconds; a network that asks for more is asked again after a day."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A refusal in plain words. `is_sure`: what was written has surely not been taken."""

    code: str
    words: str
    needs_person: bool = False
    can_retry: bool = False
    is_sure: bool = True
    retry_after: float | None = None


def usual_fault(response: httpx.Response) -> Fault:
    """What a status means when the network says nothing of its own."""
    code = response.status_code
    if code == httpx.codes.TOO_MANY_REQUESTS:
        words = _("The network asks us to slow down. It goes on by itself.")
        wait = retry_after(response.headers)
        return Fault("rate", words, can_retry=True, retry_after=wait if wait is not None else 60.0)
    if code >= httpx.codes.INTERNAL_SERVER_ERROR:
        words = _("The network has trouble of its own (error %(code)s).") % {"code": code}
        return Fault(
            f"http_{code}", words, can_retry=True, is_sure=False,
            retry_after=retry_after(response.headers),
        )  # fmt: skip
    words, needs_person = _refusals().get(
        code, (_("The network did not accept this (error %(code)s).") % {"code": code}, False)
    )
    return Fault(f"http_{code}", words, needs_person=needs_person)


def _refusals() -> dict[int, tuple[str, bool]]:
    """Words of the usual refusals, and whether only a person can mend them."""
    login = _("The network refuses the login. Connect the account again.")
    rights = _("The network does not permit this. Look whether a permission is missing.")
    gone = _("What was asked for is no longer there.")
    return {
        httpx.codes.UNAUTHORIZED: (login, True),
        httpx.codes.FORBIDDEN: (rights, True),
        httpx.codes.NOT_FOUND: (gone, False),
        httpx.codes.GONE: (gone, False),
        httpx.codes.REQUEST_ENTITY_TOO_LARGE: (_("This is too large for the network."), False),
    }


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds that the network asks us to wait: a number or a date (RFC 9110 §10.2.3)."""
    value = str(headers.get("Retry-After", "")).strip()
    if value.isdecimal():
        return min(float(value), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, min((until - now()).total_seconds(), LONGEST_WAIT))
