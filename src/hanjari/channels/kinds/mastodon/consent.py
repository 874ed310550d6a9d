"""Permission from the server's own page: an app is registered there, then OAuth with PKCE where it is known.

Mastodon API, apps: `POST /api/v1/apps`; OAuth: `/oauth/authorize`, `/oauth/token`; Mastodon 4.3 tells
what it supports at `/.well-known/oauth-authorization-server` (RFC 8414). A pasted access token
is the other way; who it belongs to is asked once.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line, code_of, ends, exchange, question
from hanjari.channels.contract import Access, BrokenError, Grant, Question
from hanjari.channels.kinds.mastodon import ids
from hanjari.channels.kinds.mastodon.api import Api, base, garbled, is_refused, whoami
from hanjari.channels.kinds.mastodon.manners import MastodonManners
from hanjari.channels.kinds.mastodon.statuses import Thing, text
from hanjari.kit.clock import now

SCOPES = ("read", "write:statuses", "write:media")
_WIDE = ("read", "write")
"""For servers that know no finer ones."""
EARLY = timedelta(hours=1)
"""So long before its end a token is renewed, where the server lets tokens end (Pleroma, Akkoma)."""


def consent(access: Access, redirect_uri: str, state: str) -> Question | None:
    """Register an app and send the person; None with a pasted token. Raises `BrokenError`."""
    way = access.settings.get("login") or ("token" if access.secrets.get("access_token") else "")
    if way == "token":
        return None
    with _line(access) as line:
        told = _told(line)
        scopes = " ".join(_scopes(told))
        form = {"client_name": "Hanjari", "redirect_uris": redirect_uri, "scopes": scopes}
        app = line.ask("POST", "/api/v1/apps", take="api", data=form).body
    client = text(app, "client_id") if isinstance(app, Mapping) else ""
    if not client:
        raise garbled()
    asked = question(
        f"{base(access)}/oauth/authorize",
        is_pkce="S256" in _listed(told, "code_challenge_methods_supported"),
        client_id=client,
        redirect_uri=redirect_uri,
        scope=scopes,
        state=state,
    )
    remembered = {
        "client_id": client,
        "client_secret": text(app, "client_secret"),
        "scopes": scopes,
    }
    return Question(asked.url, {**asked.remembered, **remembered})


def granted(
    access: Access, redirect_uri: str, query: Mapping[str, str], remembered: Mapping[str, str]
) -> Grant:
    """The person came back: a token, and who we are. Raises `BrokenError`."""
    form = {
        "grant_type": "authorization_code",
        "code": code_of(query),
        "client_id": remembered.get("client_id", ""),
        "client_secret": remembered.get("client_secret", ""),
        "redirect_uri": redirect_uri,
        "scope": remembered.get("scopes", ""),
    }
    if verifier := remembered.get("verifier"):
        form["code_verifier"] = verifier
    with _line(access) as line:
        told = exchange(line, "/oauth/token", **form)
    grant = _introduced(access, {**access.secrets, "access_token": str(told["access_token"])})
    app = {name: form[name] for name in ("client_id", "client_secret")}
    return _laid(told, grant, app)


def renew(access: Access) -> Grant | None:
    """Learn once whose a pasted token is; new tokens where they end. None otherwise. Raises `BrokenError`."""
    refresh = access.secrets.get("refresh_token")
    if refresh and _is_due(access.settings.get("token_ends")):
        form = {name: access.secrets.get(name, "") for name in ("client_id", "client_secret")}
        with _line(access) as line:
            told = exchange(
                line, "/oauth/token", grant_type="refresh_token", refresh_token=refresh, **form
            )
        return _laid(told, Grant(own_ids=access.own_ids, scopes=access.scopes), {})
    if access.own_ids or not access.secrets.get("access_token"):
        return None
    return _introduced(access, access.secrets)


def covers(scopes: tuple[str, ...]) -> tuple[str, ...]:
    """What was given, with the finer ones that a wide one holds (Mastodon API, OAuth scopes)."""
    finer = [one for one in SCOPES if one.partition(":")[0] in scopes]
    return tuple(dict.fromkeys([*scopes, *finer]))


def _introduced(access: Access, secrets: Mapping[str, str]) -> Grant:
    known = Access(
        access.account_id, access.name, access.settings, dict(secrets), {}, meter=access.meter
    )
    with Api(known) as api:
        account = whoami(api)
        scopes = _app_scopes(api)
    settings = {"user_id": ids.of(account), "acct": text(account, "acct")}
    return Grant(settings, own_ids=(ids.of(account),), scopes=covers(scopes))


def _app_scopes(api: Api) -> tuple[str, ...]:
    """What the token may, where the server tells (Mastodon 4.3, `apps/verify_credentials`)."""
    try:
        body = api.ask("GET", "/api/v1/apps/verify_credentials").body
    except BrokenError as error:
        if not is_refused(error):
            raise
        body = None
    return tuple(_listed(body, "scopes"))


def _laid(told: dict[str, Any], grant: Grant, app: Mapping[str, str]) -> Grant:
    until = ends(told)
    refresh = told.get("refresh_token")
    refresh = refresh if isinstance(refresh, str) else ""
    secrets = {**app, "access_token": str(told["access_token"])}
    if refresh:
        secrets["refresh_token"] = refresh
    given = tuple(str(told.get("scope") or "").split())
    return Grant(
        settings={**grant.settings, "token_ends": until.isoformat() if until else ""},
        secrets=secrets,
        own_ids=grant.own_ids,
        expires_at=None if refresh else until,
        scopes=covers(given) or grant.scopes,
    )


def _line(access: Access) -> Line:
    if not base(access):
        words = _("The address of the server is missing.")
        raise BrokenError("no_server", words, needs_person=True)
    return Line(access, base(access), {"Accept": "application/json"}, MastodonManners("api"))


def _told(line: Line) -> Thing:
    """What the server says of its OAuth; nothing where it is silent."""
    try:
        body = line.ask("GET", "/.well-known/oauth-authorization-server", take="api").body
    except BrokenError as error:
        if not (is_refused(error) or error.code.startswith("http_4") or error.code == "garbled"):
            raise
        body = None
    return body if isinstance(body, Mapping) else {}


def _scopes(told: Thing) -> tuple[str, ...]:
    known = _listed(told, "scopes_supported")
    return _WIDE if known and not set(SCOPES) <= set(known) else SCOPES


def _listed(told: Any, name: str) -> list[str]:
    found = told.get(name) if isinstance(told, Mapping) else None
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _is_due(told: Any) -> bool:
    try:
        return datetime.fromisoformat(str(told)) - now() < EARLY
    except (ValueError, TypeError):
        return False
