"""Health: who we are at X, what is missing, how many posts are left, whether stream and webhook are open."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError, Check
from hanjari.channels.kinds.x import rules, streams
from hanjari.channels.kinds.x.api import Api
from hanjari.channels.kinds.x.consent import wanted
from hanjari.channels.kinds.x.posts import things

_NEARLY = 0.9


def checks(access: Access) -> list[Check]:
    """Connection, permissions, posts left, stream, webhooks."""
    return [
        *_checked(_("Connection to X"), lambda: _login(access)),
        *_scopes(access),
        *_as_app(access),
    ]


def _as_app(access: Access) -> Iterator[Check]:
    if not access.secrets.get("bearer_token"):
        return
    yield from _checked(_("Posts that may be read this month"), lambda: _usage(access))
    if streams.is_wanted(access):
        yield from _checked(_("Stream"), lambda: _stream(access))
    if access.secrets.get("consumer_secret"):
        yield from _checked(_("Webhook"), lambda: _webhook(access))


def _checked(name: str, look: Callable[[], tuple[bool, str, str]]) -> Iterator[Check]:
    try:
        is_well, words, remedy = look()
    except BrokenError as error:
        yield Check(name, is_well=False, words=error.words, remedy=_remedy(error))
    else:
        yield Check(name, is_well=is_well, words=words, remedy="" if is_well else remedy)


def _login(access: Access) -> tuple[bool, str, str]:
    with Api(access) as x:
        body = x.ask("me", "GET", "/2/users/me").body
    user = body.get("data") if isinstance(body, Mapping) else None
    handle = str(user.get("username") or "") if isinstance(user, Mapping) else ""
    words = _("Connected as @%(handle)s.") % {"handle": handle or "?"}
    return bool(handle), words, _("Connect the account again.")


def _scopes(access: Access) -> Iterator[Check]:
    """Only once X has told what it gave."""
    missing = [one for one in wanted(access.settings) if one not in access.scopes]
    if not access.scopes:
        return
    words = _("All permissions are given.")
    if missing:
        words = _("Missing: %(scopes)s") % {"scopes": ", ".join(missing)}
    remedy = _("Connect the account again and say yes to everything.") if missing else ""
    yield Check(_("Permissions"), is_well=not missing, words=words, remedy=remedy)


def _usage(access: Access) -> tuple[bool, str, str]:
    """X API, Usage: `project_usage` of `project_cap`."""
    with Api(access, is_app=True) as x:
        body = x.ask("usage", "GET", "/2/usage/tweets").body
    told = body.get("data") if isinstance(body, Mapping) else None
    used, most = (_whole(told, name) for name in ("project_usage", "project_cap"))
    words = _("%(used)s of %(most)s read.") % {
        "used": f"{used:,}",
        "most": f"{most:,}" if most else "?",
    }
    remedy = _("Ask for less, or raise the limit in the Developer Console.")
    return not most or used < most * _NEARLY, words, remedy


def _stream(access: Access) -> tuple[bool, str, str]:
    count = rules.keep(access)
    words = _("%(count)s rules stand at X.") % {"count": count}
    return count > 0, words, _("Connect the account, or give a search.")


def _webhook(access: Access) -> tuple[bool, str, str]:
    """X API, Webhooks: `valid` says whether the last challenge was answered."""
    with Api(access, is_app=True) as x:
        body = x.ask("lookup", "GET", "/2/webhooks").body
    found = things(body.get("data") if isinstance(body, Mapping) else None)
    if not found:
        return True, _("No webhook is registered at X; posts are pulled."), ""
    is_valid = all(one.get("valid") is True for one in found)
    words = _("X reaches it.") if is_valid else _("X does not reach it and has stopped sending.")
    remedy = _("See that the address answers from outside, then let X check it again.")
    return is_valid, words, remedy


def _whole(told: Any, name: str) -> int:
    value = str(told.get(name) or "") if isinstance(told, Mapping) else ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 15 else 0


def _remedy(error: BrokenError) -> str:
    if error.code in {"not_connected", "login", "http_401"}:
        return _("Connect the account again, and look at the keys of the X app.")
    if error.code in {"credits", "cap", "no_access"}:
        return _("Look at credits and plan in the Developer Console of X.")
    return _("Wait a little, then check again.")
