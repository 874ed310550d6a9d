"""A delivery report: which of our mails came back, for whom and why (RFC 3464)."""

import re
from email.message import Message
from typing import Any

from hanjari.channels.kinds.mail.reading import headers

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ID = re.compile(r"^Message-ID:\s*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)


def report(message: Message) -> dict[str, Any]:
    """`{recipient, status, words, of}` of a failed delivery, or nothing when this is no such report."""
    if message.get_content_type() != "multipart/report":
        return {}
    blocks = list(_blocks(message))
    failed = [block for block in blocks if headers.raw(block, "Action").lower() == "failed"]
    if not failed:
        return {}
    first = failed[0]
    status = _STATUS.search(headers.raw(first, "Status"))
    return {
        "recipient": headers.raw(first, "Final-Recipient").rpartition(";")[2].strip().lower(),
        "status": status.group(1) if status else "",
        "words": headers.text(first, "Diagnostic-Code").partition(";")[2].strip()[:500],
        "of": _original(message),
    }


def _blocks(message: Message) -> list[Message]:
    found: list[Message] = []
    for part in message.walk():
        inner = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(inner, list):
            found += [block for block in inner if isinstance(block, Message)]
    return found


def _original(message: Message) -> str:
    """The id of our mail: from the copy of it, or of its headers, inside the report."""
    for part in message.walk():
        kind = part.get_content_type()
        inner = part.get_payload()
        if kind == "message/rfc822" and isinstance(inner, list) and inner:
            first = inner[0]
            found = headers.ids(first, "Message-ID") if isinstance(first, Message) else ()
            if found:
                return found[0]
        elif kind == "text/rfc822-headers" and (match := _ID.search(str(inner))):
            return headers.tidy_id(match.group(1))
    return ""
