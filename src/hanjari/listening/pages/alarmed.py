"""What the pages of alarms show: the sentence, the course, the words, the people, the first messages."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanjari.channels.registry import kinds
from hanjari.listening.models import Alarm, Verdict
from hanjari.listening.queries import alarms as queries
from hanjari.listening.storytelling import story, sureness


class Line(NamedTuple):
    """One alarm in the list."""

    alarm: Alarm
    story: str
    said: Verdict | None
    state: str
    tone: str


def lines(alarms: Iterable[Alarm]) -> list[Line]:
    """Each with what is to be seen at once."""
    found = []
    for alarm in alarms:
        said = queries.last_word(alarm)
        found.append(Line(alarm, story(alarm), said, *_state(alarm, said)))
    return found


def alarm_page(alarm: Alarm) -> dict[str, Any]:
    """All of one alarm."""
    start, counts = queries.course(alarm)
    sure, why = sureness(alarm)
    (line,) = lines([alarm])
    return {
        "alarm": alarm,
        "line": line,
        "times": _times(alarm),
        "channel": _channel(alarm),
        "sure": sure,
        "why": why,
        "course": counts,
        "course_start": start,
        "course_words": _course_words(alarm, counts),
        "before": queries.dismissed_before(alarm),
        "first_said": queries.first_said(alarm),
        "speakers": queries.speakers(alarm),
    }


def _state(alarm: Alarm, said: Verdict | None) -> tuple[str, str]:
    if hasattr(alarm, "candidate"):
        return _("Held for an issue"), "care"
    if said:
        return said.get_word_display(), "care" if said.word == Verdict.Word.CONFIRMED else ""
    if alarm.is_open:
        return _("Nobody has looked yet"), "alarm"
    return _("Over, nobody looked"), ""


def _times(alarm: Alarm) -> str:
    """How many times the usual; nothing where that is next to nothing."""
    if alarm.usual_high == 0:
        return ""
    return f"{alarm.ratio:,.0f}" if alarm.ratio >= 10 else f"{alarm.ratio:.1f}"


def _channel(alarm: Alarm) -> str:
    kind = kinds().get(alarm.kind)
    name = str(kind.name) if kind else alarm.kind
    return _("%(channel)s, displeased messages") % {"channel": name} if alarm.mood else name


def _course_words(alarm: Alarm, counts: Iterable[int]) -> str:
    """What the picture shows, for whoever does not see it."""
    peak = max(counts, default=0)
    words = ngettext(
        "Messages in twenty minutes, from twelve hours before: at most %(count)s message, usually up to %(usual)s.",
        "Messages in twenty minutes, from twelve hours before: at most %(count)s messages, usually up to %(usual)s.",
        peak,
    )
    return words % {"count": f"{peak:,}", "usual": f"{alarm.usual_high:,}"}
