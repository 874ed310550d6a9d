"""How a WordPress site says no: a code in JSON (REST API Handbook, WP_Error), a page, or somebody before it."""

from collections.abc import Mapping

import httpx
from django.utils.translation import gettext as _

from hanjari.channels.calling import Fault, Manners, retry_after
from hanjari.channels.kinds.wordpress import mending
from hanjari.channels.kinds.wordpress.refusals import GONE, plain

_NEVER_REACHED = {521, 523, 525, 526}
"""Cloudflare had no connection to the site behind it (Cloudflare, 5xx errors)."""
_FLOOD_SECONDS = 15.0
"""So long WordPress lets nobody write a second comment (wp_throttle_comment_flood)."""


class WordPressManners(Manners):
    """Codes first, then what a status means when a page came instead of JSON."""

    def fault(self, response: httpx.Response) -> Fault | None:
        """What the refusal means; None where the status says enough."""
        code, said = told(response)
        status = response.status_code
        if response.is_redirect:
            return _moved(response)
        if code == "comment_flood":
            words = _("WordPress lets nobody comment so quickly. It goes on by itself.")
            return Fault(code, words, can_retry=True, retry_after=_FLOOD_SECONDS)
        if known := plain().get(code):
            words, needs_person = known
            return Fault(code, words, needs_person=needs_person)
        if code and status < httpx.codes.INTERNAL_SERVER_ERROR and status not in {401, 403, 429}:
            words = _("WordPress did not accept this (%(said)s).") % {"said": said or code}
            return Fault(code, words)
        return _by_status(response, code, said)


def told(response: httpx.Response) -> tuple[str, str]:
    """Code and message of an error; empty when no JSON came. Never fails."""
    try:
        body = mending.parsed(response.content)
    except ValueError:
        return "", ""
    if not isinstance(body, Mapping):
        return "", ""
    code, said = body.get("code"), body.get("message")
    return (
        code if isinstance(code, str) else "",
        said[:300] if isinstance(said, str) else "",
    )


def is_gone(code: str) -> bool:
    """Whether the refusal says that the thing is not there any more."""
    return code in GONE


def _moved(response: httpx.Response) -> Fault:
    place = response.headers.get("Location", "?")[:200]
    words = _("The site sends us on to %(place)s. Type that address here.") % {"place": place}
    return Fault("moved", words, needs_person=True)


def _by_status(response: httpx.Response, code: str, said: str) -> Fault | None:
    status, page = response.status_code, response.content[:50_000].lower()
    if status in {401, 403} and response.headers.get("cf-mitigated"):
        words = _("Cloudflare's check for humans stops us before the site.")
        return Fault("challenge", words, needs_person=True)
    if status in {401, 403}:
        words = _("The site refuses this (%(said)s). A security plugin may close the REST API.")
        return Fault(code or "closed", words % {"said": said or status}, needs_person=True)
    if status == httpx.codes.NOT_FOUND and not code:
        return Fault("no_api", _("No REST API of WordPress answers there."))
    if status == httpx.codes.SERVICE_UNAVAILABLE and b"maintenance" in page:
        words = _("The site is being updated and will be back in a few minutes.")
        wait = retry_after(response.headers)
        return Fault("maintenance", words, can_retry=True, retry_after=wait or 60.0)
    if status in _NEVER_REACHED:
        words = _("Cloudflare does not reach the site behind it (error %(code)s).")
        return Fault(f"http_{status}", words % {"code": status}, can_retry=True)
    if b"database connection" in page:
        words = _("The site has lost its database. Whoever runs it must look.")
        return Fault("database", words, can_retry=True, is_sure=False)
    if b"critical error" in page or code == "internal_server_error":
        words = _("A plugin or theme of the site is broken (“critical error”).")
        return Fault("critical_error", words, can_retry=True, is_sure=False)
    return None
