"""Health: whether we are logged in, whether the AppView answers, whether the stream is heard."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Check
from hanjari.channels.kinds.bluesky import hearing, sessions, waiting
from hanjari.channels.kinds.bluesky.api import Api
from hanjari.channels.kinds.bluesky.shapes import word

Looked = tuple[bool, str, str]


def checks(access: Access) -> list[Check]:
    """Login, notifications, stream."""
    try:
        access = _with_session(access)
    except BrokenError as error:
        name = _("Login at Bluesky")
        return [Check(name, is_well=False, words=error.words, remedy=_remedy(error))]
    found = [
        *_checked(_("Login at Bluesky"), lambda: _login(access)),
        *_checked(_("Notifications"), lambda: _notifications(access)),
    ]
    if hearing.is_wanted(access):
        found += _checked(_("Stream"), lambda: _stream(access))
    return found


def _with_session(access: Access) -> Access:
    """Before there is an account the app password is tried once; nothing is kept."""
    if access.secrets.get("access_token") or not access.secrets.get("app_password"):
        return access
    grant = sessions.opened(access)
    return replace(
        access,
        settings={**access.settings, **grant.settings},
        secrets={**access.secrets, **grant.secrets},
        own_ids=grant.own_ids,
    )


def _checked(name: str, look: Callable[[], Looked]) -> Iterator[Check]:
    try:
        is_well, words, remedy = look()
    except BrokenError as error:
        yield Check(name, is_well=False, words=error.words, remedy=_remedy(error))
    else:
        yield Check(name, is_well=is_well, words=words, remedy="" if is_well else remedy)


def _login(access: Access) -> Looked:
    with Api(access) as bluesky:
        body = bluesky.ask("com.atproto.server.getSession").body
    handle, server = word(body, "handle"), str(access.settings.get("pds") or "")
    words = _("Connected as @%(handle)s at %(server)s.") % {"handle": handle, "server": server}
    is_ours = word(body, "did") == access.settings.get("did")
    return is_ours, words, _("Connect the account again.")


def _notifications(access: Access) -> Looked:
    with Api(access) as bluesky:
        bluesky.ask("app.bsky.notification.listNotifications", limit=1)
    return True, _("Mentions, replies and quotes can be read."), ""


def _stream(access: Access) -> Looked:
    is_open, words = waiting.tried(access)
    remedy = _("Look at the address of the stream. Until then we look once a minute.")
    return is_open, words, remedy


def _remedy(error: BrokenError) -> str:
    if error.code in {"not_connected", "login", "unknown", "handle"}:
        return _("Look at handle and app password, or connect the account again.")
    if error.code == "closed":
        return _("Log in at bsky.app and read what Bluesky says about the account.")
    return _("Wait a little, then check again.")
