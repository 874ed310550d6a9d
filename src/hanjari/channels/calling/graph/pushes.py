"""Webhooks of Meta: the handshake, the signature, and one push cut into what each account concerns.

Graph API, Webhooks, Getting started: the handshake shows our verify token and wants its
`hub.challenge` back; every push is signed in `X-Hub-Signature-256` with HMAC-SHA256 by the app
secret. One app has one address, so a push may carry entries of many Pages (at most 1000).

The callbacks for "removed the app" and "delete my data" (Facebook Login, Data deletion request
callback; Deauthorize callback) come to the same door as a form with a `signed_request`.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64Error
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from hanjari.channels.calling.graph.paging import Thing, ident, things
from hanjari.channels.contract import Access, ForgedError, Raw, UnreadableError

SIGNATURE = "X-Hub-Signature-256"
BIGGEST = 1_000_000
PUSH, REQUEST = "push", "request"
"""Hints of a raw payload: a cut of a webhook, or a signed request of a person."""
_PARTS = ("changes", "messaging", "standby")
_LONGEST = 1000


def greet(access: Access, request: HttpRequest) -> HttpResponse | None:
    """Answer the handshake; tell what became of a deletion; None for all else. Raises `ForgedError`."""
    if request.method != "GET":
        return None
    if code := request.GET.get("deletion", ""):
        return _told(access, code)
    if request.GET.get("hub.mode") != "subscribe":
        return None
    known, told = access.secrets.get("verify_token", ""), request.GET.get("hub.verify_token", "")
    challenge = request.GET.get("hub.challenge", "")
    if not known or not _same(known, told):
        raise ForgedError("the verify token is not ours")
    if not challenge or len(challenge) > _LONGEST:
        raise ForgedError("no challenge")
    return HttpResponse(challenge, content_type="text/plain")


def verify(access: Access, request: HttpRequest, wanted: str) -> list[Raw]:
    """The push, cut by account; `wanted` is its `object`. Raises `ForgedError`.

    Nothing of the body is looked at before its signature. Meta sends no time that could tell a replay,
    so a replay is cut into the very same payloads, which are known by their bytes.
    """
    if request.method != "POST":
        raise ForgedError("not a POST")
    if len(request.body) > BIGGEST:
        raise ForgedError("too large")
    if request.content_type == "application/x-www-form-urlencoded":
        return [_request(access, request.body)]
    told = request.headers.get(SIGNATURE, "")
    if not _same(signed(_secret(access), request.body), told):
        raise ForgedError("the signature is not Meta's")
    return cut(request.body, wanted)


def cut(body: bytes, wanted: str) -> list[Raw]:
    """One payload an event, each under its entry's id, byte for byte the same at every repetition."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return [Raw(body, {"form": PUSH})]  # signed by Meta: kept, and found unreadable
    if not isinstance(told, Mapping) or told.get("object") not in (wanted, None):
        return []
    found = [_one(wanted, entry, name, event) for entry, name, event in _events(told)]
    return list({raw.body: raw for raw in found}.values())


def whose(raw: Raw) -> str:
    """The Page or Instagram account that a payload concerns."""
    return str(raw.hints.get("entry") or "")


def events(raw: Raw) -> list[tuple[Thing, str, Thing]]:
    """Entry, part and event of a payload. Raises `UnreadableError`."""
    try:
        told = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if not isinstance(told, Mapping) or "entry" not in told:
        raise UnreadableError("no webhook of Meta's")
    return _events(told)


def answer(access: Access, request: HttpRequest, raws: Sequence[Raw]) -> HttpResponse:
    """What Meta wants to hear: for a signed request where its progress can be read, else nothing."""
    number = next((str(one.hints["code"]) for one in raws if one.hints.get("form") == REQUEST), "")
    if not number:
        return HttpResponse(status=200)
    door = access.door_url or request.build_absolute_uri(request.path)
    return JsonResponse({"url": f"{door}?deletion={number}", "confirmation_code": number})


def signed(secret: str, body: bytes) -> str:
    """As Meta signs a push."""
    return f"sha256={hmac.new(secret.encode(), body, sha256).hexdigest()}"


def signed_request(secret: str, payload: Mapping[str, Any]) -> str:
    """As Meta signs a request of a person (Parsing the signed request): signature and payload in base64url."""
    told = urlsafe_b64encode(json.dumps(payload).encode()).rstrip(b"=")
    mark = urlsafe_b64encode(hmac.new(secret.encode(), told, sha256).digest()).rstrip(b"=")
    return f"{mark.decode()}.{told.decode()}"


def _request(access: Access, body: bytes) -> Raw:
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=20)
    mark, _dot, told = fields.get("signed_request", [""])[0].partition(".")
    expected = hmac.new(_secret(access).encode(), told.encode(), sha256).digest()
    if not told or not hmac.compare_digest(expected, _decoded(mark)):
        raise ForgedError("the request is not signed by Meta")
    code = sha256(told.encode()).hexdigest()[:16]
    return Raw(_decoded(told), {"form": REQUEST, "code": code})


def _told(access: Access, code: str) -> HttpResponse:
    if len(code) > _LONGEST or not code.isalnum():
        raise ForgedError("no number of ours")
    words = _(
        "Request %(code)s has arrived. The keys that Meta gave for your login are void from now on"
        " and are erased when %(name)s is disconnected. To have what you wrote to us erased, write"
        " to us: it is found and erased here."
    )
    return HttpResponse(words % {"code": code, "name": access.name}, content_type="text/plain")


def _events(told: Thing) -> list[tuple[Thing, str, Thing]]:
    """Every event; an older form has `field` and `value` in the entry itself."""
    found = []
    for entry in things(told.get("entry")):
        if "field" in entry:
            found.append((entry, "changes", entry))
        for name in _PARTS:
            found += [(entry, name, event) for event in things(entry.get(name))]
    return found


def _one(wanted: str, entry: Thing, name: str, event: Thing) -> Raw:
    number = ident(entry.get("id"))
    whole = {"object": wanted, "entry": [{"id": number, "time": entry.get("time"), name: [event]}]}
    body = json.dumps(whole, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return Raw(body, {"form": PUSH, "entry": number})


def _decoded(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text.encode("ascii", "replace") + b"=" * (-len(text) % 4))
    except (NoBase64Error, ValueError):
        return b""


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode(errors="replace"))


def _secret(access: Access) -> str:
    found = access.secrets.get("app_secret", "")
    if not found:
        raise ForgedError("the app secret is not known here")
    return found
