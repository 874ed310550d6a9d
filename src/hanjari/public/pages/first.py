"""The first sheet: how many asked, how fast we answered, promises, what came of what was said, statements."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanjari.commitments.models import Commitment
from hanjari.conversations.queries.answering import Answering
from hanjari.issues.models import Statement
from hanjari.kit.web import times
from hanjari.public.models import OpenPage, Story
from hanjari.public.pages.told import promise_of, statement_of
from hanjari.public.pages.waits import drawn
from hanjari.public.queries import shown

State = Commitment.State
KEPT, LATE, RUNNING, BROKEN, OTHER = "kept", "kept_late", "running", "broken", "other"


def context(page: OpenPage, language: str) -> dict[str, Any]:
    """What `public/first.html` asks for."""
    organisation = page.organisation
    answering = shown.figures(organisation) if page.shows_figures else None
    promises = list(shown.promises(organisation)[: shown.MOST])
    rows = shown.statements(organisation)[: shown.MOST]
    every = [told for one in rows if (told := statement_of(one))]
    statements = [told for told in every if told.is_listed(language)]
    return {
        "days": shown.span(organisation),
        "speed": speed(answering) if answering else None,
        "promises": [promise_of(one, language) for one in promises],
        "tally": tally(promises),
        "statements": every,
        "said": [told for told in statements if told.form != Statement.Form.CORRECTION],
        "corrections": [told for told in statements if told.form == Statement.Form.CORRECTION],
        "stories": [story_of(one, language) for one in shown.stories(organisation)[: shown.MOST]],
        "intro": (page.intro_en or page.intro) if language == "en" else page.intro,
    }


def speed(found: Answering) -> dict[str, Any]:
    """Figures of waiting, in words; nothing where too few asked to be told."""
    if found.asked_count < shown.FEWEST:
        return {"asked": found.asked_count, "is_few": True}
    ninth = found.curve.quantile(0.9)
    never = found.never_after_a_week
    return {
        "is_few": False,
        "asked": found.asked_count,
        "answered": found.answered_count,
        "waiting": found.asked_count - found.answered_count,
        "median": lasting(found.curve.median),
        "ninth": lasting(ninth),
        "never": None if never is None else round(100 * never, 1),
        "waits": (waits := drawn(found.curve)),
        "marks": [(times.span(60 * minute), at) for minute, at in waits.marks],
    }


def lasting(minutes: float | None) -> str:
    """A span of time as people say it; the unit that fits."""
    if minutes is None:
        return _("not reached")
    if minutes < 90:
        whole = max(1, round(minutes))
        return ngettext("%(count)s minute", "%(count)s minutes", whole) % {"count": whole}
    if minutes < 48 * 60:
        hours = round(minutes / 60)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(minutes / 1440)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def tally(promises: Iterable[Commitment]) -> list[tuple[str, str, int]]:
    """How promises stand: a name for the bar, words, how many; what there is none of is left out."""
    counts = Counter(_standing(one) for one in promises)
    words = {
        KEPT: _("kept in time"),
        RUNNING: _("under way"),
        LATE: _("kept late or in part"),
        BROKEN: _("broken"),
        OTHER: _("replaced or not decided"),
    }
    return [(name, word, counts[name]) for name, word in words.items() if counts[name]]


def _standing(one: Commitment) -> str:
    if one.state == State.KEPT:
        return LATE if one.late_since else KEPT
    if one.state == State.PARTLY_KEPT:
        return LATE
    if one.state == State.BROKEN:
        return BROKEN
    return RUNNING if one.is_open else OTHER


def story_of(one: Story, language: str) -> dict[str, Any]:
    """A story in the reader's language, where it was written in it."""
    is_english = language == "en" and bool(one.said_en)
    people = shown.speakers_behind(one.commitment_id) if one.commitment_id else 0
    return {
        "said": one.said_en if is_english else one.said,
        "did": one.did_en if is_english else one.did,
        "did_not": one.did_not_en if is_english else one.did_not,
        "lang": "en" if is_english else "ko",
        "people": how_many(people),
        "at": one.approved_at,
    }


def how_many(people: int) -> str:
    """A count of people that never points at one of them."""
    if not people:
        return ""
    if people < shown.FEWEST:
        return _("fewer than %(count)s people said so") % {"count": shown.FEWEST}
    return ngettext("%(count)s person said so", "%(count)s people said so", people) % {
        "count": people
    }
