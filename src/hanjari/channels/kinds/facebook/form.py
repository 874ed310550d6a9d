"""What connecting a Facebook Page asks."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FacebookForm(forms.Form):
    """The keys of the company's own Meta app; the Page is chosen at Facebook's page."""

    secret_fields = ("app_secret", "verify_token")
    consent_fields = ("app_id", "app_secret", "config_id", "wanted_page", "direct_messages")
    """When one of these changes, the person must say yes again."""

    app_id = forms.RegexField(
        r"^\d{5,20}$",
        label=_("App ID"),
        help_text=_("Meta app, App settings, Basic."),
        max_length=20,
    )
    app_secret = forms.CharField(
        label=_("App secret"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    verify_token = forms.CharField(
        label=_("Verify token for webhooks"),
        help_text=_("A long word that you make up; write the same at Meta under Webhooks."),
        min_length=12,
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    wanted_page = forms.RegexField(
        r"^\d{5,25}$",
        label=_("Number of the Page"),
        help_text=_("Only where you work on more than one Page."),
        max_length=25,
        required=False,
    )
    config_id = forms.RegexField(
        r"^\d{5,25}$",
        label=_("Configuration ID"),
        help_text=_("Only with Facebook Login for Business, which keeps the permissions there."),
        max_length=25,
        required=False,
    )
    direct_messages = forms.BooleanField(
        label=_("Also bring and answer messages (Messenger)"), required=False, initial=True
    )
    human_agent = forms.BooleanField(
        label=_("Meta has allowed the app the Human Agent tag (answers within 7 days)"),
        required=False,
    )
    own_posts = forms.BooleanField(
        label=_("Also bring what the Page itself posts elsewhere"), required=False
    )
