"""Permission from Google's page (Google Identity: OAuth 2.0 for web server applications).

`access_type=offline` with `prompt=consent` brings a refresh token; it stays the same, and access
tokens of an hour are made from it. A project in testing gets refresh tokens of seven days, which
Google says in `refresh_token_expires_in`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line, code_of, ends, exchange, question
from hanjari.channels.contract import Access, BrokenError, Grant, Question
from hanjari.channels.kinds.youtube import api
from hanjari.channels.kinds.youtube.manners import YouTubeManners
from hanjari.kit.clock import now

PAGE = "https://accounts.google.com/o/oauth2/v2/auth"
TOKENS = "https://oauth2.googleapis.com"
SCOPES = ("https://www.googleapis.com/auth/youtube.force-ssl",)
"""The only one that comments need, for reading the held ones, writing and moderating (comments, commentThreads)."""
EARLY = timedelta(minutes=10)


def consent(access: Access, redirect_uri: str, state: str) -> Question:
    """Send the person to Google. Raises `BrokenError` without a client ID."""
    client = str(access.settings.get("client_id") or "")
    if not client:
        words = _("The client ID of the Google project is missing.")
        raise BrokenError("no_client", words, needs_person=True)
    return question(
        PAGE,
        client_id=client,
        redirect_uri=redirect_uri,
        scope=" ".join(SCOPES),
        state=state,
        access_type="offline",
        prompt="consent",
    )


def granted(
    access: Access, redirect_uri: str, query: Mapping[str, str], remembered: Mapping[str, str]
) -> Grant:
    """The person came back: tokens, and which channel it is. Raises `BrokenError`."""
    told = _exchanged(
        access,
        grant_type="authorization_code",
        code=code_of(query),
        redirect_uri=redirect_uri,
        code_verifier=remembered.get("verifier", ""),
    )
    base = str(access.settings.get("api") or api.BASE)
    headers = {"Authorization": f"Bearer {told['access_token']}"}
    with Line(access, base, headers, YouTubeManners()) as line:
        asked = {"part": "snippet", "mine": "true"}
        body = line.ask("GET", "/channels", take=api.UNITS, params=asked).body
    channels = api.items(body)
    if not channels:
        words = _("This Google account has no YouTube channel.")
        raise BrokenError("channelNotFound", words, needs_person=True)
    own = str(channels[0].get("id") or "")
    title = str(api.part(channels[0], "snippet").get("title") or "")
    return _grant(told, {"channel_id": own, "channel_title": title}, (own,))


def renew(access: Access) -> Grant | None:
    """A new access token when the old ends soon. Raises `BrokenError`."""
    token = access.secrets.get("refresh_token")
    if not token or not _is_due(access.settings.get("token_ends")):
        return None
    told = _exchanged(access, grant_type="refresh_token", refresh_token=token)
    return _grant(told, {}, access.own_ids)


def _exchanged(access: Access, **form: str) -> dict[str, Any]:
    client = str(access.settings.get("client_id") or "")
    secret = access.secrets.get("client_secret", "")
    base = str(access.settings.get("tokens") or TOKENS)
    with Line(access, base, {}, YouTubeManners()) as line:
        return exchange(line, "/token", client_id=client, client_secret=secret, **form)


def _grant(told: dict[str, Any], settings: dict[str, Any], own_ids: tuple[str, ...]) -> Grant:
    until = ends(told)
    secrets = {"access_token": str(told["access_token"])}
    if refresh := str(told.get("refresh_token") or ""):
        secrets["refresh_token"] = refresh
    return Grant(
        settings={**settings, "token_ends": until.isoformat() if until else ""},
        secrets=secrets,
        own_ids=own_ids,
        expires_at=ends(told, "refresh_token_expires_in"),
        scopes=tuple(str(told.get("scope") or "").split()),
    )


def _is_due(told: Any) -> bool:
    try:
        return datetime.fromisoformat(str(told)) - now() < EARLY
    except (ValueError, TypeError):
        return True
