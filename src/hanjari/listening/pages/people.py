"""What the pages of people show."""

from collections import Counter
from typing import Any

from django.urls import reverse

from hanjari.listening import queries, upstairs
from hanjari.listening.exploring.asked import Asked
from hanjari.listening.expressions.nodes import Field
from hanjari.listening.models import Person
from hanjari.listening.pages import named
from hanjari.listening.pages.explored import row_words, shown
from hanjari.listening.queries.people import (
    MOST_TOLD,
    History,
    history_of,
    months_of,
    reach_of,
    speakers,
    speakers_named,
)
from hanjari.people.models import Member

PAGE = 40


def people_context(member: Member, name: str) -> dict[str, Any]:
    """Who spoke last, or who goes by a name."""
    if name:
        found, is_cut = speakers_named(member, queries.persons_named(member, name)), False
    else:
        found, is_cut = speakers(member, Asked())
    return {
        "speakers": [(one, named.seal(one.kind)) for one in found],
        "is_cut": is_cut,
        "most": queries.MOST,
        "name": name,
    }


def person_context(member: Member, person: Person, before: int | None) -> dict[str, Any]:
    """One person: identities, how often, what about, in which mood, and the history itself."""
    history = history_of(member, person)
    authors = list(queries.identities_of(person))
    rows = sorted([*history.said, *history.answers], reverse=True, key=lambda one: one.id)
    page = [one for one in rows if before is None or one.id < before]
    months = months_of(history)
    return {
        "person": person,
        "name": next((one.name or one.handle for one in authors if one.name or one.handle), ""),
        "authors": [
            (one, named.seal(one.kind), _asking(one.handle or one.name)) for one in authors
        ],
        "reach": reach_of(authors),
        "merges": list(queries.merges_of(person)),
        "history": history,
        "most": MOST_TOLD,
        "months": months,
        "busiest": max((one.message_count for one in months), default=0),
        "intents": _intents(history),
        "shown": shown(member, None, page[:PAGE]),
        "older": str(page[PAGE - 1].id) if len(page) > PAGE else "",
        "may": {"take_up": upstairs.may_take_up(member)},
        "asked": None,
        **row_words(),
    }


def _intents(history: History) -> list[tuple[str, int]]:
    counts = Counter(name for one in history.said for name in one.intents)
    return [(named.intent(name), count) for name, count in counts.most_common(6)]


def _asking(name: str) -> str:
    """The search for everything that somebody of this name said."""
    if not name:
        return ""
    leaf = Field("author", name.removeprefix("@").replace('"', ""))
    return reverse("listening:explore") + Asked(leaf, with_noise=True).link()
