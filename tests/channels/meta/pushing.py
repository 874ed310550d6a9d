"""Pushes as Meta sends them: signed with the app secret."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory
from tests.channels.meta.graph import SECRET

from hanjari.channels.calling.graph import pushes


def pushed(body: Any, secret: str = SECRET, signature: str | None = None) -> HttpRequest:
    """A push as Meta signs it."""
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    told = pushes.signed(secret, content) if signature is None else signature
    headers = {pushes.SIGNATURE: told} if told else {}
    return RequestFactory().post(
        "/hooks/x/", content, content_type="application/json", headers=headers
    )


def asked(payload: Mapping[str, Any], secret: str = SECRET) -> HttpRequest:
    """A person removed the app, or wants their data deleted."""
    told = f"signed_request={pushes.signed_request(secret, payload)}"
    kind = "application/x-www-form-urlencoded"
    return RequestFactory().post("/hooks/x/", told, content_type=kind)


def forgeries(body: dict[str, Any]) -> Mapping[str, HttpRequest]:
    """What must be refused, by what is wrong with it."""
    true = pushes.signed(SECRET, json.dumps(body, ensure_ascii=False).encode())
    get = RequestFactory().get("/hooks/x/", headers={pushes.SIGNATURE: true})
    return {
        "no signature": pushed(body, signature=""),
        "another secret": pushed(body, secret="guessed"),
        "another body": pushed({**body, "object": "user"}, signature=true),
        "the old algorithm": pushed(body, signature=true.replace("sha256=", "sha1=")),
        "letters of no alphabet": pushed(body, signature="sha256=가나다"),
        "a GET": get,
        "too large": pushed(b"[" + b"1," * 600_000 + b"1]"),
        "a request that nobody signed": asked({"user_id": "1"}, secret="guessed"),
    }
