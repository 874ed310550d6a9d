"""A picture for an answer: put at Kakao by the dealer before anything is said.

Happytalk developer centre, image upload: only what lies at Kakao can be sent (`image_type=rich` for
a picture with words). JPEG and PNG of 500 kB are what every known form of such a message takes; the
limits of Rich messages are inferred from the older messages with a link.
"""

from django.utils.translation import gettext as _

from hanjari.channels.calling import Attachment, Line, attachments
from hanjari.channels.contract import BrokenError, Outgoing, RefusedError, UnsureError
from hanjari.channels.kinds.kakao import dealer
from hanjari.channels.kinds.kakao.ids import word

KINDS = ("image/jpeg", "image/png")
BIGGEST = 500_000


def upload(line: Line, outgoing: Outgoing) -> str:
    """The picture's address at Kakao, '' without one. Raises `RefusedError`: nothing was said yet."""
    wanted = attachments(outgoing)
    if not wanted:
        return ""
    if len(wanted) > 1:
        words = _("One picture can go with an answer in KakaoTalk.")
        raise RefusedError("too_many", words, can_retry=False)
    (picture,) = wanted
    _judge(picture)
    try:
        answer = line.ask(
            "POST",
            dealer.IMAGE,
            data={
                "sender_key": line.access.secrets.get("sender_key", ""),
                "image_type": "rich",
            },
            files={"image": (picture.name or "picture", picture.content, picture.kind)},
        )
        url = word(dealer.judged(answer), "image", 1000)
    except BrokenError as error:
        raise RefusedError(error.code, error.words, can_retry=not error.needs_person) from error
    except (UnsureError, dealer.TwiceError) as error:
        raise _not_taken() from error
    if not url:
        raise _not_taken()
    return url


def _judge(one: Attachment) -> None:
    if one.kind not in KINDS:
        words = _("Only JPEG and PNG pictures can be sent to KakaoTalk from here.")
        raise RefusedError("media_kind", words, can_retry=False)
    if not one.content or len(one.content) > BIGGEST:
        words = _("A picture for KakaoTalk has between 1 byte and 500 kB.")
        raise RefusedError("media_size", words, can_retry=False)


def _not_taken() -> RefusedError:
    words = _("The picture was not taken by the dealer. Nothing was sent.")
    return RefusedError("media", words, can_retry=True)
