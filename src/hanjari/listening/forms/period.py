"""The period of a dashboard, as its address says it: `?days=7`, or `?since=2026-11-01&until=2026-11-20`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.kit.clock import now
from hanjari.listening.queries.periods import MOST_DAYS, Period

DAYS = {1: _("Today"), 7: _("7 days"), 28: _("28 days"), 90: _("90 days")}
USUAL = 7
FIRST_YEAR = 2000


class PeriodForm(forms.Form):
    """Days of one's own; nothing said means the last seven."""

    days = forms.TypedChoiceField(
        choices=list(DAYS.items()), coerce=int, empty_value=None, required=False
    )
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)

    def clean(self) -> dict[str, object]:
        """Both ends, in order, not longer than a year."""
        told = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if since is None and until is None:
            return told
        if since is None or until is None or since.year < FIRST_YEAR:
            raise forms.ValidationError(_("Give both the first and the last day."))
        if until < since:
            raise forms.ValidationError(_("The last day lies before the first. Swap the two."))
        if (until - since).days >= MOST_DAYS:
            raise forms.ValidationError(_("A year at most. Choose a later first day."))
        return told

    def period(self, zone: ZoneInfo, at: datetime | None = None) -> Period:
        """What was asked for; the last seven days when that can't be."""
        moment = at or now()
        if not self.is_valid():
            return Period.last(USUAL, zone, moment)
        told = self.cleaned_data
        today = moment.astimezone(zone).date()
        if told.get("since") and told["since"] <= today:
            return Period(told["since"], min(told["until"], today), zone, moment)
        return Period.last(told.get("days") or USUAL, zone, moment)
