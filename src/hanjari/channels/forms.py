"""What staff fill in when they connect a place: our part, and beside it the kind's own form."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.actions import Connection
from hanjari.channels.contract import Kind
from hanjari.channels.models import Account
from hanjari.channels.queries import is_name_taken
from hanjari.people.models import Department, Member


class AccountForm(forms.Form):
    """What every connected place has: a name, and who answers for it."""

    prefix = "account"
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As your colleagues call it.")
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Who answers"),
        required=False,
        empty_label=_("Nobody in particular"),
        help_text=_("New conversations go to this department."),
    )

    def __init__(
        self, *args: Any, member: Member, kind: str, account: Account | None, **options: Any
    ) -> None:
        if account:
            options.setdefault("initial", {"name": account.name, "department": account.department})
        super().__init__(*args, **options)
        self._member, self._kind, self._account = member, kind, account
        departments = member.organisation.departments.all()
        self.fields["department"].queryset = departments  # type: ignore[attr-defined] # a ModelChoiceField

    def clean_name(self) -> str:
        """One name for one place of a kind."""
        name = str(self.cleaned_data["name"]).strip()
        if is_name_taken(self._member, self._kind, name, besides=self._account):
            raise forms.ValidationError(gettext("There is one of this name already."))
        return name


def kind_form(kind: Kind, sent: Any, account: Account | None) -> forms.Form:
    """The kind's own form; of an account that exists, secrets may stay empty and then stay as they are."""
    initial = dict(account.settings) if account else None
    form = kind.form()(sent, initial=initial, prefix="kind")
    if account and account.secrets:
        for name in secret_fields(form):
            form.fields[name].required = False
            form.fields[name].help_text = _("Left empty, it stays as it is.")
    return form


def secret_fields(form: forms.Form) -> tuple[str, ...]:
    """The names of the fields that are sealed and never shown."""
    return tuple(getattr(form, "secret_fields", ()))


def connection_of(common: AccountForm, form: forms.Form, account: Account | None) -> Connection:
    """Both valid forms as what the actions take."""
    hidden = secret_fields(form)
    given = {name: value for name, value in form.cleaned_data.items() if name not in hidden}
    own_ids = getattr(form, "own_ids", None)
    return Connection(
        name=common.cleaned_data["name"],
        department=common.cleaned_data["department"],
        settings={**(account.settings if account else {}), **given},
        secrets={name: form.cleaned_data[name] for name in hidden if form.cleaned_data.get(name)},
        own_ids=tuple(own_ids()) if own_ids else tuple(account.own_ids if account else ()),
    )
