"""What may come in at the pages of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.kit.numbers import row_number


class PeopleForm(forms.Form):
    """A name or handle, or nothing: who spoke last."""

    name = forms.CharField(label=_("Find somebody by name"), required=False, max_length=100)


class HistoryForm(forms.Form):
    """Where the history goes on."""

    before = forms.CharField(required=False, max_length=20)

    def clean_before(self) -> int | None:
        """The id below which the next page begins."""
        return row_number(self.cleaned_data["before"])
