"""What may come in at the desk's doors."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hanjari.desk.sentences import CHANNELS, CONVERSATIONS, NOUNS, PEOPLE, outline
from hanjari.journal.queries import NOBODY, Filters
from hanjari.people.models import Member
from hanjari.people.queries import members_for


class _DayField(forms.DateField):
    """A day that any zone can still shift without leaving the calendar."""

    widget = forms.DateInput(attrs={"type": "date"})
    default_validators = [
        MinValueValidator(date(1970, 1, 1)),
        MaxValueValidator(date(2999, 12, 31)),
    ]


class AuditForm(forms.Form):
    """Who, what, when; every field may stay empty."""

    by = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    event = forms.ChoiceField(label=_("Act"), required=False)
    noun = forms.ChoiceField(label=_("About"), required=False)
    since = _DayField(label=_("From day"), required=False)
    until = _DayField(label=_("To day"), required=False)
    text = forms.CharField(label=_("Containing"), required=False, max_length=80)
    before = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, by: Member, **options: Any) -> None:
        """Offers the members of the reader's own organisation."""
        super().__init__(*args, **options)
        everybody = [("", _("Anybody")), (NOBODY, _("Hanjari by itself"))]
        self._offer("by", [*everybody, *members_for(by).values_list("pk", "name")])
        self._offer("event", [("", _("Anything")), *_acts()])
        self._offer("noun", [("", _("Anything")), *NOUNS.items()])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def filters(self) -> Filters:
        """The good answers; days are whole days in the reader's zone."""
        good = getattr(self, "cleaned_data", {})
        return Filters(
            by=good.get("by"),
            event=good.get("event") or "",
            noun=good.get("noun") or "",
            since=_start(good.get("since")),
            until=_start(good.get("until"), days=1),
            text=good.get("text") or "",
        )


def _acts() -> list[tuple[object, list[tuple[str, str]]]]:
    groups = [
        (_("Members and company"), PEOPLE),
        (_("Channels"), CHANNELS),
        (_("About conversations"), CONVERSATIONS),
    ]
    return [(title, [(event, outline(event)) for event in events]) for title, events in groups]


def _start(day: date | None, days: int = 0) -> datetime | None:
    """Midnight at the day's beginning, plus whole days."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))
