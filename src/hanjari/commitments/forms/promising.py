"""Proposing and revising a commitment, and saying why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.commitments.models import Commitment, Evidence
from hanjari.commitments.queries import commitments_for, today_at
from hanjari.people.models import Department, Member

NOBODY = {
    "owner": _("Nobody keeps it yet"),
    "verifier": _("Whoever may decide"),
    "department": _("No department yet"),
}
FIELDS = {
    "text": _("What we promise"),
    "text_en": _("The same in English"),
    "owner": _("Who keeps it"),
    "verifier": _("Who checks that it is kept"),
    "department": _("Department"),
    "measure": _("What is measured"),
    "baseline": _("Value now"),
    "target": _("Target value"),
}
"""What members write of a promise, and what each is called."""


class PromiseForm(forms.ModelForm):  # type: ignore[type-arg] # Django's form is generic in its stubs alone
    """What is promised, by whom, and how it will be measured."""

    class Meta:
        model = Commitment
        fields = tuple(FIELDS)
        labels = FIELDS
        help_texts = {
            "text": _("One sentence that people outside can hold us to."),
            "verifier": _(
                "Somebody other than whoever keeps it. If nobody is named, whoever may decide."
            ),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "class": "input"}),
            "text_en": forms.Textarea(attrs={"rows": 2, "class": "input"}),
        }

    due = forms.DateField(
        label=_("Due"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {"organisation": member.organisation_id}
        people = Member.objects.filter(**own, is_active=True)
        choices = {
            "owner": people,
            "verifier": people,
            "department": Department.objects.filter(**own),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined] # a ModelChoiceField
            self.fields[name].required = False
            self.fields[name].empty_label = NOBODY[name]  # type: ignore[attr-defined] # a ModelChoiceField
        self.today = today_at(member.organisation)
        self.order_fields(["text", "due", "owner", "verifier", "department"])

    def clean_due(self) -> Any:
        """No promise for a day that is over."""
        due = self.cleaned_data["due"]
        if due < self.today and due != self.initial.get("due"):
            raise forms.ValidationError(_("This day is over. Choose one that is still to come."))
        return due

    def clean(self) -> dict[str, Any]:
        """Who verifies is not who keeps it."""
        values = super().clean() or {}
        if values.get("owner") and values.get("owner") == values.get("verifier"):
            self.add_error("verifier", _("Choose somebody other than who keeps it."))
        return values

    def _post_clean(self) -> None:
        """The row is changed by the acts alone, never by the form."""


class RevisionForm(PromiseForm):
    """The same, with the reason that people read."""

    reason = forms.CharField(label=_("Why it changes"), max_length=1000)


class ReasonForm(forms.Form):
    """Why: people read it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SuccessorForm(ReasonForm):
    """By which promise, and why."""

    successor = forms.ModelChoiceField(Commitment.objects.none(), label=_("Replaced by"))

    def __init__(self, *args: Any, member: Member, promise: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = commitments_for(member).exclude(pk=promise.pk).exclude(state__in=Commitment.ENDED)
        self.fields["successor"].queryset = rows  # type: ignore[attr-defined] # a ModelChoiceField
        self.order_fields(["successor", "reason"])


class EvidenceForm(forms.Form):
    """An address, a file or a figure, and what it shows."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Evidence.Kind.choices, widget=forms.RadioSelect, initial="url"
    )
    words = forms.CharField(label=_("What it shows"), max_length=500)
    url = forms.CharField(label=_("Address"), max_length=1000, required=False)
    file = forms.FileField(label=_("File"), required=False, help_text=_("At most 20 MB."))
    value = forms.CharField(label=_("Figure"), max_length=100, required=False)
    is_public = forms.BooleanField(label=_("Show it in public"), required=False)
