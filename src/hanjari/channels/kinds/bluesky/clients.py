"""Who we are to authorisation servers (AT Protocol: OAuth, Clients): a document at an address of ours.

The address is the account's door and at the same time our name (`client_id`), so nobody has to be
asked for registration. A desk that only this machine reaches is a *localhost client*, which needs
no document.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, BrokenError
from hanjari.channels.kinds.bluesky import proofs

SCOPES = ("atproto", "transition:generic")
"""Who the account is, and all that an app password may do (AT Protocol: OAuth, Authorization Scopes)."""
BY_KEY, BY_NOTHING = "key", "none"
"""How we show who we are: by a key of our own, or, as a public client, not at all."""
_LOCAL = "http://localhost"
_OF_THIS_MACHINE = {"127.0.0.1", "::1"}


def client_id(access: Access, redirect_uri: str) -> str:
    """Our name. Raises `BrokenError` where the desk's own address can't be one."""
    if _is_public(access):
        asked = urlencode({"redirect_uri": redirect_uri})
        return f"{access.door_url.rstrip('/')}?{asked}"  # a name must not end in a slash
    if urlsplit(redirect_uri).hostname not in _OF_THIS_MACHINE:
        words = _(
            "Bluesky's page sends people back to https addresses, or to http://127.0.0.1 on this"
            " machine. Open the desk there, or use an app password."
        )
        raise BrokenError("address", words, needs_person=True)
    return f"{_LOCAL}?{urlencode({'redirect_uri': redirect_uri, 'scope': ' '.join(SCOPES)})}"


def way(access: Access) -> str:
    """How this account shows who we are; what a living session began with stays."""
    begun = str(access.settings.get("client_auth") or "")
    if begun and access.secrets.get("access_token"):
        return begun
    return BY_KEY if _is_public(access) and access.secrets.get("client_key") else BY_NOTHING


def greet(access: Access, request: HttpRequest) -> HttpResponse | None:
    """The document, when our name is looked up; only for ways back that lead to this very desk."""
    wanted = request.GET.get("redirect_uri", "")
    if request.method != "GET" or not wanted or not _is_public(access):
        return None
    if _origin(wanted) != _origin(access.door_url):
        return None
    return JsonResponse(_document(access, wanted))


def _document(access: Access, redirect_uri: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "client_id": client_id(access, redirect_uri),
        "client_name": "Hanjari",
        "client_uri": _origin(access.door_url),
        "application_type": "web",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "redirect_uris": [redirect_uri],
        "scope": " ".join(SCOPES),
        "dpop_bound_access_tokens": True,
        "token_endpoint_auth_method": BY_NOTHING,
    }
    if way(access) == BY_KEY:
        key = access.secrets["client_key"]
        told = {**proofs.public(key), "kid": proofs.key_id(key), "use": "sig"}
        found |= {
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": proofs.ALGORITHM,
            "jwks": {"keys": [{**told, "alg": proofs.ALGORITHM}]},
        }
    return found


def _is_public(access: Access) -> bool:
    return access.door_url.startswith("https://")


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
