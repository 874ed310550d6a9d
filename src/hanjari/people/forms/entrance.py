"""What strangers may ask at the door."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest

from hanjari.people.post import ask_for_link


class AskForLinkForm(ResetPasswordForm):  # type: ignore[misc] # allauth ships no types
    """Asks for a link to a new password; whether anybody has the address is not looked up here."""

    def clean_email(self) -> str:
        """Addresses are the same in any case."""
        return str(self.cleaned_data["email"]).strip().lower()

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        """The same work for every address: one row for the errand."""
        address: str = self.cleaned_data["email"]
        ask_for_link(address, get_client_ip(request) or "")
        return address
