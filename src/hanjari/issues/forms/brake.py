"""The brake's forms: why it is pulled, why it is released, why one message goes all the same."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_LINE = {"class": "input", "autocomplete": "off"}


class PullForm(forms.Form):
    """Why everything automatic is to stop."""

    reason = forms.CharField(
        label=pgettext_lazy("of a brake", "Why"), max_length=500, widget=forms.TextInput(_LINE)
    )


class ReleaseForm(PullForm):
    """Why it may go on, and whether what waited still fits."""

    drops = forms.BooleanField(
        label=_("Withdraw what was held"),
        required=False,
        help_text=_("Choose this when the held words do not fit any more after what happened."),
    )
