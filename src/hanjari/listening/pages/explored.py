"""What Explore shows: finds with what was asked for marked, and how they divide."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hanjari.channels.models import Account
from hanjari.kit.web import times
from hanjari.listening import files, queries, upstairs
from hanjari.listening.exploring.asked import Asked
from hanjari.listening.exploring.facets import Facets, Value, facets
from hanjari.listening.exploring.found import Found
from hanjari.listening.exploring.marking import Piece, excerpt, marks
from hanjari.listening.exploring.rising import Risen, risen
from hanjari.listening.exploring.timeline import Bar, timeline
from hanjari.listening.expressions.nodes import Node, Term
from hanjari.listening.models import Fold
from hanjari.listening.pages import named
from hanjari.listening.queries import Behind
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

PAGE = 50


class Shown(NamedTuple):
    """A find as its row shows it."""

    found: Found
    pieces: list[Piece]
    seal: tuple[str, str]
    place: str
    """Where it lies in a conversation, or nothing."""
    behind: Behind | None
    is_folded: bool
    found_by: list[tuple[int, str]]
    """Standing queries that found it: number and name."""


class Facet(NamedTuple):
    """A facet with its title and named values."""

    name: str
    title: str
    values: list[tuple[str, Value]]


class Side(NamedTuple):
    """What is counted over the finds."""

    facets: list[Facet]
    hours: list[tuple[Value, float]]
    bars: list[tuple[Bar, float]]
    risen: list[tuple[Risen, str]]
    compared: int


def explore_context(
    member: Member, asked: Asked, *, before: int | None = None, divides: bool = False
) -> dict[str, Any]:
    """A page of finds; where they are few, or when that is asked for, also how all of them divide.

    To count ten thousand takes a second of a core, so the page asks for that when it stands.
    """
    page = queries.newest(member, asked, before=before, limit=PAGE)
    whole = queries.newest(member, asked) if divides and page.is_cut else page
    is_told = divides or not (before or page.is_cut)
    return {
        "shown": shown(member, asked.node, page.finds),
        "more": f"{asked.link()}&before={page.finds[-1].id}" if page.finds and page.is_cut else "",
        "newest": whole,
        "count": len(whole.finds),
        "is_told": is_told,
        "divides_link": f"{asked.link()}&divides=1",
        "side": side(member, asked, whole.finds) if is_told else None,
        **row_words(),
    }


def frame_context(member: Member, asked: Asked) -> dict[str, Any]:
    """What stands around the finds, whether or not anything was found."""
    return {
        "asked": asked,
        "conditions": list(_conditions(member, asked)),
        "standing_link": _standing_link(member, asked),
        "noise_link": asked.link(with_noise=not asked.with_noise),
        "ours_link": asked.link(with_ours=not asked.with_ours),
        "may": {
            "export": member.can(Permission.EXPORT),
            "noise": member.can(Permission.MARK_SPAM),
            "take_up": upstairs.may_take_up(member),
        },
        "files": files.offered(),
    }


def _standing_link(member: Member, asked: Asked) -> str:
    """Where the expression becomes a standing query; nothing for who may not make one."""
    if not asked.node or not member.can(Permission.MANAGE_QUERIES):
        return ""
    try:
        page = reverse("listening:new_query")
    except NoReverseMatch:  # a house without them
        return ""
    return f"{page}?{urlencode({'q': asked.words})}"


def shown(member: Member, node: Node | None, finds: Sequence[Found]) -> list[Shown]:
    """Finds as rows."""
    ids = [one.id for one in finds]
    places, folds = upstairs.places_of(member, ids), queries.folds_of(ids)
    away, found_by = queries.folded_among(ids), queries.found_by(member, ids)
    return [
        Shown(
            one,
            excerpt(one.said, marks(node, one.said)),
            named.seal(one.kind),
            places.get(one.id, ""),
            folds.get(one.id),
            one.id in away,
            found_by.get(one.id, []),
        )
        for one in finds
    ]


def fold_context(member: Member, fold: Fold) -> dict[str, Any]:
    """A fold with its newest messages."""
    finds = queries.read(member, queries.lies_in(fold), Asked(with_noise=True))
    return {
        "fold": fold,
        "shown": shown(member, None, finds),
        "count": queries.folds_of([fold.first_id]).get(fold.first_id),
        "may": {"noise": member.can(Permission.MARK_SPAM)},
        **row_words(),
    }


def side(member: Member, asked: Asked, finds: Sequence[Found]) -> Side:
    """What is counted over these finds."""
    zone = timezone.get_current_timezone()
    found = facets(asked, finds, zone)
    hours = found.pop("hour")
    busiest = max((hour.message_count for hour in hours), default=0) or 1
    bars = timeline(asked, [one.at for one in finds], zone)
    tallest = max((bar.message_count for bar in bars), default=0) or 1
    return Side(
        _titled(member, found),
        [(hour, hour.message_count / busiest) for hour in hours],
        [(bar, bar.message_count / tallest) for bar in bars],
        _risen(member, asked, finds),
        queries.COMPARED,
    )


def row_words() -> dict[str, Any]:
    """What rows call things."""
    return {
        "tongue": (get_language() or "")[:2],
        "intent_name": named.intent,
        "mood_name": named.mood,
        "tones": named.TONES,
    }


def _titled(member: Member, found: Facets) -> list[Facet]:
    accounts = _accounts(member) if found["account"] else {}
    titles = {
        "sentiment": _("Mood"),
        "intent": _("What they want"),
        "channel": _("Channels"),
        "account": _("Accounts"),
        "language": _("Languages"),
        "domain": _("Links lead to"),
        "author": _("People"),
    }
    return [
        Facet(
            name,
            title,
            [
                (accounts.get(one.key, one.key) if name == "account" else named.NAMES.get(name, str)(one.key), one)
                for one in found[name]
            ],
        )
        for name, title in titles.items()
        if found[name]
    ]  # fmt: skip


def _risen(member: Member, asked: Asked, finds: Sequence[Found]) -> list[tuple[Risen, str]]:
    now = finds[: queries.COMPARED]
    earlier = queries.period_before(asked, now)
    if earlier is None:
        return []
    before = queries.newest(member, earlier, limit=queries.COMPARED).finds
    words = risen([one.said for one in now], [one.said for one in before])
    return [(one, asked.toggled(Term(one.word))) for one in words]


def _accounts(member: Member) -> dict[str, str]:
    rows = Account.objects.filter(organisation=member.organisation_id)
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def _conditions(member: Member, asked: Asked) -> Any:
    """What is asked beside the expression, each with the address without it."""
    if asked.since or asked.until:
        span = "–".join(times.stamp(one) if one else "" for one in (asked.since, asked.until))
        yield span, asked.link(since=None, until=None)
    if asked.account is not None:
        name = _accounts(member).get(str(asked.account), str(asked.account))
        yield name, asked.link(account=None)
    if asked.hour is not None:
        yield _("%(hour)s o'clock") % {"hour": asked.hour}, asked.link(hour=None)
