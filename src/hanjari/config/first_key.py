"""The one-time link of a house that has no administrator yet, in words."""

from django.conf import settings
from django.urls import reverse

from hanjari.people import actions as people


def first_key_words() -> str:
    """A fresh link and what it does; empty once somebody is a member."""
    secret = people.make_first_key()
    if not secret:
        return ""
    link = settings.PUBLIC_URL + reverse("people:found", args=[secret])
    return (
        "\nNobody is a member of this desk yet. This link makes the first administrator,"
        f" once, within 24 hours:\n\n    {link}\n"
    )
