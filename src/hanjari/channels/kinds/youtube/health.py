"""Health: which channel it is, whether we may comment, whether its comments can be read."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Check
from hanjari.channels.kinds.youtube import api
from hanjari.channels.kinds.youtube.consent import SCOPES


def checks(access: Access) -> list[Check]:
    """Connection, permission, comments. Three units of the day's quota."""
    return [
        *_checked(_("Connection to YouTube"), lambda: _channel(access)),
        *_scopes(access),
        *_checked(_("Comments of the channel"), lambda: _comments(access)),
    ]


def _checked(name: str, look: Callable[[], tuple[bool, str, str]]) -> Iterator[Check]:
    try:
        is_well, words, remedy = look()
    except BrokenError as error:
        yield Check(name, is_well=False, words=error.words, remedy=_remedy(error))
    else:
        yield Check(name, is_well=is_well, words=words, remedy="" if is_well else remedy)


def _channel(access: Access) -> tuple[bool, str, str]:
    with api.line(access) as line:
        asked = {"part": "snippet", "mine": "true"}
        found = api.items(line.ask("GET", "/channels", take=api.UNITS, params=asked).body)
    own = str(access.settings.get("channel_id") or "")
    titles = {str(one.get("id")): str(api.part(one, "snippet").get("title")) for one in found}
    words = _("Connected as the channel “%(title)s”.") % {"title": titles.get(own, "?")}
    remedy = _("Connect again, and choose this channel at Google's page.")
    return own in titles, words, remedy


def _scopes(access: Access) -> Iterator[Check]:
    """Only once Google has told what it gave: its page lets people untick permissions."""
    if not access.scopes:
        return
    missing = [one for one in SCOPES if one not in access.scopes]
    words = _("All permissions are given.")
    if missing:
        words = _("Missing: %(scopes)s") % {"scopes": ", ".join(missing)}
    remedy = _("Connect again and tick everything at Google's page.") if missing else ""
    yield Check(_("Permissions"), is_well=not missing, words=words, remedy=remedy)


def _comments(access: Access) -> tuple[bool, str, str]:
    own = str(access.settings.get("channel_id") or "")
    asked = {"part": "id", "allThreadsRelatedToChannelId": own, "maxResults": 1}
    with api.line(access) as line:
        line.ask("GET", "/commentThreads", take=api.UNITS, params=asked)
    words = _("They can be read; the day has %(units)s units.")
    return True, words % {"units": f"{api.QUOTAS[0].most:,}"}, ""


def _remedy(error: BrokenError) -> str:
    if error.code in {"not_connected", "login", "http_401", "forbidden", "insufficientPermissions"}:
        return _("Connect the channel again.")
    if error.code == "accessNotConfigured":
        return _("Switch on “YouTube Data API v3” in the Google Cloud console.")
    if error.code == "quota":
        return _("Wait until midnight in California, or ask Google for more quota.")
    return _("Wait a little, then check again.")
