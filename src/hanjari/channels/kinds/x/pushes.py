"""Webhooks of X: the challenge that proves the address is ours, and the signature that proves it is X.

X API, Webhooks (Quickstart): both are HMAC-SHA256 with the app's consumer secret, base64, behind
`sha256=`. X calls a challenge failed when no answer comes within seconds, so nothing is looked up.
"""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, JsonResponse

from hanjari.channels.contract import Access, ForgedError, Raw, UnreadableError
from hanjari.channels.kinds.x.reading import body_of, concerned

SIGNATURE = "x-twitter-webhooks-signature"
BIGGEST = 1_000_000
_LONGEST_TOKEN = 500


def greet(access: Access, request: HttpRequest) -> HttpResponse | None:
    """Answer the challenge (`crc_token`); None when this is none. Raises `ForgedError` without a secret."""
    token = request.GET.get("crc_token", "")
    if request.method != "GET" or not token:
        return None
    if len(token) > _LONGEST_TOKEN:
        raise ForgedError("a challenge too long")
    return JsonResponse({"response_token": signed(_secret(access), token.encode())})


def verify(access: Access, request: HttpRequest) -> list[Raw]:
    """The push's body, byte for byte. Raises `ForgedError`. A replay dies as a duplicate: X sends no time."""
    if request.method != "POST":
        raise ForgedError("not a POST")
    told = request.headers.get(SIGNATURE, "")
    if len(request.body) > BIGGEST:
        raise ForgedError("too large")
    expected = signed(_secret(access), request.body)
    if not hmac.compare_digest(expected.encode(), told.encode(errors="replace")):
        raise ForgedError("the signature is not X's")
    return [Raw(request.body, {"form": "push"})]


def whose(raw: Raw) -> str:
    """The user whom a push concerns (`for_user_id`), so that one app may serve several accounts."""
    try:
        body = body_of(raw)
    except UnreadableError:
        return ""
    event = body.get("data")
    if isinstance(event, Mapping) and "event_type" in event:
        return concerned(event)
    return str(body.get("for_user_id") or "")


def signed(secret: str, message: bytes) -> str:
    """As X signs."""
    return f"sha256={b64encode(hmac.digest(secret.encode(), message, sha256)).decode()}"


def _secret(access: Access) -> str:
    found = access.secrets.get("consumer_secret", "")
    if not found:
        raise ForgedError("webhooks are not set up here")
    return found
