"""The connecting form of a mail account."""

import ssl
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_SECURITY = [
    ("tls", _("Protected from the start (TLS)")),
    ("starttls", _("Protected after the greeting (STARTTLS)")),
    ("none", _("Not protected")),
]


class PasswordField(forms.CharField):
    """A password as it was typed, which no browser offers by itself."""

    def __init__(self, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "off"})
        super().__init__(max_length=500, strip=False, widget=widget, **options)


class PortField(forms.IntegerField):
    """A port of a server."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Port"), min_value=1, max_value=65535, **options)


class ProtectionField(forms.ChoiceField):
    """How the line is protected; from the start unless said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Protection"), choices=_SECURITY, initial="tls", **options)


class MailForm(forms.Form):
    """Reading, sending, and who we are."""

    secret_fields = ("password", "smtp_password")

    address = forms.EmailField(label=_("Mail address"), max_length=254)
    from_name = forms.CharField(label=_("Name shown to the reader"), max_length=100, required=False)
    aliases = forms.CharField(
        label=_("Our other addresses"),
        help_text=_("Comma-separated; @example.com means everybody there."),
        max_length=1000,
        required=False,
    )
    user = forms.CharField(
        label=_("User name"),
        help_text=_("Empty: the mail address."),
        max_length=254,
        required=False,
    )
    password = PasswordField(label=_("Password"))
    imap_host = forms.CharField(label=_("Server for reading (IMAP)"), max_length=253)
    imap_port = PortField(initial=993)
    imap_security = ProtectionField()
    smtp_host = forms.CharField(label=_("Server for sending (SMTP)"), max_length=253)
    smtp_port = PortField(initial=465)
    smtp_security = ProtectionField()
    smtp_user = forms.CharField(
        label=_("User name for sending"),
        help_text=_("Empty: the same as for reading."),
        max_length=254,
        required=False,
    )
    smtp_password = PasswordField(
        label=_("Password for sending"),
        help_text=_("Empty: the same as for reading."),
        required=False,
    )
    sent_folder = forms.CharField(
        label=_("Sent folder"),
        help_text=_("Empty: found by itself."),
        max_length=200,
        required=False,
    )
    history_days = forms.IntegerField(
        label=_("Days of older mail to read"),
        help_text=_("0: all of it."),
        min_value=0,
        max_value=36500,
        initial=30,
    )
    echoes = forms.BooleanField(
        label=_("Copy what we send to this mailbox"),
        help_text=_(
            "Only so can an answer whose sending broke off be found out without asking anybody."
        ),
        initial=True,
        required=False,
    )
    certificate = forms.CharField(
        label=_("The company's own certificate (PEM)"),
        help_text=_("Only where the mail server's certificate comes from no public authority."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20000,
        required=False,
    )

    def clean_certificate(self) -> str:
        """PEM that can be loaded, or nothing."""
        told = str(self.cleaned_data["certificate"]).strip()
        if told:
            try:
                ssl.create_default_context(cadata=told)
            except (ssl.SSLError, ValueError) as error:
                raise forms.ValidationError(_("This is no certificate in PEM form.")) from error
        return told

    def clean_address(self) -> str:
        """In lower case, as it is compared."""
        return str(self.cleaned_data["address"]).lower()

    def clean(self) -> dict[str, Any]:
        """A password never travels unprotected, but on this very machine."""
        told = super().clean() or {}
        for side in ("imap", "smtp"):
            is_open = told.get(f"{side}_security") == "none"
            if is_open and told.get(f"{side}_host") not in {"127.0.0.1", "::1", "localhost"}:
                words = _("A password must not travel unprotected over a network.")
                self.add_error(f"{side}_security", words)
        return told
