"""Permission from Threads' own page: a code, a token of an hour, one of 60 days, renewed in time.

Threads API, Get access tokens and permissions; Long-lived tokens: a long-lived token can be renewed
once it is a day old and as long as it has not run out; each renewal gives 60 days.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line, code_of, ends, exchange, question
from hanjari.channels.calling.graph.faults import GraphManners
from hanjari.channels.calling.graph.paging import ident, part, words
from hanjari.channels.contract import Access, BrokenError, Grant, Question
from hanjari.channels.kinds.threads.api import ThreadsLine, root
from hanjari.kit.clock import now

PAGE = "https://threads.net/oauth/authorize"
SCOPES = (
    "threads_basic",
    "threads_content_publish",
    "threads_read_replies",
    "threads_manage_replies",
    "threads_manage_mentions",
    "threads_keyword_search",
    "threads_delete",
)
RENEWED_AT = timedelta(days=50)
"""What is left of the 60 days when a token is renewed: ten days old, and seven weeks to spare."""
YOUNGEST = timedelta(hours=24)


def consent(access: Access, redirect_uri: str, state: str) -> Question:
    """Send the person to Threads. Raises `BrokenError` without the app's number."""
    client = str(access.settings.get("app_id") or "")
    if not client:
        message = _("The Threads app ID is missing.")
        raise BrokenError("no_client", message, needs_person=True)
    return question(
        PAGE,
        is_pkce=False,
        client_id=client,
        redirect_uri=redirect_uri,
        scope=",".join(SCOPES),
        state=state,
    )


def granted(access: Access, redirect_uri: str, query: Mapping[str, str]) -> Grant:
    """The person came back: a token of 60 days, and who we are. Raises `BrokenError`."""
    client, secret = _keys(access)
    with Line(access, root(access), {}, GraphManners()) as line:
        short = exchange(
            line,
            "/oauth/access_token",
            client_id=client,
            client_secret=secret,
            grant_type="authorization_code",
            redirect_uri=redirect_uri,
            code=code_of(query).removesuffix("#_"),
        )
        told = _told(
            line.ask(
                "GET",
                "/access_token",
                params={
                    "grant_type": "th_exchange_token",
                    "client_secret": secret,
                    "access_token": short["access_token"],
                },
            ).body
        )
    with ThreadsLine(access, told["access_token"]) as threads:
        me = threads.ask("GET", "/me", params={"fields": "id,username,name"}).body
        scopes = _scopes(threads, told["access_token"])
    number, name = (
        ident(part({"me": me}, "me").get("id")),
        words(part({"me": me}, "me").get("username")),
    )
    if not number or not name:
        raise BrokenError("garbled", _("Threads sent something broken."))
    grant = _grant(told, scopes)
    settings = {**grant.settings, "user_id": number, "username": name}
    return Grant(settings, grant.secrets, (number, name), grant.expires_at, scopes)


def renew(access: Access) -> Grant | None:
    """Another 60 days, when it is time; None otherwise. Raises `BrokenError`."""
    token = access.secrets.get("access_token", "")
    until, since = _time(access.settings, "token_ends"), _time(access.settings, "token_since")
    if not token or (until and until - now() > RENEWED_AT):
        return None
    if since and now() - since < YOUNGEST:
        return None
    asked = {"grant_type": "th_refresh_token", "access_token": token}
    with Line(access, root(access), {}, GraphManners()) as line:
        told = _told(line.ask("GET", "/refresh_access_token", params=asked).body)
    return _grant(told, access.scopes)


def _grant(told: Mapping[str, Any], scopes: tuple[str, ...]) -> Grant:
    """`expires_at` is left open: the token is renewed by itself for as long as the house runs."""
    until = ends(told)
    settings = {
        "token_ends": until.isoformat() if until else "",
        "token_since": now().isoformat(),
    }
    return Grant(settings, {"access_token": str(told["access_token"])}, scopes=scopes)


def _keys(access: Access) -> tuple[str, str]:
    client, secret = str(access.settings.get("app_id") or ""), access.secrets.get("app_secret", "")
    if not client or not secret:
        message = _("Threads app ID and Threads app secret are missing.")
        raise BrokenError("no_client", message, needs_person=True)
    return client, secret


def _told(body: Any) -> Mapping[str, Any]:
    if not isinstance(body, Mapping) or not words(body.get("access_token")):
        raise BrokenError("garbled", _("Threads sent something broken."))
    return body


def _scopes(threads: ThreadsLine, token: str) -> tuple[str, ...]:
    """What was given (Debug token); unknown when Threads does not say."""
    try:
        body = threads.ask("GET", "/debug_token", params={"input_token": token}).body
    except BrokenError:
        return ()
    given = part(body, "data").get("scopes")
    return tuple(str(one) for one in given) if isinstance(given, list) else ()


def _time(settings: Mapping[str, Any], name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(str(settings.get(name)))
    except ValueError:
        return None
