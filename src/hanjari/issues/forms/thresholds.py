"""How many people it takes: a number for each rule that raises issues, with what the rule hears."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.issues.thresholds import BOUNDS, HOURS_BOUNDS, PEOPLE, Thresholds
from hanjari.issues.triggers import Trigger

HEARS: dict[str, Any] = {
    Trigger.COMPLAINTS: _("This many people complain of the same thing, each in their own words."),
    Trigger.MANY: _(
        "This many people complain of the same thing, or of anything while an alarm is open. The committee is called."
    ),
    Trigger.PRESS: _("Somebody from the press asks. Beside an alarm the committee is called."),
    Trigger.REGULATOR: _("A complaint or a warning names an authority."),
    Trigger.MISCONDUCT: _("Somebody says that one of our people insulted, hit or stole."),
    Trigger.EXECUTIVE: _("A complaint or a rumour names an executive."),
    Trigger.HARM: _("Somebody reports an injury, a death, fire or smoke."),
    Trigger.LEAK: _("Somebody reports that personal data leaked or can be seen by others."),
    Trigger.RECALL: _("A complaint or a warning mentions a recall or a stop of sales."),
    Trigger.MINORS: _("Somebody reports that a child was harmed."),
    Trigger.CRIME: _("Somebody alleges a crime: bribery, assault, secret filming and the like."),
    Trigger.OUTAGE: _("This many people say that nothing works any more."),
}
"""What each rule listens to, for whoever sets its number."""


class ThresholdsForm(forms.Form):
    """`hours` and a number a rule, within bounds; why, where something is heard less."""

    hours = forms.IntegerField(
        label=_("Hours that the rules look back"),
        min_value=HOURS_BOUNDS[0],
        max_value=HOURS_BOUNDS[1],
        help_text=_("People within this time are counted together."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        help_text=_("Needed where a rule hears less than before: more people, or fewer hours."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (low, high) in BOUNDS.items():
            self.fields[name] = forms.IntegerField(
                label=Trigger(name).label, help_text=HEARS[name], min_value=low, max_value=high
            )
        for name in ("hours", *BOUNDS):
            self.fields[name].widget.attrs |= {"class": "input", "inputmode": "numeric"}

    def clean(self) -> dict[str, Any]:
        """Many are more than a few."""
        told = super().clean() or {}
        few, many = told.get("complaints"), told.get("many")
        if few and many and many <= few:
            self.add_error("many", _("Many people must be more than for similar complaints."))
        return told

    def numbers(self) -> dict[str, Any]:
        """As the acts take them."""
        people = {name: self.cleaned_data[name] for name in PEOPLE}
        return {"hours": self.cleaned_data["hours"], "people": people}


def shown(numbers: Thresholds) -> dict[str, int]:
    """Numbers as the form shows them."""
    return {"hours": numbers.hours, **{name: numbers.of(name) for name in PEOPLE}}
