"""What may be said of an alarm, and who is called for the next one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.listening.models import StandingQuery
from hanjari.people.forms.choices import RowsField
from hanjari.people.models import Member, Role

LONGEST_WAIT = 240


class DismissForm(forms.Form):
    """Lowering an alarm needs a reason: the next one like it is shown with it."""

    reason = forms.CharField(
        label=_("Why it is no cause for alarm"),
        max_length=300,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
        help_text=_("Shown the next time the same happens."),
    )


class CandidateForm(forms.Form):
    """An issue in the making has a name."""

    title = forms.CharField(
        label=_("What it is about"),
        max_length=200,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )


class CallRuleForm(forms.Form):
    """Members and roles of the own company alone."""

    members = RowsField(
        Member.objects.none(),
        required=False,
        label=_("Members"),
        widget=forms.CheckboxSelectMultiple,
    )
    roles = RowsField(
        Role.objects.none(), required=False, label=_("Roles"), widget=forms.CheckboxSelectMultiple
    )
    is_urgent = forms.BooleanField(
        required=False, label=_("Urgent: through quiet hours, and on to the next ones")
    )
    minutes = forms.IntegerField(
        label=_("Minutes until the next ones are called when nobody looks"),
        min_value=1,
        max_value=LONGEST_WAIT,
        widget=forms.NumberInput({"class": "input"}),
    )

    def __init__(self, *args: Any, query: StandingQuery, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = {"organisation": query.organisation_id}
        members = Member.objects.filter(**here, is_active=True).order_by("name")
        self.fields["members"].queryset = members  # type: ignore[attr-defined]
        self.fields["roles"].queryset = Role.objects.filter(**here).order_by("name")  # type: ignore[attr-defined]
        self.fields["roles"].label_from_instance = _role_label  # type: ignore[attr-defined]


def _role_label(role: Role) -> str:
    """As members know it: the standard ones in the reader's language."""
    return role.label
