"""The desk's own: what holds for all, departments, roles, closed days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.kit.web.environment import tongues
from hanjari.people.forms.choices import NameField, holiday_calendars, time_zones
from hanjari.people.models import Member
from hanjari.people.permissions import WORDS, Permission


def _calendars() -> list[tuple[str, object]]:
    return [("", _("No calendar")), *((code, code) for code in holiday_calendars())]


class OrganisationForm(forms.Form):
    """Name, language, time zone, holidays and whether all need a second factor."""

    name = NameField(label=_("Name of your company"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=tongues)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    holidays = forms.ChoiceField(
        label=_("Public holidays"),
        choices=_calendars,
        required=False,
        help_text=_("Country code, such as KR. Business clocks stand still on these days."),
    )
    requires_second_factor = forms.BooleanField(
        label=_("Everybody needs a second factor"),
        required=False,
        help_text=_("Members without one are led to set it up at their next page."),
    )


class DepartmentForm(forms.Form):
    """A department's name."""

    name = NameField(label=_("Name"))


class RoleForm(forms.Form):
    """A role's name and what it may."""

    name = NameField(label=_("Name"))
    permissions = forms.MultipleChoiceField(
        label=_("May"),
        choices=lambda: [(permission.value, WORDS[permission]) for permission in Permission],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, by: Member, **options: Any) -> None:
        """Nobody is offered what they may not themselves."""
        super().__init__(*args, **options)
        field = self.fields["permissions"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(p.value, WORDS[p]) for p in Permission if by.can(p)]

    def clean_permissions(self) -> list[Permission]:
        """As names that the house knows."""
        return [Permission(value) for value in self.cleaned_data["permissions"]]


class ClosedDayForm(forms.Form):
    """A day off of the company's own."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    name = NameField(label=_("Reason"), required=False)
