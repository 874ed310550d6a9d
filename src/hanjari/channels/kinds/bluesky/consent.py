"""Permission from the page of the account's own server (AT Protocol: OAuth): PAR, PKCE, DPoP.

OAuth in the protocol's profile: requests are pushed before anybody is sent anywhere (RFC 9126), every
token is bound to a key of the session (RFC 9449), the server says who it is on the way back
(RFC 9207), and refresh tokens change at every use.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line, code_of, ends, exchange, question
from hanjari.channels.contract import Access, BrokenError, Grant, Question
from hanjari.channels.kinds.bluesky import clients, discovery, identity, proofs, sessions
from hanjari.channels.kinds.bluesky.manners import NONCE, BlueskyManners
from hanjari.channels.kinds.bluesky.shapes import time_of, word
from hanjari.kit.clock import now

LASTS = {clients.BY_NOTHING: timedelta(days=14), clients.BY_KEY: timedelta(days=730)}
"""How long a session lives at most, whatever is renewed (reference server: `SESSION_LIFETIME`, `…_EXTENDED`)."""
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def consent(access: Access, redirect_uri: str, state: str) -> Question | None:
    """Push the request, then send the person; None with an app password. Raises `BrokenError`."""
    if access.secrets.get("app_password"):
        return None
    who = identity.resolve(access, str(access.settings.get("handle") or ""))
    authority = discovery.authority_of(access, who.pds)
    name, key = clients.client_id(access, redirect_uri), proofs.new_key()
    asked = question(
        authority.par,
        client_id=name,
        redirect_uri=redirect_uri,
        scope=" ".join(clients.SCOPES),
        state=state,
        login_hint=who.handle or who.did,
    )
    form = dict(parse_qsl(urlsplit(asked.url).query))
    remembered = {
        **asked.remembered,
        "dpop_key": key,
        "did": who.did,
        "pds": who.pds,
        "username": who.handle,
        "issuer": authority.issuer,
        "token_endpoint": authority.token,
        "client_id": name,
        "client_auth": clients.way(access),
    }
    pushed = _posted(access, remembered, key, authority.par, form)
    if not word(pushed, "request_uri"):
        raise _garbled()
    shown = urlencode({"client_id": name, "request_uri": pushed["request_uri"]})
    return Question(f"{authority.page}?{shown}", remembered)


def granted(
    access: Access, redirect_uri: str, query: Mapping[str, str], remembered: Mapping[str, str]
) -> Grant:
    """The person came back: tokens, once it is sure from whom and for whom. Raises `BrokenError`."""
    if query.get("iss", "") != remembered.get("issuer"):
        words = _(
            "The answer came from another server than the one that was asked. Nothing was changed."
        )
        raise BrokenError("issuer", words, needs_person=True)
    form = {
        "grant_type": "authorization_code",
        "code": code_of(query),
        "redirect_uri": redirect_uri,
        "code_verifier": remembered.get("verifier", ""),
    }
    settings = {name: remembered[name] for name in _KEPT}
    told = _exchanged(access, settings, remembered["dpop_key"], form)
    if word(told, "sub") != remembered["did"]:
        words = _("Somebody said yes with another account than %(handle)s. Nothing was changed.")
        handle = access.settings.get("handle")
        raise BrokenError("account", words % {"handle": handle}, needs_person=True)
    settings["session_ends"] = (now() + LASTS[remembered["client_auth"]]).isoformat()
    secrets = {"dpop_key": remembered["dpop_key"]}
    return _grant(told, settings, secrets)


def renew(access: Access) -> Grant | None:
    """Fresh tokens when the old end soon. Raises `BrokenError`.

    Before the first consent the key is made by which the document says who we are: the document
    must tell it before anybody is asked.
    """
    if not access.secrets.get("access_token"):
        if access.secrets.get("client_key"):
            return None
        secrets = {"client_key": proofs.new_key()}
        return Grant(secrets=secrets, own_ids=access.own_ids, scopes=access.scopes)
    if not sessions.is_due(time_of(access.settings.get("token_ends")) or now()):
        return None
    form = {"grant_type": "refresh_token", "refresh_token": access.secrets.get("refresh_token", "")}
    told = _exchanged(access, access.settings, access.secrets["dpop_key"], form)
    if word(told, "sub") != access.settings.get("did"):
        raise _garbled()
    return _grant(told, dict(access.settings), {})


_KEPT = ("did", "pds", "username", "issuer", "token_endpoint", "client_id", "client_auth")


def _exchanged(
    access: Access, settings: Mapping[str, Any], key: str, form: dict[str, str]
) -> dict[str, Any]:
    told = _posted(access, settings, key, str(settings["token_endpoint"]), form)
    if str(told.get("token_type")).lower() != "dpop":
        raise _garbled()
    if "atproto" not in word(told, "scope").split():
        words = _("Bluesky gave no permission for what we need. Connect the account again.")
        raise BrokenError("no_consent", words, needs_person=True)
    return told


def _posted(
    access: Access, settings: Mapping[str, Any], key: str, url: str, form: dict[str, str]
) -> dict[str, Any]:
    """One signed request; a server that wants its newer nonce signed gets it. Raises `BrokenError`."""
    form = {**form, "client_id": str(settings["client_id"])}
    manners = BlueskyManners()
    with Line(access, "", {}, manners) as line:
        for is_last in (False, True):
            if settings.get("client_auth") == clients.BY_KEY:
                told = (access.secrets["client_key"], form["client_id"], str(settings["issuer"]))
                form |= {
                    "client_assertion_type": _ASSERTION,
                    "client_assertion": proofs.assertion(*told),
                }
            nonce = manners.nonces.get("", "")
            line.headers["DPoP"] = proofs.proof(key, "POST", url, nonce=nonce)
            try:
                if "grant_type" in form:
                    return exchange(line, url, **form)
                body = line.ask("POST", url, data=form).body
            except BrokenError as error:
                if error.code != NONCE or is_last:
                    raise
            else:
                return body if isinstance(body, dict) else {}
    raise AssertionError


def _grant(told: dict[str, Any], settings: dict[str, Any], secrets: dict[str, str]) -> Grant:
    until = ends(told)
    last: datetime | None = time_of(settings.get("session_ends"))
    tokens = {"access_token": str(told["access_token"])}
    if word(told, "refresh_token"):
        tokens["refresh_token"] = word(told, "refresh_token")
    return Grant(
        settings={**settings, "token_ends": until.isoformat() if until else ""},
        secrets={**secrets, **tokens},
        own_ids=(str(settings["did"]),),
        expires_at=last,
        scopes=tuple(word(told, "scope").split()),
    )


def _garbled() -> BrokenError:
    return BrokenError("garbled", _("Bluesky sent something broken."))
