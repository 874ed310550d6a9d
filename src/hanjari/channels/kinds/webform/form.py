"""What connecting a web form asks."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class WebFormForm(forms.Form):
    """What the visitor reads, and where the widget may stand."""

    secret_fields = ()
    title = forms.CharField(
        label=_("Heading of the page"),
        max_length=80,
        required=False,
        help_text=_("Empty: “What would you like to tell us?”"),
    )
    intro = forms.CharField(
        label=_("Words below the heading"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who reads it, and by when people get an answer."),
    )
    privacy = forms.CharField(
        label=_("What happens to what people write"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Empty: that it is used to answer, and for nothing else."),
    )
    origins = forms.CharField(
        label=_("Sites that may show the widget"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "https://www.example.kr"}),
        help_text=_("One a line, beginning with https://. Nobody else can embed the form."),
    )
    mail_notice = forms.BooleanField(
        label=_("Tell visitors by mail when we have answered"),
        required=False,
        initial=True,
        help_text=_("Only those who left an address. The mail holds the link, not the answer."),
    )

    def clean_origins(self) -> str:
        """Origins as browsers send them: scheme and host, nothing behind."""
        lines = [line.strip().rstrip("/") for line in self.cleaned_data["origins"].splitlines()]
        wrong = [line for line in lines if line and not _is_origin(line)]
        if wrong:
            words = gettext("“%(line)s” is no site. Write it like https://www.example.kr")
            raise ValidationError(words % {"line": wrong[0]})
        return "\n".join(dict.fromkeys(line.lower() for line in lines if line))


def _is_origin(line: str) -> bool:
    try:
        parts = urlsplit(line)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = not (parts.path or parts.query or parts.fragment or parts.username)
    letters = set(line) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:/-[]"
    )
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and plain
        and letters
        and port_is_fine
    )
