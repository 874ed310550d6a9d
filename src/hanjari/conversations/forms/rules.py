"""Forms of the company's own rules: prepared texts, labels, response targets, approval rules."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hanjari.channels.registry import kinds
from hanjari.conversations import macros, words
from hanjari.conversations.models import ApprovalRule, Label, Macro, Target
from hanjari.people.models import Department, Member, Role

_ANY = [("", _("any"))]
_MINUTES = 60 * 24 * 90


class NamedForm(forms.Form):
    """A name that the company uses once; `own` are the rows it must differ from."""

    name = forms.CharField(label=_("Name"), max_length=80)

    def __init__(self, *args: Any, by: Member, own: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.own = by, own

    def clean_name(self) -> str:
        """Raise where somebody has taken it."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if self.own.filter(name=name).exists():
            raise forms.ValidationError(_("This name is already used. Choose another."))
        return name


class MacroForm(NamedForm):
    """A prepared text and whose it is."""

    text = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "{{person}}, {{member}}, {{company}}, {{department}}, {{channel}} and {{subject}} are filled in."
        ),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Only for the department"),
        required=False,
        empty_label=_("everybody"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(  # type: ignore[attr-defined] # a ModelChoiceField
            organisation=self.by.organisation_id
        )

    def clean_text(self) -> str:
        """Only variables that can be filled."""
        text: str = self.cleaned_data["text"]
        try:
            macros.check(text)
        except macros.UnknownVariableError as error:
            names = ", ".join(error.names)
            said = _("Nobody can fill these variables: %(names)s.") % {"names": names}
            raise forms.ValidationError(said) from error
        return text


class LabelForm(NamedForm):
    """A label's name."""

    name = forms.CharField(label=_("Name"), max_length=40)


class TargetForm(forms.Form):
    """For whom, and within how many minutes; empty: no clock."""

    kind = forms.ChoiceField(label=_("Channel"), required=False)
    intent = forms.ChoiceField(label=_("Intent"), required=False)
    urgency = forms.TypedChoiceField(
        label=_("Urgency"), required=False, coerce=int, empty_value="0"
    )
    first_human = forms.IntegerField(
        label=_("First answer by a person, minutes"),
        required=False,
        min_value=1,
        max_value=_MINUTES,
    )
    first_substantive = forms.IntegerField(
        label=_("First real answer, minutes"), required=False, min_value=1, max_value=_MINUTES
    )
    next_reply = forms.IntegerField(
        label=_("Next answer, minutes"), required=False, min_value=1, max_value=_MINUTES
    )
    resolution = forms.IntegerField(
        label=_("Resolved, minutes"), required=False, min_value=1, max_value=_MINUTES
    )
    is_business_time = forms.BooleanField(label=_("Count only opening hours"), required=False)

    def clean_urgency(self) -> int:
        """0 is any."""
        return int(self.cleaned_data["urgency"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = words.spoken()
        self.fields["kind"].choices = _ANY + _kinds()  # type: ignore[attr-defined] # a ChoiceField
        self.fields["intent"].choices = _ANY + list(spoken["intents"].items())  # type: ignore[attr-defined] # a ChoiceField
        self.fields["urgency"].choices = _ANY + list(spoken["urgencies"].items())  # type: ignore[attr-defined] # a ChoiceField


class RuleForm(NamedForm):
    """When a second person must look; what is empty asks nothing."""

    kind = forms.ChoiceField(label=_("Channel"), required=False)
    is_public_only = forms.BooleanField(label=_("Only public answers"), required=False)
    with_promise_only = forms.BooleanField(
        label=_("Only answers that promise a time"), required=False
    )
    min_urgency = forms.TypedChoiceField(
        label=_("At least so urgent"), required=False, coerce=int, empty_value="0"
    )
    words = forms.CharField(
        label=_("With one of these words"), required=False, help_text=_("Separated by commas.")
    )
    written_by_role = forms.ModelChoiceField(
        Role.objects.none(), label=_("Written by the role"), required=False, empty_label=_("any")
    )
    is_active = forms.BooleanField(label=_("In force"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        urgencies = list(words.spoken()["urgencies"].items())
        self.fields["kind"].choices = _ANY + _kinds()  # type: ignore[attr-defined] # a ChoiceField
        self.fields["min_urgency"].choices = _ANY + urgencies  # type: ignore[attr-defined] # a ChoiceField
        self.fields["written_by_role"].queryset = Role.objects.filter(  # type: ignore[attr-defined] # a ModelChoiceField
            organisation=self.by.organisation_id
        )

    def clean_min_urgency(self) -> int:
        """0 is any."""
        return int(self.cleaned_data["min_urgency"])

    def clean_words(self) -> list[str]:
        """As a list."""
        return [word.strip() for word in str(self.cleaned_data["words"]).split(",") if word.strip()]


def initial(row: ApprovalRule | Label | Macro | Target | None) -> dict[str, Any]:
    """A row's values as its form takes them; none for a new one."""
    if row is None:
        return {}
    told = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}  # noqa: SLF001 (Django's documented model API)
    if isinstance(row, ApprovalRule):
        told["words"] = ", ".join(row.words)
    return told


def _kinds() -> list[tuple[str, str]]:
    return [(slug, str(kind.name)) for slug, kind in kinds().items()]
