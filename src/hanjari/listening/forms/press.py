"""Which accounts count as press."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.channels.models import Account
from hanjari.people.forms.choices import RowsField
from hanjari.people.models import Organisation


class _AccountsField(RowsField):
    """Accounts by their names."""

    def label_from_instance(self, obj: Account) -> str:
        return obj.name


class PressForm(forms.Form):
    """A box for each account."""

    press = _AccountsField(
        Account.objects.none(),
        label=_("Counts as news"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The others count as social. Feeds are news until you say otherwise."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        """Accounts of this organisation alone."""
        super().__init__(*args, **options)
        field = self.fields["press"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = Account.objects.filter(organisation=organisation).order_by("name")
