"""Proof of possession (RFC 9449, DPoP): each request is signed with a key that never leaves the house."""

import json
import secrets
from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from importlib import import_module
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from hanjari.kit.clock import now

ALGORITHM = "ES256"
"""The one that every server must know (AT Protocol: OAuth, DPoP)."""


def new_key() -> str:
    """A fresh key (PEM), one for each session."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public(key: str) -> dict[str, Any]:
    """The half that others may know, as a JWK. Raises `ValueError` for what is no such key."""
    private = load_pem_private_key(key.encode(), None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        message = "no elliptic curve key"
        raise ValueError(message)
    found: dict[str, Any] = json.loads(_jwt().algorithms.ECAlgorithm.to_jwk(private.public_key()))
    return {name: found[name] for name in ("kty", "crv", "x", "y")}


def key_id(key: str) -> str:
    """The key's thumbprint (RFC 7638)."""
    told = json.dumps(public(key), sort_keys=True, separators=(",", ":"))
    return _digest(told.encode())


def proof(key: str, method: str, url: str, *, nonce: str = "", token: str = "") -> str:
    """The sign for one request; `token` when one is shown with it."""
    claims: dict[str, Any] = {
        "jti": secrets.token_urlsafe(16),
        "htm": method,
        "htu": url.partition("?")[0],
        "iat": int(now().timestamp()),
    }
    if nonce:
        claims["nonce"] = nonce
    if token:
        claims["ath"] = _digest(token.encode())
    headers = {"typ": "dpop+jwt", "jwk": public(key)}
    return str(_jwt().encode(claims, key, ALGORITHM, headers))


def assertion(key: str, client_id: str, issuer: str) -> str:
    """Who we are, for one request at the authorisation server (RFC 7523, `private_key_jwt`)."""
    at = int(now().timestamp())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": issuer,
        "jti": secrets.token_urlsafe(16),
        "iat": at,
        "exp": at + 60,
    }
    return str(_jwt().encode(claims, key, ALGORITHM, {"kid": key_id(key)}))


def _digest(content: bytes) -> str:
    return urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()


@cache
def _jwt() -> Any:
    """The library weighs 3 MB, so page workers that sign nothing never load it."""
    return import_module("jwt")
