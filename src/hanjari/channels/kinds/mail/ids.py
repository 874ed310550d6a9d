"""Our own message ids: made from the outbox's row, so that every attempt carries the same one.

The words count too: after a restored backup the outbox may use a key again for another answer,
and two answers of one id would be taken for one by every server on the way.
"""

import hashlib
import re

from hanjari.channels.contract import Outgoing

MISSING = "no-message-id.invalid"
"""Domain of ids that we gave to mails without one; nobody outside knows them."""
KEY_HEADER = "X-Hanjari-Key"
"""Carries the outbox's key, so that a mail of ours that comes back is known by it."""
_OURS = re.compile(r"^hanjari\.(?:probe\.)?[0-9a-f]{40}@")


def sent_id(outgoing: Outgoing, domain: str) -> str:
    """The id of the mail that carries this outbox row."""
    return f"hanjari.{_digest(outgoing)}@{domain}"


def probe_id(outgoing: Outgoing, domain: str) -> str:
    """The id of the probe that asks whether mail to ourselves arrives (see `finding`)."""
    return f"hanjari.probe.{_digest(outgoing)}@{domain}"


def is_ours(message_id: str) -> bool:
    """Whether a mail with this id came out of an outbox like ours."""
    return bool(_OURS.match(message_id))


def is_probe(message_id: str) -> bool:
    """Whether it is a probe, which nobody needs to read."""
    return is_ours(message_id) and message_id.startswith("hanjari.probe.")


def _digest(outgoing: Outgoing) -> str:
    told = (outgoing.key, *outgoing.to, outgoing.parent_id, outgoing.subject, outgoing.text)
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:40]
