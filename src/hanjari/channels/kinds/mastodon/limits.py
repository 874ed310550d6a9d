"""A server's own limits (Mastodon API, instance v2, else v1; Pleroma and Akkoma say `max_toot_chars`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.mastodon.api import Api
from hanjari.channels.kinds.mastodon.statuses import Thing, part, text

TEXT, URL, MEDIA, ALT = 500, 23, 4, 1500
"""What Mastodon allows when it says nothing (`StatusLengthValidator`, `Status`, `MediaAttachment`)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`url` is what a link counts, None for its whole length; sizes in bytes, None where none is told."""

    title: str = ""
    version: str = ""
    text: int = TEXT
    url: int | None = URL
    media: int = MEDIA
    alt: int = ALT
    kinds: tuple[str, ...] = ()
    image: int | None = None
    video: int | None = None
    streaming: str = ""


def of(api: Api) -> Limits:
    """Asked now: v2, and v1 where that is not known. Raises `BrokenError`."""
    try:
        body = api.ask("GET", "/api/v2/instance").body
    except BrokenError as error:
        if not error.code.startswith("http_4") and error.code not in {"invalid", "login", "scope"}:
            raise
        body = None
    if not isinstance(body, Mapping):
        body = api.ask("GET", "/api/v1/instance").body
    return read(body)


def read(body: Any) -> Limits:
    """From an instance of either version; whatever is missing is as at Mastodon."""
    told: Thing = body if isinstance(body, Mapping) else {}
    rules = part(told, "configuration")
    posts, media = part(rules, "statuses"), part(rules, "media_attachments")
    most = _whole(posts, "max_characters") or _whole(told, "max_toot_chars")
    urls = {**part(told, "urls"), **part(rules, "urls")}
    kinds = media.get("supported_mime_types")
    return Limits(
        title=text(told, "title")[:200],
        version=text(told, "version")[:100],
        text=most or TEXT,
        url=_url(told, posts),
        media=_whole(posts, "max_media_attachments")
        or _whole(told, "max_media_attachments")
        or MEDIA,
        alt=_whole(media, "description_limit") or _whole(told, "description_limit") or ALT,
        kinds=tuple(str(one) for one in kinds) if isinstance(kinds, list) else (),
        image=_whole(media, "image_size_limit") or _whole(told, "upload_limit"),
        video=_whole(media, "video_size_limit") or _whole(told, "upload_limit"),
        streaming=text(urls, "streaming") or text(urls, "streaming_api"),
    )


def counts_like_mastodon(told: Thing) -> bool:
    """Others name a link's length and count it whole all the same (GoToSocial, Pleroma)."""
    source = f"{text(told, 'version')} {text(told, 'source_url')}".lower()
    return not any(name in source for name in ("gotosocial", "pleroma", "akkoma"))


def _url(told: Thing, posts: Thing) -> int | None:
    if not counts_like_mastodon(told):
        return None
    return _whole(posts, "characters_reserved_per_url") or URL


def _whole(thing: Thing, name: str) -> int | None:
    found = thing.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return found if 0 < found < 10**12 else None
