"""Forms of the company's own rules: prepared texts, labels, response targets, approval rules."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hanjari.channels.registry import kinds
from hanjari.conversations import macros, words
from hanjari.conversations.models import ApprovalRule, Label, Macro, RoutingRule, Target
from hanjari.people.models import Department, Member, Role

_ANY: list[tuple[Any, Any]] = [("", _("any"))]
_MINUTES = 60 * 24 * 90


def _kinds() -> list[tuple[str, str]]:
    return [*_ANY, *((slug, str(kind.name)) for slug, kind in kinds().items())]


def _intents() -> list[tuple[Any, Any]]:
    return [*_ANY, *words.spoken()["intents"].items()]


def _urgencies() -> list[tuple[Any, Any]]:
    return [*_ANY, *words.spoken()["urgencies"].items()]


def _table(name: str) -> list[tuple[Any, Any]]:
    return [*_ANY, *words.spoken()[name].items()]


class UrgencyField(forms.TypedChoiceField):
    """An urgency, or 0 for any."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            coerce=int,
            empty_value=0,  # type: ignore[arg-type] # any value may stand for none (Django's documentation)
            choices=_urgencies,
            **options,
        )


class MinutesField(forms.IntegerField):
    """Within so many minutes; empty: no clock."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, min_value=1, max_value=_MINUTES, **options)


class NamedForm(forms.Form):
    """A name that the company uses once; `own` are the rows it must differ from.

    What else can be chosen from rows is the company's own, too.
    """

    name = forms.CharField(label=_("Name"), max_length=80)

    def __init__(self, *args: Any, by: Member, own: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.own = by, own
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.filter(organisation=by.organisation_id)

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
        Department.objects.all(),
        label=_("Only for the department"),
        required=False,
        empty_label=_("everybody"),
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

    kind = forms.ChoiceField(label=_("Channel"), required=False, choices=_kinds)
    intent = forms.ChoiceField(label=_("Intent"), required=False, choices=_intents)
    urgency = UrgencyField(label=_("Urgency"))
    first_human = MinutesField(label=_("First answer by a person, minutes"))
    first_substantive = MinutesField(label=_("First real answer, minutes"))
    next_reply = MinutesField(label=_("Next answer, minutes"))
    resolution = MinutesField(label=_("Resolved, minutes"))
    is_business_time = forms.BooleanField(label=_("Count only opening hours"), required=False)


class RuleForm(NamedForm):
    """When a second person must look; what is empty asks nothing."""

    kind = forms.ChoiceField(label=_("Channel"), required=False, choices=_kinds)
    is_public_only = forms.BooleanField(label=_("Only public answers"), required=False)
    with_promise_only = forms.BooleanField(
        label=_("Only answers that promise a time"), required=False
    )
    min_urgency = UrgencyField(label=_("At least so urgent"))
    words = forms.CharField(
        label=_("With one of these words"), required=False, help_text=_("Separated by commas.")
    )
    written_by_role = forms.ModelChoiceField(
        Role.objects.all(), label=_("Written by the role"), required=False, empty_label=_("any")
    )
    is_active = forms.BooleanField(label=_("In force"), required=False, initial=True)

    def clean_words(self) -> list[str]:
        """As a list."""
        return [word.strip() for word in str(self.cleaned_data["words"]).split(",") if word.strip()]


class RoutingForm(NamedForm):
    """Which words go to which department; what is empty asks nothing."""

    kind = forms.ChoiceField(label=_("Channel"), required=False, choices=_kinds)
    intent = forms.ChoiceField(label=_("Intent"), required=False, choices=_intents)
    min_urgency = UrgencyField(label=_("At least so urgent"))
    sentiment = forms.ChoiceField(
        label=_("Mood"), required=False, choices=lambda: _table("sentiments")
    )
    needs_answer = forms.ChoiceField(
        label=_("Answer"), required=False, choices=lambda: _table("needs_answer")
    )
    abuse = forms.ChoiceField(label=_("Abuse"), required=False, choices=lambda: _table("abuse"))
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: _table("languages")
    )
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Goes to the department"), empty_label=None
    )
    place = forms.IntegerField(
        label=_("Place in the order"),
        min_value=1,
        max_value=999,
        initial=1,
        help_text=_("The first rule that fits decides."),
    )
    is_active = forms.BooleanField(label=_("In force"), required=False, initial=True)


def initial(row: ApprovalRule | RoutingRule | Label | Macro | Target | None) -> dict[str, Any]:
    """A row's values as its form takes them; none for a new one."""
    if row is None:
        return {}
    told = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}  # noqa: SLF001 (Django's documented model API)
    if isinstance(row, ApprovalRule):
        told["words"] = ", ".join(row.words)
    return told
