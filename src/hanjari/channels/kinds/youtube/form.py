"""What connecting a YouTube channel asks."""

from django import forms
from django.utils.translation import gettext_lazy as _


class YouTubeForm(forms.Form):
    """The keys of the company's own Google project; the channel is chosen at Google's page."""

    secret_fields = ("client_secret",)

    client_id = forms.CharField(
        label=_("Client ID of the Google project"),
        help_text=_("It ends in .apps.googleusercontent.com"),
        max_length=200,
    )
    client_secret = forms.CharField(
        label=_("Client secret of the Google project"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    held = forms.BooleanField(
        label=_("Also bring comments that YouTube holds for review"), required=False
    )
