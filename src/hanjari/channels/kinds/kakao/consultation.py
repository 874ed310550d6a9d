"""What consultation talk pushes (`/message`, `/reference`, `/expired_session`) as envelopes. Pure.

Happytalk developer centre, KakaoWebhook: message, user meta data and session end, sent by Kakao to
the receiving domain. Older pushes carry one `content`, newer ones `contents`; of words beyond 1,000
letters the first 300 come as text and the rest as a text file in `attachment`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.contract import Access, UnreadableError
from hanjari.channels.envelope import Envelope, Medium
from hanjari.channels.kinds.kakao.ids import DEALER, WITH, Thing, digest, part, person, word

MEDIA = {
    "photo": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/mp4",
    "file": "application/octet-stream",
}
"""Kakao's `type`, and what kind of file it is as long as nobody has opened it."""
_MOST_MEDIA = 30
_LONGEST_TEXT = 10_000
_LATEST = 4_102_444_800_000
"""Milliseconds of the year 2100; a time beyond it is none."""


def read(access: Access, body: Thing, at: datetime) -> list[Envelope]:
    """One push. Raises `UnreadableError`. Meta data (`/reference`) brings no message."""
    key = word(body, "user_key")
    if not key:
        raise UnreadableError("a push lacks its user key")
    if "type" in body or "contents" in body or "content" in body:
        return [_message(access, body, key, _time(body, at))]
    if "reference" in body or "last_reference" in body:
        return []
    if word(body, "session_id"):
        return [_end(access, body, key, _time(body, at))]
    raise UnreadableError("a push of an unknown kind")


def _message(access: Access, body: Thing, key: str, at: datetime) -> Envelope:
    contents = body.get("contents", body.get("content"))
    parts = list(contents) if isinstance(contents, list) else [contents]
    texts = [one.strip() for one in parts if isinstance(one, str) and not _is_address(body, one)]
    media = _media(body, parts)
    number = word(body, "serial_number") or digest(key, word(body, "time"), repr(parts))
    return Envelope(
        account_id=access.account_id,
        external_id=f"talk:{number}",
        posted_at=at,
        sender=person(key),
        text="\n".join(texts)[:_LONGEST_TEXT],
        root_id=WITH + key,
        media=media,
        is_public=False,
        extra=_extra(body),
    )


def _end(access: Access, body: Thing, key: str, at: datetime) -> Envelope:
    """The consultation is over: said in the thread, and not to be answered."""
    return Envelope(
        account_id=access.account_id,
        external_id=f"end:{word(body, 'session_id')}",
        posted_at=at,
        sender=person(key),
        text=_(
            "The consultation in KakaoTalk has ended. An answer reaches this person only after"
            " they have written again."
        ),
        root_id=WITH + key,
        is_public=False,
        is_automatic=True,
        extra={"way": DEALER, "is_end": True},
    )


def _media(body: Thing, parts: list[Any]) -> tuple[Medium, ...]:
    kind = word(body, "type")
    found = []
    for one in parts[:_MOST_MEDIA]:
        url = word(one, "url", 1000) if isinstance(one, Mapping) else ""
        if not url and isinstance(one, str) and _is_address(body, one):
            url = one.strip()[:1000]
        if url:
            comment = word(one, "comment", 300)
            found.append(Medium(_name(url), MEDIA.get(kind, MEDIA["file"]), url=url, alt=comment))
    attached = body.get("attachment")
    rest = word(part(body, "attachment"), "url", 1000) or (
        attached.strip()[:1000] if isinstance(attached, str) else ""
    )
    if rest.startswith(("http://", "https://")):
        found.append(Medium(_name(rest), "text/plain", url=rest))
    return tuple(found)


def _is_address(body: Thing, text: str) -> bool:
    """A file of an older push comes as its bare address."""
    return word(body, "type") in MEDIA and text.strip().startswith(("http://", "https://"))


def _name(url: str) -> str:
    return url.partition("?")[0].rstrip("/").rsplit("/", 1)[-1][:200] or "file"


def _extra(body: Thing) -> dict[str, Any]:
    told = {
        "way": DEALER,
        "session": word(body, "session_id"),
        "button": word(body, "extra", 300),
        "app_user": word(body, "app_user_id"),
    }
    return {name: value for name, value in told.items() if value}


def _time(body: Thing, at: datetime) -> datetime:
    """The dealer's server time in milliseconds; else when it came."""
    told = word(body, "time", 20)
    is_time = told.isascii() and told.isdecimal() and 0 < int(told) < _LATEST
    return datetime.fromtimestamp(int(told) / 1000, UTC) if is_time else at
