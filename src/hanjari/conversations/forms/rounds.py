"""What may come in for rounds."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RoundForm(forms.Form):
    """The text in both languages."""

    text = forms.CharField(
        label=_("What everybody reads (Korean)"), max_length=5000, widget=forms.Textarea({"rows": 6}),
        help_text=_("{name} stands for each person's name."),
    )  # fmt: skip
    text_en = forms.CharField(
        label=_("The same in English"), max_length=5000, required=False, widget=forms.Textarea({"rows": 6}),
    )  # fmt: skip


class SendBackForm(forms.Form):
    """Why it goes back to its writer."""

    reason = forms.CharField(label=_("What should change"), max_length=500)
