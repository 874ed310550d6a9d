"""Health: who we are at Threads, for how long, with which permissions, and how much room is left."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hanjari.channels.calling.graph.health import checked
from hanjari.channels.calling.graph.paging import words
from hanjari.channels.contract import Access, Check
from hanjari.channels.kinds.threads.api import POST, REPLY, opened
from hanjari.channels.kinds.threads.consent import SCOPES
from hanjari.channels.kinds.threads.memory import time
from hanjari.channels.kinds.threads.publishing import room
from hanjari.kit.clock import now

_NEARLY = timedelta(days=14)
_QUIET = timedelta(days=14)


def checks(access: Access) -> list[Check]:
    """Connection, permission, room for posts, webhook."""
    return [
        *checked(_("Connection to Threads"), lambda: _login(access)),
        *_token(access),
        *_scopes(access),
        *checked(_("Posts left"), lambda: _room(access)),
        *_webhook(access),
    ]


def _login(access: Access) -> tuple[bool, str, str]:
    with opened(access) as line:
        body = line.ask("GET", "/me", params={"fields": "id,username"}).body
    name = words(body.get("username")) if isinstance(body, dict) else ""
    told = _("Connected as @%(name)s.") % {"name": name or "?"}
    return bool(name), told, _("Connect the account again.")


def _token(access: Access) -> Iterator[Check]:
    until = time(access.settings.get("token_ends"))
    if until is None:
        return
    is_well = until - now() > _NEARLY
    told = _("The permission holds until %(day)s and is renewed by itself.")
    remedy = "" if is_well else _("Connect the account again; the renewal does not succeed.")
    yield Check(
        _("Permission"), is_well=is_well, words=told % {"day": date_format(until)}, remedy=remedy
    )


def _scopes(access: Access) -> Iterator[Check]:
    """Only once Threads has told what it gave."""
    if not access.scopes:
        return
    missing = [one for one in SCOPES if one not in access.scopes]
    told = _("All permissions are given.")
    if missing:
        told = _("Missing: %(scopes)s") % {"scopes": ", ".join(missing)}
    remedy = _("Connect the account again and say yes to everything.") if missing else ""
    yield Check(_("Permissions"), is_well=not missing, words=told, remedy=remedy)


def _room(access: Access) -> tuple[bool, str, str]:
    with opened(access) as line:
        found = room(line)
    posts, replies = found.get(POST, (0, 0)), found.get(REPLY, (0, 0))
    told = _(
        "%(posts)s of %(most_posts)s posts and %(replies)s of %(most)s replies are left today."
    )
    numbers = {"posts": posts[0], "most_posts": posts[1], "replies": replies[0], "most": replies[1]}
    is_well = all(left > 0 for left, total in found.values() if total)
    return is_well, told % numbers, _("Wait; there is room again within 24 hours.")


def _webhook(access: Access) -> Iterator[Check]:
    """Threads has no way to ask for it, so only what came in is told."""
    if not access.secrets.get("verify_token"):
        return
    name, told = _("Webhook"), _("Nothing was pushed yet; everything is pulled, minutes later.")
    if access.pushed_at:
        told = _("Last pushed on %(day)s.") % {"day": date_format(access.pushed_at)}
    is_well = not access.pushed_at or now() - access.pushed_at < _QUIET
    remedy = "" if is_well else _("See that the app is live and the address answers from outside.")
    yield Check(name, is_well=is_well, words=told, remedy=remedy)
