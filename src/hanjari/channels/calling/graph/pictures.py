"""Pictures, uploaded to the Page without being shown there (Graph API, Page photos: `published=false`)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from hanjari.channels.calling.attachments import Attachment, attachments
from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.graph.paging import ident
from hanjari.channels.contract import BrokenError, Outgoing, RefusedError

BIGGEST = 4_000_000
"""Bytes of a picture (Graph API, Page photos: "files smaller than 4MB")."""
_LONGEST_ALT = 1000


def checked(outgoing: Outgoing, kinds: tuple[str, ...], most: int) -> list[Attachment]:
    """The pictures. Raises `RefusedError` for what Meta would not take."""
    wanted = attachments(outgoing)
    if len(wanted) > most:
        words = _("At most %(most)s pictures can stand in one post there.") % {"most": most}
        raise RefusedError("too_many", words, can_retry=False)
    for one in wanted:
        _judge(one, kinds)
    return wanted


def upload(graph: Graph, page: str, one: Attachment) -> str:
    """The photo's number. Raises `RefusedError`: whatever goes wrong here, nothing was posted."""
    alt = one.alt[:_LONGEST_ALT]
    fields = {"published": "false", **({"alt_text_custom": alt} if alt else {})}
    files = {"source": (one.name or "picture", one.content, one.kind)}
    body = refusing(graph, "POST", f"/{page}/photos", data=fields, files=files)
    number = ident(body.get("id")) if isinstance(body, Mapping) else ""
    if not number:
        raise RefusedError("garbled", _("Meta sent something broken."), can_retry=True)
    return number


def refusing(graph: Graph, method: str, path: str, **options: Any) -> Any:
    """A call before anything is posted: what fails, failed surely. Raises `RefusedError`."""
    try:
        return graph.ask(method, path, **options).body
    except BrokenError as error:
        raise RefusedError(
            error.code, error.words, can_retry=not error.needs_person, retry_after=error.retry_after
        ) from error


def _judge(one: Attachment, kinds: tuple[str, ...]) -> None:
    if one.kind not in kinds:
        words = _("Only these pictures can be sent there: %(kinds)s")
        shown = ", ".join(kind.removeprefix("image/").upper() for kind in kinds)
        raise RefusedError("media_kind", words % {"kinds": shown}, can_retry=False)
    if not one.content or len(one.content) > BIGGEST:
        words = _("A picture for Meta has between 1 byte and 4 MB.")
        raise RefusedError("media_size", words, can_retry=False)
