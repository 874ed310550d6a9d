"""Who somebody is (AT Protocol: Handle, DID): handle to DID to its document, which names the server.

A handle is believed only when the DID's document names it too. All addresses are called through the
guard, as a document may name any address.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line
from hanjari.channels.contract import Access, BrokenError
from hanjari.channels.kinds.bluesky import uris
from hanjari.channels.kinds.bluesky.manners import MISSING, BlueskyManners
from hanjari.channels.kinds.bluesky.shapes import things, word

PLC = "https://plc.directory"
APPVIEW = "https://public.api.bsky.app"
WELL_KNOWN = "https://{handle}/.well-known/atproto-did"
_GONE = {MISSING, "invalid", "http_404", "http_410"}


@dataclass(frozen=True, slots=True)
class Identity:
    """An account: its name for ever, its name for people, and the server where it lives."""

    did: str
    handle: str
    pds: str


def resolve(access: Access, told: str) -> Identity:
    """By handle or DID. Raises `BrokenError`, needing a person when there is no such account."""
    with Line(access, "", {}, BlueskyManners(), 20.0) as line:
        did = told if uris.is_did(told) else _did_of(access, line, told)
        document = _document(access, line, did)
    pds, handle = _server(document), _handle(document)
    if not pds or document.get("id") != did:
        raise _unknown(told)
    if not uris.is_did(told) and handle != told.lower():
        words = _("%(handle)s does not belong to this account any more. Look at the handle.")
        raise BrokenError("handle", words % {"handle": told}, needs_person=True)
    return Identity(did, handle, pds)


def _did_of(access: Access, line: Line, handle: str) -> str:
    """The handle's own web site first, then the AppView, which also knows those in DNS."""
    if not uris.is_handle(handle):
        raise _unknown(handle)
    pattern = str(access.settings.get("well_known") or WELL_KNOWN)
    try:
        content = line.ask("GET", pattern.format(handle=handle)).content
        did = content[:300].decode(errors="replace").strip()
        if uris.is_did(did):
            return did
    except BrokenError:
        pass  # most handles stand in DNS only
    base = str(access.settings.get("appview") or APPVIEW)
    url = f"{base}/xrpc/com.atproto.identity.resolveHandle"
    try:
        did = word(line.ask("GET", url, params={"handle": handle}).body, "did")
    except BrokenError as error:
        if error.code in _GONE:
            raise _unknown(handle) from error
        raise
    if not uris.is_did(did):
        raise _unknown(handle)
    return did


def _document(access: Access, line: Line, did: str) -> dict[str, Any]:
    if did.startswith("did:plc:"):
        url = f"{access.settings.get('plc') or PLC}/{quote(did, safe=':')}"
    elif did.startswith("did:web:") and uris.is_handle(did.removeprefix("did:web:")):
        url = f"https://{did.removeprefix('did:web:')}/.well-known/did.json"
    else:
        raise _unknown(did)
    try:
        answer = line.ask("GET", url)
    except BrokenError as error:
        if error.code in _GONE:
            raise _unknown(did) from error
        raise
    body = answer.body
    if not isinstance(body, dict):
        raise BrokenError("garbled", _("The network sent something broken."))
    return body


def server_of(document: Any) -> str:
    """The server that a DID document names (`#atproto_pds`); '' when it names none."""
    return _server(document if isinstance(document, dict) else {})


def _server(document: dict[str, Any]) -> str:
    for service in things(document.get("service")):
        is_pds = str(service.get("id") or "").endswith("#atproto_pds")
        address = word(service, "serviceEndpoint").rstrip("/")
        parts = urlsplit(address)
        if is_pds and parts.scheme in {"https", "http"} and parts.netloc and not parts.path:
            return address
    return ""


def _handle(document: dict[str, Any]) -> str:
    names = document.get("alsoKnownAs")
    for name in names if isinstance(names, list) else []:
        if isinstance(name, str) and name.startswith("at://"):
            return name.removeprefix("at://").lower()
    return ""


def _unknown(told: str) -> BrokenError:
    words = _("There is no account %(name)s on Bluesky. Look at the handle.")
    return BrokenError("unknown", words % {"name": told[:100]}, needs_person=True)
