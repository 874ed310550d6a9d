"""Connecting by Bluesky's own page, through the house: the key first, the document at the door, the permission."""

import json

import pytest
from django.db import connections
from django.test import Client
from tests.channels.bluesky.authority import DID, Authority
from tests.servers.network import network

from hanjari.channels import actions as channels
from hanjari.channels.access import opened_secrets
from hanjari.channels.models import Account

DESK = "https://desk.hanbit.example"
BACK = f"{DESK}/settings/channels/consent/"


def document(client_id: str) -> dict[str, object]:
    """As Bluesky's server fetches it, at our door."""
    try:
        told = Client().get(client_id.removeprefix(DESK))
        assert told.status_code == 200, client_id
        return json.loads(told.content)
    finally:
        connections.close_all()


pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


def test_a_public_desk_makes_its_key_before_anybody_is_asked(hanbit, yuna, settings):
    settings.PUBLIC_URL = DESK
    with network() as place:
        authority = Authority(place, document)
        account = Account.objects.create(
            organisation=hanbit.organisation,
            kind="bluesky",
            name="한빛 블루스카이",
            owner=yuna,
            settings=authority.settings(),
        )
        address = channels.ask_consent(account, by=yuna, redirect_uri=BACK)
        account.refresh_from_db()
        assert set(opened_secrets(account)) == {"client_key"}
        assert account.own_ids == []
        query = authority.says_yes(address)
        account = channels.accept_consent(query, by=yuna, redirect_uri=BACK)
    account.refresh_from_db()
    assert (account.own_ids, account.halted_at) == ([DID], None)
    assert account.settings["client_auth"] == "key"
    assert authority.refused == []
