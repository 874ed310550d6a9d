"""The door: who may push, and what is kept of a push.

Neither KakaoTalk nor the dealer signs. The door's address is a secret of its own; beyond it the
skill server proves itself by a header that the operator has set at the skill, the dealer by the
channel's sender key, which stands in every push. Both may be held to their network addresses.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings as house
from django.http import HttpRequest

from hanjari.channels.contract import Access, ForgedError, Raw
from hanjari.channels.kinds.kakao import answers
from hanjari.channels.kinds.kakao.ids import DEALER, SKILL, part, word
from hanjari.kit.clock import now

BIGGEST = 200_000
"""Bytes of a push: a payload of both ways is a few kilobytes."""
SAME = 10
"""Seconds in which the same words of the same person are one message, where nothing else tells."""


def verify(access: Access, request: HttpRequest) -> Sequence[Raw]:
    """The push's payload; none for a test of the admin centre. Raises `ForgedError`."""
    if request.method != "POST":
        raise ForgedError("not a POST")
    if len(request.body) > BIGGEST:
        raise ForgedError("too large")
    _must_come_from(access.settings.get("addresses"), caller(request))
    if access.settings.get("way") == SKILL:
        _must_know_header(access, request)
    push = body_of(request)
    if access.settings.get("way") == SKILL:
        return [] if answers.is_check(push) else [_kept(push)]
    _must_be_ours(access, push)
    return [Raw(request.body, {"way": DEALER, "at": now().isoformat()})]


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The push as an object. Raises `ForgedError`."""
    try:
        push = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise ForgedError("no JSON") from error
    if not isinstance(push, dict):
        raise ForgedError("no object")
    return push


def caller(request: HttpRequest) -> str:
    """The address that called: behind proxies, the one that the first trusted proxy saw."""
    count = int(getattr(house, "ALLAUTH_TRUSTED_PROXY_COUNT", 0))
    forwarded = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    if count and len(forwarded) >= count and forwarded[-count]:
        return forwarded[-count]
    return str(request.META.get("REMOTE_ADDR") or "")


def _kept(push: Mapping[str, Any]) -> Raw:
    """The payload, told apart from the same words said again.

    A skill payload has neither number nor time. A callback address is new for every message;
    without one, a stretch of seconds tells "yes" from a second "yes".
    """
    at = now()
    wrapped: dict[str, Any] = {"push": push}
    if not word(part(push, "userRequest"), "callbackUrl", 2000):
        stretch = int(at.timestamp()) // SAME * SAME
        wrapped["heard"] = datetime.fromtimestamp(stretch, UTC).isoformat()
    try:
        body = json.dumps(wrapped, ensure_ascii=False, sort_keys=True).encode(errors="replace")
    except RecursionError as error:
        raise ForgedError("nested too deep") from error
    return Raw(body, {"way": SKILL, "at": at.isoformat()})


def _must_come_from(told: Any, address: str) -> None:
    networks = [line for line in str(told or "").split("\n") if line]
    if not networks:
        return
    try:
        found = ip_address(address)
        is_fine = any(found in ip_network(one, strict=False) for one in networks)
    except ValueError:
        is_fine = False
    if not is_fine:
        raise ForgedError("from an address that is not allowed")


def _must_know_header(access: Access, request: HttpRequest) -> None:
    secret = access.secrets.get("header_value", "")
    told = request.headers.get(str(access.settings.get("header_name") or ""), "")
    if not secret or not _same(secret, told):
        raise ForgedError("the secret header is missing or wrong")


def _must_be_ours(access: Access, push: Mapping[str, Any]) -> None:
    secret = access.secrets.get("sender_key", "")
    told = word(push, "sender_key") or word(push, "senderKey")
    if not secret or not _same(secret, told):
        raise ForgedError("the push is of another channel")


def _same(secret: str, told: str) -> bool:
    return hmac.compare_digest(secret.encode(), told.encode(errors="replace"))
