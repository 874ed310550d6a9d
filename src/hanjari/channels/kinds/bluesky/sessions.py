"""Sessions by app password (lexicons `com.atproto.server.createSession`, `refreshSession`), and their renewal.

Logging in is counted strictly (30 times in five minutes, 300 a day), so a session is opened once and
kept alive by its refresh token, which changes at every use. Only where that was lost or revoked the
app password opens another.
"""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line
from hanjari.channels.contract import Access, BrokenError, Grant, SpentError
from hanjari.channels.kinds.bluesky import identity, uris
from hanjari.channels.kinds.bluesky.api import DAY, QUOTAS, REQUESTS, SESSIONS
from hanjari.channels.kinds.bluesky.clients import SCOPES
from hanjari.channels.kinds.bluesky.manners import EXPIRED, BlueskyManners
from hanjari.channels.kinds.bluesky.shapes import word
from hanjari.kit.clock import now

EARLY = timedelta(minutes=15)
"""So long before its end a session is renewed: longer than any pull or send takes."""
_REVOKED = {EXPIRED, "login", "invalid"}


def renew(access: Access) -> Grant | None:
    """The first session, or a fresh one when the old ends soon; None while it lasts. Raises `BrokenError`."""
    if not access.secrets.get("access_token") or access.secrets.get("dpop_key"):
        return opened(access)  # none yet, or one that was given at Bluesky's own page before
    if not is_due(ends_at(access.secrets["access_token"])):
        return None
    try:
        return _refreshed(access)
    except BrokenError as error:
        if error.code not in _REVOKED:
            raise
    return opened(access)


def opened(access: Access) -> Grant:
    """Log in with the app password. Raises `BrokenError`."""
    who = identity.resolve(access, str(access.settings.get("handle") or ""))
    told = {"identifier": who.did, "password": access.secrets.get("app_password", "")}
    _count(access)
    with Line(access, who.pds, {}, BlueskyManners(QUOTAS)) as line:
        name = "/xrpc/com.atproto.server.createSession"
        try:
            body = line.ask("POST", name, take=REQUESTS, json=told).body
        except BrokenError as error:
            raise _refused(error) from error
    return _grant(body, who.did, who.pds)


def is_due(end: datetime | None) -> bool:
    """Whether it is time to renew; what doesn't say its end is renewed when it is refused."""
    return end is not None and end - now() < EARLY


def ends_at(token: str) -> datetime | None:
    """The end that a token tells of itself (RFC 7519, `exp`); only to know when to renew."""
    middle = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        told = json.loads(urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
        return datetime.fromtimestamp(float(told["exp"]), UTC)
    except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError):
        return None


def _refreshed(access: Access) -> Grant:
    headers = {"Authorization": f"Bearer {access.secrets.get('refresh_token', '')}"}
    pds = str(access.settings.get("pds") or "")
    with Line(access, pds, headers, BlueskyManners(QUOTAS)) as line:
        name = "/xrpc/com.atproto.server.refreshSession"
        body = line.ask("POST", name, take=REQUESTS).body
    return _grant(body, str(access.settings.get("did") or ""), pds)


def _grant(body: Any, did: str, pds: str) -> Grant:
    """`didDoc` tells when the account has moved to another server."""
    tokens = {"access_token": word(body, "accessJwt"), "refresh_token": word(body, "refreshJwt")}
    if not all(tokens.values()) or word(body, "did") != did or not uris.is_did(did):
        raise BrokenError("garbled", _("Bluesky sent something broken."))
    if body.get("active") is False:
        words = _("Bluesky has closed or suspended this account.")
        raise BrokenError("closed", words, needs_person=True)
    server = identity.server_of(body.get("didDoc")) or pds
    settings = {"did": did, "pds": server, "username": word(body, "handle")}
    secrets = {**tokens, "dpop_key": ""}
    return Grant(settings=settings, secrets=secrets, own_ids=(did,), scopes=SCOPES)


def _count(access: Access) -> None:
    try:
        for name in (SESSIONS, SESSIONS + DAY):
            access.meter.take(name)
    except SpentError as error:
        raise BrokenError(error.code, error.words, retry_after=error.retry_after) from error


def _refused(error: BrokenError) -> BrokenError:
    """What a refused login means here."""
    if error.code not in {"login", "invalid"}:
        return error
    words = _("Bluesky refuses handle or app password. Make a new app password and enter it.")
    return BrokenError("login", words, needs_person=True)
