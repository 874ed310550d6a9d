"""The page of news and social: a topic's findings in words, and the curve as points."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hanjari.listening.forms.press import PressForm
from hanjari.listening.influence import FARTHEST
from hanjari.listening.influence.chances import holm
from hanjari.listening.models import Influence, Message, StandingQuery
from hanjari.listening.pages.behind import behind
from hanjari.listening.queries.influence import (
    influence_of,
    influences_of,
    named_messages,
    press_accounts,
)
from hanjari.people.models import Member
from hanjari.people.permissions import Permission

WIDTH, HEIGHT, EDGE = 720, 220, 12
LEVEL = 0.05


@dataclass(frozen=True)
class Named:
    """A citation with its messages."""

    source: Message
    citing: Message
    how: str
    from_news: bool


@dataclass(frozen=True)
class Curve:
    """The correlations as an SVG wants them; heights are from above."""

    points: str
    zero: float
    middle: float
    band: tuple[float, float]
    bounds: tuple[float, float]
    mark: tuple[float, float]
    span: tuple[float, float]
    rows: list[tuple[int, float]]


def influence_page(member: Member, query: StandingQuery) -> dict[str, Any]:
    """Everything that the page shows."""
    found = influence_of(query)
    accounts = press_accounts(member.organisation)
    chosen = [account.pk for account, is_press in accounts if is_press]
    context: dict[str, Any] = {
        "query": query,
        "found": found,
        "may_choose": member.can(Permission.MANAGE_QUERIES),
        "press_form": PressForm(initial={"press": chosen}, organisation=member.organisation),
    }
    return context if found is None else context | _shown(member, query, found)


def _shown(member: Member, query: StandingQuery, found: Influence) -> dict[str, Any]:
    told, zone = found.findings, ZoneInfo(member.local_zone)
    lead = told["lead"]
    named = _named(told["citations"])
    first = min((one.source for one in named), key=lambda one: one.posted_at, default=None)
    days = _days(told, found, query, zone)
    return {
        "told": told,
        "lead": lead,
        "day_count": max(1, round((found.until - found.since) / timedelta(days=1))),
        "curve": None if lead["lacks"] else _curve(lead),
        "citations": named,
        "first": next((one for one in named if one.source is first), None),
        "chances": _adjusted(member, found),
        "days": days,
        "behind": behind(query.expression, "", days[0][0], days[-1][0]) if days else "",
        "level": LEVEL,
    }


def _named(kept: list[dict[str, Any]]) -> list[Named]:
    """Citations whose two messages are still there."""
    messages = named_messages(one[end] for one in kept for end in ("source", "citing"))
    return [
        Named(messages[one["source"]], messages[one["citing"]], one["how"], one["from_news"])
        for one in kept
        if one["source"] in messages and one["citing"] in messages
    ]


def _adjusted(member: Member, found: Influence) -> dict[str, float]:
    """The topic's two chances, judged as members of all that the organisation tries (Holm)."""
    tried: list[tuple[int, str, float]] = []
    for pk, prediction in influences_of(member).values_list("pk", "findings__prediction"):
        if not prediction["lacks"]:
            tried += [(pk, way, prediction[way]) for way in ("social_to_news", "news_to_social")]
    adjusted = holm([chance for _pk, _way, chance in tried])
    return {
        way: chance
        for (pk, way, _chance), chance in zip(tried, adjusted, strict=True)
        if pk == found.pk
    }


def _curve(lead: dict[str, Any]) -> Curve:
    course: list[float] = lead["course"]
    most: float = max(0.1, lead["bound"] * 1.15, *(abs(r) * 1.1 for r in course))

    def across(lag: float) -> float:
        return round(EDGE + (lag + FARTHEST) / (2 * FARTHEST) * (WIDTH - 2 * EDGE), 1)

    def above(r: float) -> float:
        return round(HEIGHT / 2 - r / most * (HEIGHT / 2 - EDGE), 1)

    lags = range(-FARTHEST, FARTHEST + 1)
    return Curve(
        points=" ".join(f"{across(lag)},{above(r)}" for lag, r in zip(lags, course, strict=True)),
        zero=above(0),
        middle=across(0),
        band=(above(lead["band"]), round(above(-lead["band"]) - above(lead["band"]), 1)),
        bounds=(above(lead["bound"]), above(-lead["bound"])),
        mark=(across(lead["lag"]), above(lead["r"])),
        span=(across(lead["low"]), max(2.0, round(across(lead["high"]) - across(lead["low"]), 1))),
        rows=list(zip(lags, course, strict=True)),
    )


def _days(
    told: dict[str, Any], found: Influence, query: StandingQuery, zone: ZoneInfo
) -> list[tuple[Any, int, int, str]]:
    """Stories and authors by the reader's day, each with the messages behind it."""
    sums: dict[Any, list[int]] = {}
    for hour, (news, social) in enumerate(zip(told["news"], told["social"], strict=True)):
        day = (found.since + timedelta(hours=hour)).astimezone(zone).date()
        one = sums.setdefault(day, [0, 0])
        one[0] += news
        one[1] += social
    return [
        (day, news, social, behind(query.expression, "", day, day))
        for day, (news, social) in sums.items()
    ]
