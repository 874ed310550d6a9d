"""What the list and the open conversation show, gathered for their templates."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hanjari.channels.registry import kinds
from hanjari.conversations import queries, words
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.pages.drawn import drawn_rows
from hanjari.conversations.pages.empties import nothing_here
from hanjari.conversations.pages.leaving import leaving_chips
from hanjari.conversations.pages.narrowing import narrowing
from hanjari.conversations.queries import sidebar
from hanjari.conversations.ways import ways_for
from hanjari.kit.clock import now
from hanjari.kit.web import rings, times
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

TABS = ("mine", "unassigned", "at_risk")


class Seals(dict[str, tuple[str, str]]):
    """Letter and name of each channel kind; a kind whose folder is gone shows its slug."""

    def __missing__(self, slug: str) -> tuple[str, str]:
        return ("?", slug)


def seals() -> Seals:
    """For the stamps on rows and messages."""
    return _seals(get_language() or "")


@lru_cache(maxsize=8)
def _seals(language: str) -> Seals:  # noqa: ARG001 (the language is the key)
    return Seals({slug: (kind.seal, str(kind.name)) for slug, kind in kinds().items()})


@lru_cache(maxsize=8)
def _views(language: str) -> dict[str, str]:  # noqa: ARG001 (the language is the key)
    return {view: str(name) for view, name in queries.VIEWS.items()}


def list_context(member: Member, asked: Asked) -> dict[str, Any]:
    """All that the list pane shows."""
    views, heard = _views(get_language() or ""), queries.heard_until(member.organisation_id)
    page = queries.inbox(member, asked.view, asked.filters, before=asked.before)
    side = sidebar.sidebar(member)
    around = row_context(member, asked, [row.id for row in page.rows])
    return {
        **around,
        "rows": page.rows,
        "draw_rows": lambda chosen: drawn_rows(page.rows, {**around, "chosen": chosen}),
        "older": asked.link(before=page.before) if page.before else "",
        "asked": asked,
        "views": views,
        "heard": heard.isoformat(),
        "view_name": views[asked.view],
        "order_name": _("Newest first"),
        "tabs": TABS,
        "counts": sidebar.tab_counts(member, TABS),
        "narrowing": narrowing(member, asked, side),
        "nothing": None if page.rows else nothing_here(asked),
        "may_bulk": member.can(Permission.ASSIGN),
        "around": side,
        "ways": ways_for(member),
        "link_of": lambda view: Asked.kept(view.filters).link(),
    }


def row_context(member: Member, asked: Asked, ids: Iterable[int] = ()) -> dict[str, Any]:
    """What rows need beside themselves; made once, not once a row. `ids`: of the rows."""
    return {
        "own": member.pk,
        "base": reverse("conversations:inbox"),
        "here": asked.link(before=asked.before),
        "seals": seals(),
        "words": words.spoken(),
        "tones": words.TONES,
        "tongue": (get_language() or "")[:2],
        "say": {
            "nameless": _("no name"),
            "waiting": _("%d messages wait"),
            "snoozed": _("snoozed until"),
            "sending": {
                "failed": ("alarm", _("Not sent")),
                "unknown": ("care", _("Not yet known whether sent")),
                "waiting": ("note", _("Waits for approval")),
                "scheduled": ("note", _("Scheduled")),
                "held": ("care", _("Scheduled, but held")),
            },
        },
        "at": int(now().timestamp()),
        "chosen": None,
        "leaves": leaving_chips(ids) if asked.view == "scheduled" else {},
        "drawn_ring": rings.ringer(),
        "shown_moment": times.moments(),
    }
