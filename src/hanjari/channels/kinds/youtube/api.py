"""The line to the Data API: every call costs units of one daily quota."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.channels.calling import Line
from hanjari.channels.contract import Access, BrokenError, Quota, RefusedError
from hanjari.channels.kinds.youtube.manners import YouTubeManners

BASE = "https://www.googleapis.com/youtube/v3"
READ, WRITE = 1, 50
"""Units of a `list`, and of insert, update, delete and setModerationStatus (Quota calculator)."""
UNITS = "units"
QUOTAS = (
    Quota(UNITS, 10_000, 86_400, "America/Los_Angeles", gettext_lazy("Units of the day's quota")),
)
"""The default of a Google project (Quota calculator); a project with more has it all the same, in Google's books."""


def project(access: Access) -> str:
    """The Google project, to which the quota belongs: a client ID begins with its number."""
    return str(access.settings.get("client_id") or "").partition("-")[0]


def line(access: Access) -> Line:
    """A line that speaks as the channel. Raises `BrokenError` before consent."""
    token = access.secrets.get("access_token")
    if not token:
        words = _("This channel is not connected to YouTube yet. Connect it on its page.")
        raise BrokenError("not_connected", words, needs_person=True)
    base = str(access.settings.get("api") or BASE)
    return Line(access, base, {"Authorization": f"Bearer {token}"}, YouTubeManners(), 230.0)


def speaker(access: Access) -> Line:
    """The same for writing. Raises `RefusedError` before consent."""
    try:
        return line(access)
    except BrokenError as error:
        raise RefusedError(error.code, error.words, can_retry=True) from error


def items(body: Any) -> list[Mapping[str, Any]]:
    """The resources of a list; a broken one among them is left out."""
    found = body.get("items") if isinstance(body, Mapping) else None
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def part(thing: Any, name: str) -> Mapping[str, Any]:
    """An object inside an object, empty when it is none."""
    found = thing.get(name) if isinstance(thing, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def next_page(body: Any) -> str:
    """The token of the page after this one."""
    token = body.get("nextPageToken") if isinstance(body, Mapping) else None
    return token if isinstance(token, str) else ""
