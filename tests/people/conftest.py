"""What the people's tests share: entries by event, and a browser-like client per member."""

import time
from collections.abc import Callable

import pytest
from django.test import Client

from hanjari.journal.models import Entry
from hanjari.people.models import Member


@pytest.fixture
def told(db) -> Callable[[str], list[Entry]]:
    """The journal's entries of an event, oldest first."""
    return lambda event: list(Entry.objects.filter(event=event).order_by("id"))


@pytest.fixture
def as_member() -> Callable[[Member], Client]:
    """A client that is logged in as this member and has just given the password again."""

    def client_of(member: Member) -> Client:
        client = Client()
        client.force_login(member)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(member.pk)
        session.save()
        return client

    return client_of
