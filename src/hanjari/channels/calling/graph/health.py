"""Health that Facebook and Instagram share: token, permissions, subscription, the last push."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hanjari.channels.calling.graph.api import of_app, opened
from hanjari.channels.calling.graph.consent import ends, looked_up
from hanjari.channels.calling.graph.paging import ident, rows, things, words
from hanjari.channels.contract import Access, BrokenError, Check
from hanjari.kit.clock import now

NEARLY = timedelta(days=7)
QUIET = timedelta(days=7)
"""So long without a push is worth a look, where anything was ever pushed."""
Look = Callable[[], tuple[bool, str, str]]
_PERSONS = {"not_connected", "no_client", "login", "rights", "gone", "http_401", "http_403"}


def checked(name: str, look: Look) -> Iterator[Check]:
    """One line: what the look says, or what went wrong with it."""
    try:
        is_well, told, remedy = look()
    except BrokenError as error:
        yield Check(name, is_well=False, words=error.words, remedy=_remedy(error))
    else:
        yield Check(name, is_well=is_well, words=told, remedy="" if is_well else remedy)


def connection(access: Access, path: str, field: str) -> tuple[bool, str, str]:
    """Who we are at Meta."""
    with opened(access) as graph:
        body = graph.ask("GET", path, params={"fields": f"id,{field}"}).body
    shown = words(body.get(field)) if isinstance(body, dict) else ""
    told = _("Connected as “%(name)s”.") % {"name": shown or "?"}
    return bool(shown), told, _("Connect the account again.")


def token(access: Access) -> tuple[bool, str, str]:
    """Whether the token holds, and until when a person must come again (`debug_token`)."""
    told = looked_up(access, access.secrets.get("access_token", ""))
    until = ends(told)
    remedy = _("Press “Connect” and say yes at Facebook again; nothing is lost by it.")
    if told.get("is_valid") is not True:
        return False, _("Meta no longer accepts this connection."), remedy
    if until is None:
        return True, _("It does not run out."), ""
    message = _("It holds until %(day)s.") % {"day": date_format(until)}
    return until - now() > NEARLY, message, remedy


def scopes(access: Access, wanted: Sequence[str]) -> Iterator[Check]:
    """Only once Meta has told what it gave: its page lets people untick permissions."""
    if not access.scopes:
        return
    missing = [one for one in wanted if one not in access.scopes]
    told = _("All permissions are given.")
    if missing:
        told = _("Missing: %(scopes)s") % {"scopes": ", ".join(missing)}
    remedy = _("Connect again and tick everything at Facebook's page.") if missing else ""
    yield Check(_("Permissions"), is_well=not missing, words=told, remedy=remedy)


def subscription(access: Access, page: str, fields: Sequence[str]) -> tuple[bool, str, str]:
    """Whether the Page's news are pushed to our app (Page, Subscribed apps)."""
    with opened(access) as graph:
        found = rows(graph.ask("GET", f"/{page}/subscribed_apps").body)
    ours = [one for one in found if ident(one.get("id")) == str(access.settings.get("app_id"))]
    given = {str(name) for one in ours for name in one.get("subscribed_fields") or []}
    missing = [one for one in fields if one not in given]
    if missing:
        told = _("Not pushed: %(fields)s. It is looked for every few minutes all the same.")
        remedy = _("Connect the account again; that subscribes it.")
        return False, told % {"fields": ", ".join(missing)}, remedy
    return True, _("News of the Page are pushed to the app."), ""


def webhook(access: Access, kind: str) -> tuple[bool, str, str]:
    """Whether the app knows our door (Application, Subscriptions), and whether it was used lately."""
    with of_app(access) as graph:
        found = rows(graph.ask("GET", f"/{access.settings['app_id']}/subscriptions").body)
    ours = [one for one in found if one.get("object") == kind and one.get("active") is True]
    remedy = _("In the app's dashboard, under Webhooks, give the address that this page shows.")
    if not ours:
        return True, _("The app has no webhook; everything is pulled, a few minutes later."), ""
    where = words(ours[0].get("callback_url"))
    if access.door_url and where != access.door_url:
        told = _("The app pushes to another address: %(address)s")
        return False, told % {"address": where[:200]}, remedy
    if access.pushed_at and now() - access.pushed_at > QUIET:
        told = _("Nothing was pushed since %(day)s.") % {"day": date_format(access.pushed_at)}
        return False, told, _("See that the app is live and the address answers from outside.")
    names = [words(one.get("name")) for one in things(ours[0].get("fields"))]
    return True, _("Pushed: %(fields)s") % {"fields": ", ".join(names) or "?"}, ""


def _remedy(error: BrokenError) -> str:
    if error.code in _PERSONS:
        return _("Connect the account again, and look at the keys of the Meta app.")
    return _("Wait a little, then check again.")
