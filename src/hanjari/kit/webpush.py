"""Web push: what is said is encrypted for one browser, and the push service is told who sends it.

RFC 8291 (Message Encryption for Web Push) over RFC 8188 (aes128gcm) and RFC 8292 (VAPID).
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from hanjari.kit.clock import now

LONGEST = 3993
"""Bytes of plain text that fit the 4,096 bytes every push service takes (RFC 8291 section 4)."""
_RECORD = 4096
_TOKEN_LASTS = timedelta(hours=12)
"""RFC 8292 section 2 allows a day at most."""
_LAST_RECORD = b"\x02"


def encrypted(
    plain: bytes,
    *,
    browser_key: bytes,
    browser_secret: bytes,
    salt: bytes = b"",
    own_key: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The whole body for one browser: `browser_key` is its `p256dh` point, `browser_secret` its `auth`.

    Salt and own key are drawn anew for each message; a test gives those of RFC 8291's example.
    Raises `ValueError` for a point that is not on the curve, or text longer than `LONGEST` bytes.
    """
    if len(plain) > LONGEST:
        message = f"a push message holds {LONGEST} bytes at most"
        raise ValueError(message)
    salt = salt or os.urandom(16)
    own_key = own_key or ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser_key)
    ours = point(own_key)
    shared = own_key.exchange(ec.ECDH(), theirs)
    keying = _derived(browser_secret, shared, b"WebPush: info\0" + browser_key + ours, 32)
    key = _derived(salt, keying, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, keying, b"Content-Encoding: nonce\0", 12)
    header = salt + _RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return header + AESGCM(key).encrypt(nonce, plain + _LAST_RECORD, None)


def _derived(salt: bytes, keying: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(keying)


def vapid(endpoint: str, *, key: ec.EllipticCurvePrivateKey, contact: str) -> str:
    """The Authorization header for one endpoint; `contact` is a mailto: or https: address of ours."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now() + _TOKEN_LASTS).timestamp()),
        "sub": contact,
    }
    token = jwt.encode(claims, key, algorithm="ES256")
    return f"vapid t={token}, k={to_text(point(key))}"


def new_key() -> bytes:
    """A fresh private key of the house, as DER."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def opened_key(der: bytes) -> ec.EllipticCurvePrivateKey:
    """The key that `new_key` made."""
    key = load_der_private_key(der, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        message = "not a key for web push"
        raise TypeError(message)
    return key


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Its public half as 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def to_text(raw: bytes) -> str:
    """Base64url without padding, as browsers write it."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    """Back from `to_text`. Raises `ValueError`."""
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
