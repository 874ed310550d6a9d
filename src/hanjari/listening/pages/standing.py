"""What the pages of standing queries show: the list, and the editor with what it would have found."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanjari.channels.models import Account
from hanjari.kit.web.environment import number
from hanjari.listening.exploring.found import Found
from hanjari.listening.exploring.marking import Piece, excerpt, marks
from hanjari.listening.expressions import ExpressionError
from hanjari.listening.expressions.nodes import Node
from hanjari.listening.forms.standing import ExpressionForm
from hanjari.listening.queries.backtest import Past, examples, past_of
from hanjari.listening.upstairs import places_of
from hanjari.listening.wording import told
from hanjari.people.models import Member

AROUND = 60
"""Characters shown on either side of a mistake."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A mistake with the text around it; `start` and `end` are places in the whole text."""

    words: str
    before: str
    at: str
    behind: str
    start: int
    end: int


class Example(NamedTuple):
    """A message that fits, cut into marked and unmarked pieces, where it was heard and where it lies."""

    found: Found
    pieces: list[Piece]
    account: str
    place: str


def editor(member: Member, form: ExpressionForm) -> dict[str, Any]:
    """The text, its mistake if it has one, and what would have been found."""
    node = form.node
    past = (
        past_of(member.organisation_id, node, ZoneInfo(member.organisation.time_zone))
        if node
        else None
    )
    return {
        "form": form,
        "flaw": flaw_of(form.flaw, form.text) if form.flaw else None,
        "past": past,
        "past_words": past_words(past) if past else "",
        "days": _days(past) if past else [],
        "examples": _examples(member, node, past) if past and node else [],
    }


def flaw_of(error: ExpressionError, text: str) -> Flaw:
    """The mistake and what stands around it."""
    first, last = max(0, error.start - AROUND), min(len(text), error.end + AROUND)
    return Flaw(
        told(error),
        ("…" if first else "") + text[first : error.start],
        text[error.start : error.end][: 2 * AROUND],
        text[error.end : last] + ("…" if last < len(text) else ""),
        error.start,
        error.end,
    )


def past_words(past: Past) -> str:
    """How many, said so that nobody takes a part for the whole."""
    if not past.is_whole:
        return _("At least %(n)s messages in the newest of the last 7 days") % {
            "n": number(past.count)
        }
    said = ngettext(
        "%(n)s message in the last 7 days", "%(n)s messages in the last 7 days", past.count
    )
    return said % {"n": number(past.count)}


def _days(past: Past) -> list[tuple[str, int]]:
    return [(formats.date_format(day, "MONTH_DAY_FORMAT"), n) for day, n in past.days.items()]


def _examples(member: Member, node: Node, past: Past) -> list[Example]:
    finds = examples(past)
    places = places_of(member, [one.id for one in finds])
    names = dict(
        Account.objects.filter(organisation=member.organisation_id).values_list("pk", "name")
    )
    return [
        Example(
            one,
            excerpt(one.said, marks(node, one.said)),
            names[one.account_id],
            places.get(one.id, ""),
        )
        for one in finds
    ]
