"""Where an account's owner says yes (AT Protocol: OAuth, Server Metadata): its server names who decides."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line
from hanjari.channels.contract import Access, BrokenError
from hanjari.channels.kinds.bluesky.manners import BlueskyManners
from hanjari.channels.kinds.bluesky.shapes import word


@dataclass(frozen=True, slots=True)
class Authority:
    """An authorisation server: who it says it is, and its three doors."""

    issuer: str
    par: str
    page: str
    token: str


def authority_of(access: Access, pds: str) -> Authority:
    """The authorisation server of an account's server. Raises `BrokenError`."""
    with Line(access, "", {}, BlueskyManners(), 20.0) as line:
        resource = line.ask("GET", f"{pds}/.well-known/oauth-protected-resource").body
        named = resource.get("authorization_servers") if isinstance(resource, dict) else None
        issuer = named[0] if isinstance(named, list) and named else ""
        if not _is_origin(issuer, pds):
            raise _untrusted()
        told = line.ask("GET", f"{issuer}/.well-known/oauth-authorization-server").body
    found = Authority(
        word(told, "issuer"),
        word(told, "pushed_authorization_request_endpoint"),
        word(told, "authorization_endpoint"),
        word(told, "token_endpoint"),
    )
    scopes = told.get("scopes_supported") if isinstance(told, dict) else None
    is_atproto = isinstance(scopes, list) and "atproto" in scopes
    doors = (found.par, found.page, found.token)
    if found.issuer != issuer or not is_atproto or not all(_is_safe(one, pds) for one in doors):
        raise _untrusted()
    return found


def _is_origin(told: object, pds: str) -> bool:
    """An issuer is an origin: no path, no query (OAuth, Authorization Server Metadata)."""
    if not isinstance(told, str) or not _is_safe(told, pds):
        return False
    parts = urlsplit(told)
    return f"{parts.scheme}://{parts.netloc}" == told and not parts.username


def _is_safe(address: str, pds: str) -> bool:
    """https; plain http only where the account's own server is a plain one (a developer's)."""
    parts = urlsplit(address)
    return bool(parts.netloc) and parts.scheme in {"https", urlsplit(pds).scheme}


def _untrusted() -> BrokenError:
    words = _(
        "The account's server does not say clearly who may give permission. Nothing was changed."
    )
    return BrokenError("untrusted", words, needs_person=True)
