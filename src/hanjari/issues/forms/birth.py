"""What may be said of an issue that is raised."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models import Issue, Kind
from hanjari.listening.expressions import ExpressionError, parsed, printed
from hanjari.people.models import Department, Member

_LINE = {"class": "input", "autocomplete": "off"}


class IssueForm(forms.Form):
    """The title alone is asked for; everything else may be said later."""

    title = forms.CharField(
        label=_("What went wrong"), max_length=200, widget=forms.TextInput(_LINE)
    )
    summary = forms.CharField(
        label=_("What is known so far"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"class": "input", "rows": 3}),
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        choices=Issue.Level.choices,
        initial=Issue.Level.WATCH,
        widget=forms.RadioSelect,
        help_text=_("From level 2 on the committee is called at once."),
    )
    product = forms.CharField(
        label=_("Product or service"), required=False, max_length=80, widget=forms.TextInput(_LINE)
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department"),
        required=False,
        empty_label=_("No department yet"),
        widget=forms.Select({"class": "input"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of issue"),
        required=False,
        choices=[("", _("Not known yet")), *Kind.choices],
        widget=forms.Select({"class": "input"}),
    )
    is_restricted = forms.BooleanField(label=_("Only those seated see this"), required=False)
    is_exercise = forms.BooleanField(
        label=_("An exercise: nothing leaves the house"), required=False
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.filter(organisation=member.organisation_id).order_by("name")
        self.fields["department"].queryset = rows  # type: ignore[attr-defined] # a ModelChoiceField


class CollectForm(forms.Form):
    """What new messages must fit to be proposed; empty: likeness alone proposes."""

    expression = forms.CharField(
        label=_("Words to collect by"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"class": "input", "rows": 2, "spellcheck": "false"}),
        help_text=_("In the language of standing queries: words, OR, AND, NOT, “whole phrases”."),
    )

    def clean_expression(self) -> str:
        """As it is printed, so that it can be read again."""
        text = self.cleaned_data["expression"].strip()
        if not text:
            return ""
        try:
            return printed(parsed(text))
        except ExpressionError as flaw:
            raise forms.ValidationError(str(flaw)) from flaw
