"""What every sheet of the open page needs, drawn ahead or answered."""

from typing import Any

from hanjari.kit.web.hosts import public_origin, public_root
from hanjari.people.models import Organisation
from hanjari.people.ways.push import house_key
from hanjari.public.models import OpenPage

LANGUAGES = ("ko", "en")


def root_of(organisation: Organisation, language: str) -> str:
    """Where the page begins in a language: Korean at its address, the others one below."""
    return public_root(organisation.slug) + ("" if language == "ko" else f"{language}/")


def shelf_of(organisation: Organisation, language: str) -> str:
    """Below which path its sheets lie on the shelf, wherever they are read."""
    return f"/public/{organisation.slug}/" + ("" if language == "ko" else f"{language}/")


def frame_of(page: OpenPage, language: str) -> dict[str, Any]:
    """The same bytes for every reader: whether a browser follows is asked in the browser itself."""
    organisation = page.organisation
    roots = {code: root_of(organisation, code) for code in LANGUAGES}
    return {
        "page": page,
        "organisation": organisation,
        "root": roots[language],
        "roots": roots,
        "home": roots["ko"],
        "origin": public_origin(organisation.slug),
        "push_key": house_key().public,
    }
