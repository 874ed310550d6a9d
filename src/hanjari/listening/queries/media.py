"""Files that came with messages: read again out of the raw payload, which alone holds them."""

from typing import NamedTuple

from django.http import Http404

from hanjari.channels.contract import OpensMedia, UnreadableError
from hanjari.channels.registry import kinds
from hanjari.kit.secrets import SealBrokenError
from hanjari.listening.ingest.opening import access_of, raw_of
from hanjari.listening.models import Message


class File(NamedTuple):
    """A file as it is handed out; `kind` is what its sender calls it, so nobody relies on it."""

    name: str
    kind: str
    body: bytes


def file_of(message: Message, number: int) -> File:
    """The file at this place of the message's list, or 404: erased, not kept, or only a link."""
    media = message.media[number : number + 1]
    kind = kinds().get(message.account.kind)
    if message.erased_at or not media or not message.raw or not isinstance(kind, OpensMedia):
        raise Http404
    try:
        body = kind.open_medium(
            access_of(message.account), raw_of(message.raw), media[0].get("part", "")
        )
    except (UnreadableError, SealBrokenError) as error:
        raise Http404 from error
    return File(media[0]["name"], media[0]["kind"], body)
