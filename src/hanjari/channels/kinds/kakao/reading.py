"""Payloads of both ways as envelopes. Pure."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.kakao import consultation, skill
from hanjari.channels.kinds.kakao.ids import SKILL

_LONG_AGO = datetime(2010, 3, 18, tzinfo=UTC)
"""KakaoTalk's first day, for a payload that nobody has noted the arrival of."""


def read(access: Access, raw: Raw) -> list[Envelope]:
    """A message, or the end of a consultation. Raises `UnreadableError`."""
    try:
        body = json.loads(raw.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"broken JSON: {error}") from error
    if not isinstance(body, Mapping):
        raise UnreadableError("no payload of KakaoTalk's")
    at = _moment(raw.hints.get("at"))
    if raw.hints.get("way") == SKILL:
        return skill.read(access, body, at)
    return consultation.read(access, body, at)


def _moment(told: Any) -> datetime:
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return _LONG_AGO
    return at if at.tzinfo else at.replace(tzinfo=UTC)
