"""One-time links: the secret goes to one person, the database keeps its digest only."""

import secrets
from datetime import timedelta
from hashlib import sha256

FIRST_KEY_LASTS = timedelta(hours=24)
INVITATION_LASTS = timedelta(days=7)
ADDRESS_LINK_LASTS = timedelta(days=1)


def new_secret() -> str:
    """256 random bits as 43 letters that are safe in an address."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is stored of a secret. It is random and long, so that one plain hash is enough."""
    return sha256(secret.encode()).hexdigest()
