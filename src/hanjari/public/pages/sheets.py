"""Every sheet of an organisation's open page: its path, and how it is drawn in one language."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from hanjari.kit.web.rendering import drawn
from hanjari.public.models import OpenPage
from hanjari.public.pages import first, machine, single
from hanjari.public.pages.frame import LANGUAGES, frame_of, shelf_of

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"
_WORKER = Path(__file__).parents[1] / "static" / "public" / "worker.js"
"""Served below the page's own address, which is all that it then may act for."""


@dataclass(frozen=True)
class Leaf:
    """One sheet, drawn."""

    path: str
    kind: str
    body: bytes
    may_be_framed: bool = False


def leaves(page: OpenPage) -> Iterator[Leaf]:
    """Everything that is to be drawn for this page."""
    for language in LANGUAGES:
        with (
            translation.override(language),
            timezone.override(ZoneInfo(page.organisation.time_zone)),
        ):
            yield from _in_language(page, language)
    told = machine.as_json(page)
    home = shelf_of(page.organisation, "ko")
    yield Leaf(
        f"{home}page.json",
        JSON,
        json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(),
    )
    yield Leaf(f"{home}worker.js", SCRIPT, _WORKER.read_bytes())


def _in_language(page: OpenPage, language: str) -> Iterator[Leaf]:
    frame = frame_of(page, language)
    root: str = frame["root"]
    at = shelf_of(page.organisation, language)
    context = frame | first.context(page, language)
    yield Leaf(at, HTML, drawn("public/first.html", context).encode())
    yield Leaf(
        f"{at}embed/", HTML, drawn("public/embed.html", context).encode(), may_be_framed=True
    )
    yield Leaf(
        f"{at}method/", HTML, drawn("public/method.html", frame | {"path": "method/"}).encode()
    )
    yield Leaf(f"{at}feed.xml", ATOM, machine.feed(page, root, language).encode())
    for path, template, told in single.pages(context, language):
        body = drawn(template, frame | {"path": path} | told)
        yield Leaf(f"{at}{path}", HTML, body.encode())
