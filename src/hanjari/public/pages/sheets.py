"""Every sheet of an organisation's open page: its path, and how it is drawn in one language."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from hanjari.kit.web.rendering import drawn
from hanjari.people.models import Organisation
from hanjari.public.models import OpenPage
from hanjari.public.pages import first, machine, single

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Leaf:
    """One sheet, drawn."""

    path: str
    kind: str
    body: bytes
    may_be_framed: bool = False


def root_of(organisation: Organisation, language: str) -> str:
    """Where the page begins in a language: Korean at its address, the others one below."""
    return f"/public/{organisation.slug}/" + ("" if language == "ko" else f"{language}/")


def leaves(page: OpenPage) -> Iterator[Leaf]:
    """Everything that is to be drawn for this page."""
    for language in LANGUAGES:
        with (
            translation.override(language),
            timezone.override(ZoneInfo(page.organisation.time_zone)),
        ):
            yield from _in_language(page, language)
    told = machine.as_json(page)
    yield Leaf(
        f"/public/{page.organisation.slug}/page.json",
        JSON,
        json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(),
    )


def _in_language(page: OpenPage, language: str) -> Iterator[Leaf]:
    root = root_of(page.organisation, language)
    roots = {code: root_of(page.organisation, code) for code in LANGUAGES}
    frame = {"page": page, "organisation": page.organisation, "root": root, "roots": roots}
    context = frame | first.context(page, language)
    yield Leaf(root, HTML, drawn("public/first.html", context).encode())
    yield Leaf(
        f"{root}embed/", HTML, drawn("public/embed.html", context).encode(), may_be_framed=True
    )
    yield Leaf(f"{root}method/", HTML, drawn("public/method.html", frame).encode())
    yield Leaf(f"{root}feed.xml", ATOM, machine.feed(page, root, language).encode())
    for path, template, told in single.pages(context, language):
        yield Leaf(f"{root}{path}", HTML, drawn(template, frame | told).encode())
