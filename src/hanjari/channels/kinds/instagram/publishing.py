"""Posting pictures in two steps: a container, and once Instagram has fetched it, its publication.

Instagram Platform, Content publishing: Instagram fetches the picture itself from a public address;
JPEG only; up to ten as a carousel; 30 hashtags and 20 names; a container is asked for its
`status_code` until it says FINISHED. Pictures without an address lie at the Page meanwhile, unpublished.
"""

import re
import time
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hanjari.channels.calling import Attachment, attachments
from hanjari.channels.calling.graph import pictures
from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.calling.graph.paging import ident, things, words
from hanjari.channels.contract import Outgoing, Quota, Receipt, RefusedError, UnsureError
from hanjari.kit.clock import now

KINDS = ("image/jpeg",)
MOST, MOST_TAGS, MOST_NAMES = 10, 30, 20
PUBLISH = "publish"
POSTS = Quota(PUBLISH, 50, 86_400, words=gettext_lazy("Posts in a day"))
"""The smaller of what Meta names, 50 (IG User media publish) and 100 (Content publishing) a day."""
WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between looks; a picture is fetched within seconds, and a minute is enough to say later."""
_TAG, _NAME = re.compile(r"(?<!\w)#\w+"), re.compile(r"(?<!\w)@[\w.]+")
Rest = Callable[[float], None]


def publish(
    graph: Graph, own: str, page: str, outgoing: Outgoing, rest: Rest = time.sleep
) -> Receipt:
    """One post. Raises `RefusedError` as long as nothing was published, or `UnsureError`."""
    _check_caption(outgoing.text)
    addresses = _addresses(graph, page, outgoing)
    containers = [
        _container(graph, own, {**_picture(one, address), "is_carousel_item": "true"})
        for one, address in addresses
    ] if len(addresses) > 1 else []  # fmt: skip
    told = (
        {"media_type": "CAROUSEL", "children": ",".join(containers)}
        if containers
        else _picture(*addresses[0])
    )
    for one in containers:
        _ready(graph, one, rest)
    whole = _container(graph, own, {**told, "caption": outgoing.text})
    _ready(graph, whole, rest)
    body = graph.say(
        "POST", f"/{own}/media_publish", take=PUBLISH, data={"creation_id": whole}
    ).body
    number = ident(body.get("id")) if isinstance(body, Mapping) else ""
    if not number:
        raise UnsureError(_("Meta took it and did not say under which number."))
    return Receipt(number, "", now())


def _check_caption(text: str) -> None:
    if len(_TAG.findall(text)) > MOST_TAGS or len(_NAME.findall(text)) > MOST_NAMES:
        message = _("A caption holds at most %(tags)s hashtags and %(names)s names.")
        told = message % {"tags": MOST_TAGS, "names": MOST_NAMES}
        raise RefusedError("too_many_tags", told, can_retry=False)


def _addresses(graph: Graph, page: str, outgoing: Outgoing) -> list[tuple[Attachment, str]]:
    """Each picture and where Instagram can fetch it."""
    wanted = attachments(outgoing)
    if not wanted:
        message = _("A post on Instagram needs a picture.")
        raise RefusedError("no_picture", message, can_retry=False)
    if all(one.url.startswith("https://") for one in wanted):
        return [(one, one.url) for one in wanted[:MOST]]
    found = pictures.checked(outgoing, KINDS, MOST)
    return [(one, _lodged(graph, page, one)) for one in found]


def _lodged(graph: Graph, page: str, one: Attachment) -> str:
    number = pictures.upload(graph, page, one)
    body = pictures.refusing(graph, "GET", f"/{number}", params={"fields": "images"})
    found = things(body.get("images")) if isinstance(body, Mapping) else []
    address = next((words(each.get("source")) for each in found), "")
    if not address:
        raise RefusedError("garbled", _("Meta sent something broken."), can_retry=True)
    return address


def _picture(one: Attachment, address: str) -> dict[str, str]:
    alt = one.alt[:1000]
    return {"image_url": address, **({"alt_text": alt} if alt else {})}


def _container(graph: Graph, own: str, told: dict[str, str]) -> str:
    body = pictures.refusing(graph, "POST", f"/{own}/media", data=told)
    number = ident(body.get("id")) if isinstance(body, Mapping) else ""
    if not number:
        raise RefusedError("garbled", _("Meta sent something broken."), can_retry=True)
    return number


def _ready(graph: Graph, container: str, rest: Rest) -> None:
    """Wait until Instagram has the picture. Raises `RefusedError`: nothing was published."""
    for pause in (*WAITS, None):
        asked = {"fields": "status_code,status"}
        body = pictures.refusing(graph, "GET", f"/{container}", params=asked)
        status = body.get("status_code") if isinstance(body, Mapping) else None
        if status in ("FINISHED", "PUBLISHED"):
            return
        if status in ("ERROR", "EXPIRED"):
            message = _("Instagram could not take the picture (%(said)s).")
            said = words(body.get("status"))[:200] or status
            raise RefusedError("media", message % {"said": said}, can_retry=False)
        if pause is not None:
            rest(pause)
    message = _("Instagram is still working on the picture. It is tried again.")
    raise RefusedError("not_ready", message, can_retry=True, retry_after=60.0)
