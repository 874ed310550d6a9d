"""A picture for an answer: put at Kakao by the dealer before anything is said.

Happytalk developer centre, image upload: only what lies at Kakao can be sent (`image_type=rich` for
a picture with words). JPEG and PNG of 500 kB are what every known form of such a message takes; the
limits of Rich messages are inferred from the older messages with a link.
"""

from base64 import b64decode
from binascii import Error as NoBase64Error
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling import Line
from hanjari.channels.contract import BrokenError, Outgoing, RefusedError, UnsureError
from hanjari.channels.kinds.kakao import dealer
from hanjari.channels.kinds.kakao.ids import word

KINDS = ("image/jpeg", "image/png")
BIGGEST = 500_000


def upload(line: Line, outgoing: Outgoing) -> str:
    """The picture's address at Kakao, '' without one. Raises `RefusedError`: nothing was said yet."""
    wanted = outgoing.extra.get("media") or []
    if not wanted:
        return ""
    if not isinstance(wanted, list) or len(wanted) > 1:
        words = _("One picture can go with an answer in KakaoTalk.")
        raise RefusedError("too_many", words, can_retry=False)
    content = _content(wanted[0])
    name = word(wanted[0], "name") or "picture"
    try:
        answer = line.ask(
            "POST",
            dealer.IMAGE,
            data={
                "sender_key": line.access.secrets.get("sender_key", ""),
                "image_type": "rich",
            },
            files={"image": (name, content, str(wanted[0]["kind"]))},
        )
        url = word(dealer.judged(answer), "image", 1000)
    except BrokenError as error:
        raise RefusedError(error.code, error.words, can_retry=not error.needs_person) from error
    except (UnsureError, dealer.TwiceError) as error:
        raise _not_taken() from error
    if not url:
        raise _not_taken()
    return url


def _content(one: Any) -> bytes:
    if not isinstance(one, Mapping) or one.get("kind") not in KINDS:
        words = _("Only JPEG and PNG pictures can be sent to KakaoTalk from here.")
        raise RefusedError("media_kind", words, can_retry=False)
    try:
        content = b64decode(str(one.get("body") or one.get("content") or ""), validate=True)
    except (NoBase64Error, ValueError):
        content = b""
    if not content or len(content) > BIGGEST:
        words = _("A picture for KakaoTalk has between 1 byte and 500 kB.")
        raise RefusedError("media_size", words, can_retry=False)
    return content


def _not_taken() -> RefusedError:
    words = _("The picture was not taken by the dealer. Nothing was sent.")
    return RefusedError("media", words, can_retry=True)
