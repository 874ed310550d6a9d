"""The door at which networks push."""

import pytest
from django.test import Client

from hanjari.channels import actions
from hanjari.channels.models import RawPayload

TRUE = {"X-Signature": "true"}


@pytest.fixture
def door(account) -> str:
    return f"/hooks/{account.door}/"


def push(door: str, body: bytes = b"a", headers: dict[str, str] | None = None) -> int:
    client = Client(enforce_csrf_checks=True)
    return client.post(door, body, "application/json", headers=headers or TRUE).status_code


def test_a_true_push_is_kept(door) -> None:
    assert push(door) == 200
    assert bytes(RawPayload.objects.get().body) == b"a"


def test_a_replayed_push_changes_nothing(door) -> None:
    assert [push(door), push(door)] == [200, 200]
    assert RawPayload.objects.count() == 1


def test_a_forged_push_is_refused_counted_and_not_kept(door, account) -> None:
    assert push(door, headers={"X-Signature": "false"}) == 403
    account.refresh_from_db()
    assert account.forged_count == 1
    assert not RawPayload.objects.exists()


def test_a_huge_push_is_refused(door) -> None:
    assert push(door, b"x" * 1_000_001) == 413
    assert not RawPayload.objects.exists()


def test_a_door_that_is_nobodys_or_closed_is_not_found(door, account, yuna) -> None:
    assert push("/hooks/nobody/") == 404
    actions.pause_account(account, by=yuna)
    assert push(door) == 404


def test_looking_through_the_door_is_refused(door) -> None:
    assert Client().get(door).status_code == 405
