"""Skill payloads as envelopes (chatbot admin centre, SkillPayload 2.0). Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from hanjari.channels.contract import Access, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.kakao.answers import is_bot_test
from hanjari.channels.kinds.kakao.ids import WITH, Thing, digest, part, person, word

MINUTE = timedelta(seconds=60)
"""How long a callback address lives (AI chatbot callback development guide)."""
_LONGEST_URL = 2000
_LONGEST_TEXT = 10_000


def read(access: Access, body: Thing, at: datetime) -> list[Envelope]:
    """The one utterance. Raises `UnreadableError`."""
    push = part(body, "push")
    asked = part(push, "userRequest")
    key = word(part(asked, "user"), "id")
    said = asked.get("utterance")
    if not key or not isinstance(said, str):
        raise UnreadableError("a skill payload lacks its user or its utterance")
    return [
        Envelope(
            account_id=access.account_id,
            external_id=f"skill:{_number(push, str(body.get('heard') or ''))}",
            posted_at=at,
            sender=person(key),
            text=said.strip()[:_LONGEST_TEXT],
            root_id=WITH + key,
            is_public=False,
            extra=_extra(push, at),
        )
    ]


def _number(push: Thing, heard: str) -> str:
    """Who said what in which block; the callback address or the moment tells repetitions apart."""
    asked, action = part(push, "userRequest"), part(push, "action")
    params = action.get("params")
    return digest(
        word(part(asked, "user"), "id"),
        str(asked.get("utterance")),
        word(part(asked, "block"), "id"),
        word(action, "id"),
        repr(sorted(params.items(), key=repr)) if isinstance(params, Mapping) else "",
        word(asked, "callbackUrl", _LONGEST_URL) or heard,
    )


def _extra(push: Thing, at: datetime) -> dict[str, Any]:
    """What answering needs, and what the admin centre knows of the words."""
    asked = part(push, "userRequest")
    properties = part(part(asked, "user"), "properties")
    told: dict[str, Any] = {
        "block": word(part(asked, "block"), "name"),
        "intent": word(part(push, "intent"), "name"),
        "bot": word(part(push, "bot"), "id"),
        "channel_user": word(properties, "plusfriendUserKey")
        or word(properties, "plusfriend_user_key"),
        "language": word(asked, "lang", 10),
        "timezone": word(asked, "timezone", 60),
    }
    if is_bot_test(push):
        told["is_test"] = True
    if url := word(asked, "callbackUrl", _LONGEST_URL):
        told |= {"callback": url, "callback_until": (at + MINUTE).isoformat()}
    return {name: value for name, value in told.items() if value}
