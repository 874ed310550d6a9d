"""What may come in at Explore: a search, as its address tells it."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.kit.numbers import MOST, row_number
from hanjari.listening.exploring.asked import MINUTES, Asked
from hanjari.listening.expressions import ExpressionError, parsed
from hanjari.listening.wording import told

_DAY = re.compile(r"\s*\d{4}-\d{2}-\d{2}\s*").fullmatch
"""A day without an hour: as an end it is the last one that counts."""
LONGEST = 4_000
"""Characters of an expression in an address; longer ones are for standing queries."""


class ExploreForm(forms.Form):
    """What is not understood is told at its field, and nothing is searched."""

    q = forms.CharField(
        label=_("Search everything that was kept"), required=False, max_length=LONGEST
    )
    since = forms.DateTimeField(
        label=_("Beginning"), required=False, input_formats=[MINUTES, "%Y-%m-%d"]
    )
    until = forms.DateTimeField(label=_("End"), required=False, input_formats=[MINUTES, "%Y-%m-%d"])
    account = forms.IntegerField(
        required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput
    )
    hour = forms.IntegerField(required=False, min_value=0, max_value=23, widget=forms.HiddenInput)
    noise = forms.BooleanField(label=_("What was folded, too"), required=False)
    ours = forms.BooleanField(label=_("Our own words, too"), required=False)
    before = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    divides = forms.BooleanField(required=False, widget=forms.HiddenInput)

    error: ExpressionError | None = None
    """Where in the expression something is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format=MINUTES
            )

    def clean_q(self) -> Any:
        """The expression's tree; blanks ask for everything."""
        words = self.cleaned_data["q"].strip()
        if not words:
            return None
        try:
            return parsed(words)
        except ExpressionError as error:
            self.error = error
            raise forms.ValidationError(told(error)) from error

    def clean_before(self) -> int | None:
        """The id below which the next page begins."""
        return row_number(self.cleaned_data["before"])

    def clean(self) -> dict[str, Any]:
        """An end before its beginning finds nothing, and says so."""
        asked = super().clean() or {}
        since, until = asked.get("since"), asked.get("until")
        if until and _DAY(str(self.data.get("until", ""))):
            until = asked["until"] = until + timedelta(days=1)
        if since and until and until <= since:
            self.add_error("until", _("This is not later than the beginning."))
        return asked

    @property
    def asked(self) -> Asked:
        """The search."""
        told = self.cleaned_data
        return Asked(
            told["q"],
            told["since"],
            told["until"],
            told["account"],
            told["hour"],
            told["noise"],
            told["ours"],
        )
