"""What connecting a KakaoTalk channel asks: which way, and that way's keys."""

from ipaddress import ip_network
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanjari.channels.kinds.kakao.answers import LONGEST_LABEL, MOST_QUICK_REPLIES
from hanjari.channels.kinds.kakao.ids import DEALER, LONGEST, SKILL

HEADER = "X-Hanjari-Key"
"""The header's name unless another is chosen."""
_HEADER_NAME = r"^[A-Za-z][A-Za-z0-9-]{2,60}$"


class KakaoForm(forms.Form):
    """The way in, what guards the door, and the dealer's keys."""

    secret_fields = ("header_value", "sender_key", "client_secret")
    way = forms.ChoiceField(
        label=_("How messages come"),
        choices=[
            (DEALER, _("Consultation talk through a dealer (Happytalk): people answer")),
            (SKILL, _("Chatbot skill server: a receipt at once, answers within a minute only")),
        ],
        initial=DEALER,
    )
    sender_key = forms.CharField(
        label=_("Sender key of the channel"),
        help_text=_("Only for consultation talk: 40 letters, shown by the dealer."),
        max_length=100,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    client_id = forms.CharField(
        label=_("HT-Client-Id"),
        help_text=_("Only for consultation talk: from the dealer's customer centre."),
        max_length=200,
        required=False,
    )
    client_secret = forms.CharField(
        label=_("HT-Client-Secret"),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    is_serial_unique = forms.BooleanField(
        label=_("The dealer confirmed that a serial number is delivered once only"),
        help_text=_(
            "Then an answer whose confirmation got lost is tried again by itself. Without it, a"
            " person decides."
        ),
        required=False,
    )
    header_name = forms.RegexField(
        label=_("Name of the secret header"),
        help_text=_("Only for the skill server: enter it at the skill under “header value”."),
        regex=_HEADER_NAME,
        initial=HEADER,
        required=False,
    )
    header_value = forms.CharField(
        label=_("Value of the secret header"),
        help_text=_("Invent 20 letters or more; KakaoTalk sends them with every message."),
        min_length=20,
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    receipt = forms.CharField(
        label=_("What people are told at once"),
        help_text=_("Only for the skill server. Empty: that the message has arrived."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    quick_replies = forms.CharField(
        label=_("Buttons below it"),
        help_text=_("One a line, at most ten; pressing one says its words."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    addresses = forms.CharField(
        label=_("Only from these network addresses"),
        help_text=_("One a line, such as 203.0.113.0/24. Empty: from everywhere."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_quick_replies(self) -> str:
        """As many and as long as KakaoTalk shows."""
        lines = _lines(self.cleaned_data["quick_replies"])
        if len(lines) > MOST_QUICK_REPLIES or any(len(line) > LONGEST_LABEL for line in lines):
            words = gettext("At most %(most)s buttons of %(letters)s letters.")
            raise ValidationError(words % {"most": MOST_QUICK_REPLIES, "letters": LONGEST_LABEL})
        return "\n".join(lines)

    def clean_addresses(self) -> str:
        """Addresses or networks, as they are compared later."""
        lines = _lines(self.cleaned_data["addresses"])
        for line in lines:
            try:
                ip_network(line, strict=False)
            except ValueError as error:
                words = gettext("“%(line)s” is no network address.") % {"line": line[:60]}
                raise ValidationError(words) from error
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        """Each way needs its own keys; those that are kept already may stay empty."""
        told = super().clean() or {}
        wanted = (
            ("header_value",)
            if told.get("way") == SKILL
            else ("sender_key", "client_id", "client_secret")
        )
        for name in wanted:
            is_kept = self.initial.get("way") == told.get("way")
            if name not in self.errors and not told.get(name) and not is_kept:
                self.add_error(name, gettext("This way needs it."))
        told["header_name"] = told.get("header_name") or HEADER
        return told


def _lines(text: str) -> list[str]:
    kept = (" ".join(line.split()) for line in str(text).splitlines())
    return list(dict.fromkeys(line for line in kept if line))
