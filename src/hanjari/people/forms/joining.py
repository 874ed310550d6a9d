"""Joining a desk by a link, and founding one."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hanjari.kit.web.environment import tongues
from hanjari.people.forms.choices import NameField, time_zones
from hanjari.people.models import Member


class JoinForm(forms.Form):
    """A new member's name, address and password."""

    name = NameField(
        label=_("Your name"),
        help_text=_("As colleagues and customers shall read it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("You log in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 letters or digits, not a common one, not only digits."),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, address: str = "", **options: Any) -> None:
        """`address` is the invitation's own: it is shown and cannot be changed."""
        super().__init__(*args, **options)
        if address:
            self.fields["email"].initial = address
            self.fields["email"].disabled = True

    def clean_email(self) -> str:
        """Addresses are the same in any case."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Both passwords alike, and a good one for this person."""
        answers = super().clean() or {}
        password, again = answers.get("password"), answers.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        elif password:
            try:
                validate_password(
                    password, Member(name=answers.get("name", ""), email=answers.get("email", ""))
                )
            except ValidationError as error:
                self.add_error("password", error)
        return answers


class FoundingForm(JoinForm):
    """The first administrator and the desk."""

    organisation = NameField(label=_("Name of your company"), max_length=120)
    department = NameField(
        label=_("First department"),
        help_text=_("Those who answer. More can be added later."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=tongues)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    field_order = ["organisation", "department", "language", "time_zone", "name", "email"]
