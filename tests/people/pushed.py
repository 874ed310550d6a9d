"""The browser's end of web push: it subscribes, and reads what it is sent (RFC 8291 section 3.4)."""

import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hanjari.kit.webpush import point, to_text


class Browser:
    """Keys of its own, as `PushManager.subscribe` makes them."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        self.key, self.secret = point(self._private), os.urandom(16)

    def subscription(self, endpoint: str) -> dict[str, str]:
        return {"endpoint": endpoint, "p256dh": to_text(self.key), "auth": to_text(self.secret)}

    def read(self, body: bytes) -> bytes:
        """Decrypt; written from the RFC, not from the code under test."""
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert int.from_bytes(body[16:20], "big") == 4096
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self._private.exchange(ec.ECDH(), public)
        info = b"WebPush: info\x00" + self.key + theirs
        keying = HKDF(hashes.SHA256(), 32, self.secret, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(keying)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(keying)
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00")
        assert plain[-1:] == b"\x02"
        return plain[:-1]

    def told(self, body: bytes) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.read(body))
        return told
