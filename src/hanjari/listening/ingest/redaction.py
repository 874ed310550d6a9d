"""Redaction: a payload that held personal data is stored again without it.

JSON is masked string by string, mail part by part, anything else as text; then the channel's own
reader must find the same messages in it and nothing more to mask. Where that fails (an encoding we
do not know, a signed body) only our masked reading of it is kept. See docs/decisions/originals.md.
"""

import json
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from hanjari import language
from hanjari.listening.ingest.arrival import Arrival
from hanjari.listening.ingest.markup import cleaned, visible
from hanjari.listening.ingest.understanding import masked

Reader = Callable[[bytes], list[Arrival]]
"""The channel's reader for this payload's other bodies."""

_HEADER = re.compile(rb"\A(?:From |[A-Za-z][A-Za-z0-9-]*:[ \t])")


def redacted(body: bytes, arrivals: list[Arrival], reader: Reader) -> bytes:
    """The body without what was masked in its arrivals."""
    for other in _attempts(body):
        if _tells_the_same(other, arrivals, reader):
            return other
    return json.dumps([_kept_words(arrival) for arrival in arrivals], ensure_ascii=False).encode()


def _attempts(body: bytes) -> Iterator[bytes]:
    for attempt in (_redacted_json, _redacted_mail, _redacted_text):
        try:
            other = attempt(body)
        except (ValueError, LookupError, RecursionError, AttributeError):
            continue
        if other is not None:
            yield other


def _tells_the_same(other: bytes, arrivals: list[Arrival], reader: Reader) -> bool:
    try:
        again = reader(other)
    except Exception:
        return False
    ids = [arrival.external_id for arrival in again]
    return ids == [arrival.external_id for arrival in arrivals] and not any(
        arrival.masked for arrival in masked(again)
    )


def _redacted_json(body: bytes) -> bytes | None:
    if body.lstrip()[:1] not in (b"{", b"["):
        return None
    return json.dumps(_masked_within(json.loads(body)), ensure_ascii=False).encode()


def _masked_within(value: Any) -> Any:
    if isinstance(value, list):
        return [_masked_within(one) for one in value]
    if isinstance(value, dict):
        return {name: _masked_within(one) for name, one in value.items()}
    return _masked_words(value) if isinstance(value, str) else value


def _redacted_mail(body: bytes) -> bytes | None:
    if not _HEADER.match(body):
        return None
    mail = message_from_bytes(body, policy=policy.default)
    for part in mail.walk():
        if part.get_content_maintype() == "text" and not part.is_attachment():
            _redact_part(part)
    if mail["subject"]:
        mail.replace_header("subject", " ".join(_masked_words(mail["subject"]).split()))
    return mail.as_bytes()


def _redact_part(part: EmailMessage) -> None:
    words = part.get_content()
    other = _masked_words(words)
    if other != words:
        part.set_content(other, subtype=part.get_content_subtype(), charset="utf-8")


def _redacted_text(body: bytes) -> bytes:
    return _masked_words(body.decode()).encode()


def _masked_words(words: str) -> str:
    """Markup whose visible words still hold numbers is reduced to those words."""
    other = language.mask(words).text
    if "<" in other and language.mask(visible(other)).spans:
        return language.mask(visible(cleaned(other))).text
    return other


def _kept_words(arrival: Arrival) -> dict[str, Any]:
    return {
        "external_id": arrival.external_id,
        "posted_at": arrival.posted_at.isoformat(),
        "author": arrival.sender.external_id,
        "subject": arrival.subject,
        "text": arrival.text,
        "quoted": arrival.quoted,
    }
