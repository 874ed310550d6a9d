"""The week: when the desk is staffed, with one break a day."""

from collections.abc import Iterator
from datetime import time
from itertools import groupby
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hanjari.people.actions.hours import Hours
from hanjari.people.models import OpeningHours

PARTS = {
    "opens": _("Opens"),
    "closes": _("Closes"),
    "rests": _("Break from"),
    "resumes": _("Break until"),
}


class WeekForm(forms.Form):
    """Four times a weekday; a day left blank is closed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for day in range(7):
            for part, words in PARTS.items():
                self.fields[f"{part}_{day}"] = forms.TimeField(
                    label=words,
                    required=False,
                    widget=forms.TimeInput(
                        attrs={"type": "time", "class": "input"}, format="%H:%M"
                    ),
                )

    @staticmethod
    def of(hours: list[OpeningHours]) -> dict[str, time]:
        """The form's initial values: two openings on a day read as one with a break."""
        initial: dict[str, time] = {}
        for day, spans in groupby(hours, key=lambda hour: hour.weekday):
            first, *later = list(spans)
            last = later[-1] if later else first
            initial |= {f"opens_{day}": first.opens, f"closes_{day}": last.closes}
            if later:
                initial |= {f"rests_{day}": first.closes, f"resumes_{day}": last.opens}
        return initial

    def days(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each weekday's name with its four fields."""
        for day, name in WEEKDAYS.items():
            yield str(name), [self[f"{part}_{day}"] for part in PARTS]

    def clean(self) -> dict[str, Any]:
        """Puts the openings into `cleaned_data["hours"]`; a week without any is refused."""
        answers = super().clean() or {}
        if self.errors:
            return answers
        hours = [span for day in range(7) for span in self._spans(day, answers)]
        if not hours and not self.errors:
            self.add_error(None, _("Open on one day at least: clocks would never end otherwise."))
        return {**answers, "hours": hours}

    def _spans(self, day: int, answers: dict[str, Any]) -> list[Hours]:
        opens, closes, rests, resumes = (answers.get(f"{part}_{day}") for part in PARTS)
        if not any(value is not None for value in (opens, closes, rests, resumes)):
            return []
        if opens is None or closes is None:
            self.add_error(f"opens_{day}", _("Give both, when the desk opens and when it closes."))
            return []
        if rests is None and resumes is None:
            return [(day, opens, closes)]
        if rests is None or resumes is None or not _lies_within(opens, rests, resumes, closes):
            self.add_error(f"rests_{day}", _("A break begins and ends while the desk is open."))
            return []
        return [(day, opens, rests), (day, resumes, closes)]


def _lies_within(opens: time, rests: time, resumes: time, closes: time) -> bool:
    """A closing at or before the opening is on the next day (`kit.business_time`)."""
    return opens < rests < resumes and (resumes < closes or closes <= opens)
