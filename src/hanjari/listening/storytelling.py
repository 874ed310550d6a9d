"""Storytelling: an alarm in one sentence that whoever speaks for the company understands."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hanjari.listening.models import Alarm

YEAR = 365
SURE, QUITE_SURE = YEAR, 30
"""Days between two such bursts by chance alone."""


def story(alarm: Alarm) -> str:
    """What is usual and what came: "usually 2 to 5 in twenty minutes, now 41"."""
    named = {"low": alarm.usual_low, "high": alarm.usual_high, "came": alarm.came}
    if alarm.usual_high == 0:
        words = _("Usually hardly anything comes in 20 minutes, but %(came)d messages came.")
    elif alarm.usual_low == alarm.usual_high:
        words = _("Usually about %(high)d come in 20 minutes, but %(came)d messages came.")
    else:
        words = _("Usually %(low)d to %(high)d come in 20 minutes, but %(came)d messages came.")
    return words % named


def sureness(alarm: Alarm) -> tuple[str, str]:
    """How sure it is, and why, in words."""
    days = alarm.chance_days
    if days >= SURE:
        years = round(days / YEAR)
        if years >= 100:
            return _("Almost certain"), _(
                "Chance alone would not bring this once in a hundred years."
            )
        often = ngettext("once in a year", "once in %(count)d years", years) % {"count": years}
        return _("Almost certain"), _("By chance alone this would happen %(often)s.") % {
            "often": often
        }
    count = max(1, round(days))
    often = ngettext("once a day", "once in %(count)d days", count) % {"count": count}
    why = _("By chance alone this would happen %(often)s.") % {"often": often}
    return (_("Quite sure") if days >= QUITE_SURE else _("Perhaps")), why
