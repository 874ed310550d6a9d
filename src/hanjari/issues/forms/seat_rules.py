"""What may come in for the company's seat rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.issues.forms.room import MemberField, OwnForm
from hanjari.issues.models import Issue, Kind, Part, SeatRule
from hanjari.people.models import Department


class SeatRuleForm(OwnForm):
    """Who takes a part, for which issues."""

    part = forms.ChoiceField(
        choices=Part.choices, label=_("Part"), widget=forms.Select({"class": "input"})
    )
    member = MemberField(label=_("Member"), empty_label=None)
    deputy = MemberField(
        required=False,
        label=_("Deputy"),
        help_text=_("Called when nobody answers, and when the member leaves."),
    )
    min_level = forms.TypedChoiceField(
        coerce=int,
        choices=[(level.value, level.label) for level in Issue.Level if level > 1],
        label=_("From level"),
        widget=forms.Select({"class": "input"}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        required=False,
        label=_("Only for issues of"),
        empty_label=_("all departments"),
        widget=forms.Select({"class": "input"}),
    )
    kinds = forms.MultipleChoiceField(
        choices=Kind.choices,
        required=False,
        label=_("Only for these kinds of crisis"),
        help_text=_("None chosen: for all."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Department.objects.filter(organisation=kwargs["member"].organisation_id)
        self.fields["department"].queryset = here.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody stands in for themselves."""
        told = super().clean() or {}
        if told.get("member") and told.get("member") == told.get("deputy"):
            self.add_error("deputy", _("Choose somebody else as deputy."))
        return told


def shown(rule: SeatRule | None) -> dict[str, Any]:
    """A rule as its form shows it."""
    if rule is None:
        return {"min_level": Issue.Level.COMMITTEE}
    names = ("part", "member", "deputy", "min_level", "department", "kinds")
    return {name: getattr(rule, name) for name in names}
