"""What every sheet of the open page needs, drawn ahead or answered."""

from typing import Any

from hanjari.people.models import Organisation
from hanjari.people.ways.push import house_key
from hanjari.public.models import OpenPage

LANGUAGES = ("ko", "en")


def root_of(organisation: Organisation, language: str) -> str:
    """Where the page begins in a language: Korean at its address, the others one below."""
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
        "push_key": house_key().public,
    }
