"""Permission from X's own page: OAuth 2.0 with PKCE, and tokens of two hours renewed by a rotating one.

X API, OAuth 2.0 Authorization Code Flow with PKCE: `offline.access` brings a refresh token, each
renewal brings a new one and ends the old; a confidential client signs with HTTP Basic, a public one
names its `client_id` in the form.
"""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line, code_of, ends, exchange, question
from hanjari.channels.contract import Access, BrokenError, Grant, Question
from hanjari.channels.kinds.x.api import PAGE, base
from hanjari.channels.kinds.x.manners import XManners
from hanjari.kit.clock import now

SCOPES = ("tweet.read", "tweet.write", "users.read", "media.write", "offline.access")
DM_SCOPES = ("dm.read", "dm.write")
TOKEN = "/2/oauth2/token"  # noqa: S105 (a path)
EARLY = timedelta(minutes=15)
"""So long before its end a token is renewed: longer than any pull or send takes."""


def wanted(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The permissions that this account needs by its settings."""
    return (*SCOPES, *DM_SCOPES) if settings.get("direct_messages") else SCOPES


def consent(access: Access, redirect_uri: str, state: str) -> Question:
    """Send the person to X. Raises `BrokenError` without a Client ID."""
    client = str(access.settings.get("client_id") or "")
    if not client:
        words = _("The Client ID of the X app is missing.")
        raise BrokenError("no_client", words, needs_person=True)
    return question(
        PAGE,
        client_id=client,
        redirect_uri=redirect_uri,
        scope=" ".join(wanted(access.settings)),
        state=state,
    )


def granted(
    access: Access, redirect_uri: str, query: Mapping[str, str], remembered: Mapping[str, str]
) -> Grant:
    """The person came back: tokens, and who we are. Raises `BrokenError`."""
    told = _exchanged(
        access,
        grant_type="authorization_code",
        code=code_of(query),
        redirect_uri=redirect_uri,
        code_verifier=remembered.get("verifier", ""),
    )
    with Line(access, base(access), _bearer(told), XManners("me")) as line:
        body = line.ask("GET", "/2/users/me", take="me").body
    user = body.get("data") if isinstance(body, Mapping) else None
    if not isinstance(user, Mapping) or not str(user.get("id") or ""):
        raise BrokenError("garbled", _("X sent something broken."))
    settings = {"user_id": str(user["id"]), "username": str(user.get("username") or "")}
    return _grant(told, settings, own_ids=(str(user["id"]),))


def renew(access: Access) -> Grant | None:
    """New tokens when the old end soon; None while they last. Raises `BrokenError`."""
    token = access.secrets.get("refresh_token")
    if not token or not _is_due(access.settings.get("token_ends")):
        return None
    told = _exchanged(access, grant_type="refresh_token", refresh_token=token)
    return _grant(told, {}, own_ids=access.own_ids)


def _is_due(told: Any) -> bool:
    try:
        return datetime.fromisoformat(str(told)) - now() < EARLY
    except (ValueError, TypeError):
        return True


def _exchanged(access: Access, **form: str) -> dict[str, Any]:
    client = str(access.settings.get("client_id") or "")
    secret = access.secrets.get("client_secret", "")
    headers: dict[str, str] = {}
    if secret:
        headers["Authorization"] = f"Basic {b64encode(f'{client}:{secret}'.encode()).decode()}"
    else:
        form["client_id"] = client
    with Line(access, base(access), headers, XManners()) as line:
        return exchange(line, TOKEN, **form)


def _grant(told: dict[str, Any], settings: dict[str, Any], own_ids: tuple[str, ...]) -> Grant:
    until = ends(told)
    refresh = str(told.get("refresh_token") or "")
    secrets = {"access_token": str(told["access_token"])}
    if refresh:
        secrets["refresh_token"] = refresh
    return Grant(
        settings={**settings, "token_ends": until.isoformat() if until else ""},
        secrets=secrets,
        own_ids=own_ids,
        expires_at=None if refresh else until,
        scopes=tuple(str(told.get("scope") or "").split()),
    )


def _bearer(told: Mapping[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {told['access_token']}"}
