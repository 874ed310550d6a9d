"""What connecting a WordPress site asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.kinds.wordpress.address import is_private_enough, site_of
from hanjari.channels.kinds.wordpress.api import insecure


class WordPressForm(forms.Form):
    """The site's address; the login comes from WordPress's own page, or is typed."""

    secret_fields = ("password",)

    site = forms.CharField(
        label=_("Address of the site"),
        help_text=_("For example https://blog.example.kr; a subfolder belongs to it."),
        max_length=500,
    )
    username = forms.CharField(
        label=_("User name at WordPress"),
        help_text=_("Leave both empty to connect by the button instead."),
        required=False,
        max_length=100,
    )
    password = forms.CharField(
        label=_("Application password"),
        help_text=_("From the user's profile at WordPress, not the password for logging in."),
        required=False,
        max_length=100,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    approve = forms.BooleanField(
        label=_("Answering a held comment approves it"), required=False, initial=True
    )

    def clean_site(self) -> str:
        """The bare address, by HTTPS unless it is a machine of one's own network."""
        site = site_of(str(self.cleaned_data["site"]))
        if not site:
            raise ValidationError(gettext("This is no address of a website."))
        if not is_private_enough(site):
            raise ValidationError(insecure())
        return site
