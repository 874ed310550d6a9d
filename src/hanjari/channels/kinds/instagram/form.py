"""What connecting an Instagram account asks."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_OTHERS = 20
"""Each is asked once an hour."""
_HANDLE = re.compile(r"[A-Za-z0-9._]{1,30}")


class InstagramForm(forms.Form):
    """The keys of the company's own Meta app; the account is the one that belongs to the Page."""

    secret_fields = ("app_secret", "verify_token")
    consent_fields = (
        "app_id",
        "app_secret",
        "config_id",
        "wanted_page",
        "publish",
        "direct_messages",
    )
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
        label=_("Number of the Facebook Page that the account belongs to"),
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
    others = forms.CharField(
        label=_("Other professional accounts to listen to"),
        help_text=_("One name a line, without @. Their new posts are brought once an hour."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    direct_messages = forms.BooleanField(
        label=_("Also bring and answer direct messages"), required=False, initial=True
    )
    human_agent = forms.BooleanField(
        label=_("Meta has allowed the app the Human Agent tag (answers within 7 days)"),
        required=False,
    )
    publish = forms.BooleanField(
        label=_("Also post pictures from here (asks for two more permissions)"), required=False
    )

    def clean_others(self) -> str:
        """Names as Instagram knows them, each once."""
        told = str(self.cleaned_data["others"]).split()
        names = list(dict.fromkeys(one.removeprefix("@").lower() for one in told))
        if len(names) > MOST_OTHERS:
            words = gettext("At most %(most)s accounts can be listened to.")
            raise ValidationError(words % {"most": MOST_OTHERS})
        for name in names:
            if not _HANDLE.fullmatch(name):
                words = gettext("“%(name)s” is no name of an Instagram account.")
                raise ValidationError(words % {"name": name[:40]})
        return "\n".join(names)
