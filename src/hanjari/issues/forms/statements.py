"""Forms of statements: beginning one, its words, a signature, a promise, the way out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hanjari.issues.models import Part, SignOff, Statement
from hanjari.issues.queries.statements import correctable, posting_accounts
from hanjari.issues.skeletons import BODY, PARTS
from hanjari.people.models import Member, Organisation

LONGEST = 10_000


class BeginForm(forms.Form):
    """Which form, in which language, and what it corrects."""

    form = forms.ChoiceField(label=_("Form"), choices=Statement.Form)
    language = forms.ChoiceField(
        label=pgettext_lazy("statement", "Language of the statement"),
        choices=[("ko", "한국어"), ("en", "English")],
    )
    corrects = forms.ModelChoiceField(Statement.objects.none(), required=False)

    def __init__(self, *args: Any, issue: Any, **options: Any) -> None:
        """A correction may name one of the issue's published statements."""
        super().__init__(*args, **options)
        corrects: Any = self.fields["corrects"]
        corrects.queryset = issue.statements.filter(published_at__isnull=False)
        corrects.widget = forms.HiddenInput()


class CorrectionForm(forms.Form):
    """A correction without an issue: what goes round, and where."""

    claim = forms.CharField(
        label=_("The claim that goes round, once and in its own words"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    where = forms.CharField(
        label=_("Where it goes round"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"placeholder": "https://", "inputmode": "url"}),
    )
    language = BeginForm.base_fields["language"]
    corrects = forms.ModelChoiceField(
        Statement.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        """It may name published words of the organisation that had no issue."""
        super().__init__(*args, **options)
        corrects: Any = self.fields["corrects"]
        corrects.queryset = correctable(member)

    def clean(self) -> dict[str, Any]:
        """There is something to correct."""
        told = super().clean() or {}
        if not (told.get("claim") or told.get("corrects")):
            self.add_error("claim", _("Say what goes round that is not so."))
        return told


class WordsForm(forms.Form):
    """The words of one version; its parts are those of the statement's form."""

    title = forms.CharField(label=_("Title"), max_length=200)

    def __init__(self, *args: Any, statement: Statement, **options: Any) -> None:
        """One field for each part, in reading order."""
        super().__init__(*args, **options)
        self.names = list(PARTS[statement.form])
        for name, title in PARTS[statement.form].items():
            rows = 16 if name == BODY else 3
            self.fields[name] = forms.CharField(
                label=str(title),
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea({"rows": rows, "lang": statement.language}),
            )
        self.fields["next_update_at"] = forms.DateTimeField(
            label=_("We speak again at"),
            required=False,
            widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        )
        self.fields["is_last"] = forms.BooleanField(
            label=_("This is the last update"), required=False
        )
        self.fields["overruled"] = forms.CharField(
            label=_("Why marked words may stand"),
            max_length=500,
            required=False,
            help_text=_("Kept in the record. A blank never goes out."),
        )
        self.fields["on"] = forms.IntegerField(widget=forms.HiddenInput())
        self.fields["follows"] = forms.BooleanField(
            label=_("These words follow the other language as it stands above"), required=False
        )
        self.fields["beside"] = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def words(self) -> dict[str, str]:
        """The parts as they stand in the fields, good or not: for checking while one writes."""
        return {name: str(self.data.get(name, ""))[:LONGEST] for name in self.names}

    def version(self) -> dict[str, Any]:
        """All that the act of saving asks for."""
        told = dict(self.cleaned_data)
        parts = {name: told.pop(name).replace("\r\n", "\n") for name in self.names}
        follows, beside = told.pop("follows"), told.pop("beside") or 0
        return told | {"parts": parts, "follows": beside if follows else 0}


class SignForm(forms.Form):
    """A part's word on the version that was read."""

    part = forms.ChoiceField(choices=Part)
    word = forms.ChoiceField(choices=SignOff.Word)
    on = forms.IntegerField()
    reason = forms.CharField(max_length=500, required=False)


class PromiseForm(forms.Form):
    """A promise becomes a commitment due on a day, or is none for a reason."""

    text = forms.CharField(label=_("What we promise"), max_length=500, required=False)
    first_due = forms.DateField(
        label=_("Due"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    owner = forms.ModelChoiceField(
        Member.objects.none(), label=_("Who does it"), required=False, empty_label=_("Not said yet")
    )
    not_one = forms.CharField(label=_("Why it is no promise"), max_length=300, required=False)

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        """The owner is a colleague."""
        super().__init__(*args, **options)
        owner: Any = self.fields["owner"]
        owner.queryset = Member.objects.filter(organisation=organisation, is_active=True)

    def clean(self) -> dict[str, Any]:
        """Without a reason against it, a day is needed."""
        told = super().clean() or {}
        if not told.get("not_one") and not told.get("first_due"):
            raise forms.ValidationError(_("Say by which day, or why it is no promise."))
        return told


class PublishForm(forms.Form):
    """Channels beside the public page."""

    accounts = forms.MultipleChoiceField(
        label=_("Channels beside the public page"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    both = forms.BooleanField(
        label=_("The other language too, on the public page"), required=False, initial=True
    )

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        """Those at which a post can stand by itself."""
        super().__init__(*args, **options)
        self.offered = {str(one.pk): one for one in posting_accounts(organisation)}
        choices: Any = self.fields["accounts"]
        choices.choices = [(pk, one.name) for pk, one in self.offered.items()]


class WithdrawForm(forms.Form):
    """Why it no longer stands."""

    reason = forms.CharField(label=_("Why it no longer stands"), max_length=500)
