"""What members choose for themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hanjari.kit.web.environment import tongues
from hanjari.people.forms.choices import NameField, time_zones


def _own_languages() -> list[tuple[str, object]]:
    return [("", _("As the company")), *tongues()]


def _own_zones() -> list[tuple[str, object]]:
    return [("", _("As the company")), *time_zones()]


class PreferencesForm(forms.Form):
    """Name, language, time zone, theme, shortcuts."""

    name = NameField(label=_("Name"), help_text=_("As colleagues and customers read it."))
    language = forms.ChoiceField(label=_("Language"), choices=_own_languages, required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_own_zones, required=False)
    theme = forms.ChoiceField(
        label=_("Theme"),
        required=False,
        choices=[("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect,
    )
    has_shortcuts = forms.BooleanField(label=_("Single-key shortcuts"), required=False)


class AddressForm(forms.Form):
    """Another address to log in with."""

    email = forms.EmailField(
        label=_("New address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, now: str, **options: Any) -> None:
        """`now` is the address until now."""
        super().__init__(*args, **options)
        self.now = now

    def clean_email(self) -> str:
        """Addresses are the same in any case; the same one again is no change."""
        email = str(self.cleaned_data["email"]).lower()
        if email == self.now:
            raise forms.ValidationError(_("This is the address until now."))
        return email
