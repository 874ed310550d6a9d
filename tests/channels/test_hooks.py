"""The door at which networks push."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.channels.pushing import Answering, Greeting, Routing

from hanjari.channels import actions, registry
from hanjari.channels.models import Account, RawPayload
from hanjari.kit.clock import now
from hanjari.people.models import Member

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


@pytest.fixture
def kept(monkeypatch):
    """`kept(kind)`: from now on the pretend network is of this kind."""

    def known(kind):
        others = registry.kinds()
        monkeypatch.setattr(registry, "kinds", lambda: {**others, kind.slug: kind})
        return kind

    return known


@pytest.fixture
def beside(account, yuna, narae):
    """Three more accounts of the kind: ours, ours and paused, another company's."""

    def made(name: str, own: str, owner: Member) -> Account:
        told = actions.Connection(name, {}, own_ids=(own,))
        return actions.connect_account("pretend", told, by=owner)

    Account.objects.filter(pk=account.pk).update(own_ids=["us"])
    ours, paused = made("둘째", "Second", yuna), made("셋째", "third", yuna)
    actions.pause_account(paused, by=yuna)
    return ours, paused, made("나래", "narae", narae.members["taeyang"])


def bodies(account: Account) -> list[bytes]:
    rows = RawPayload.objects.filter(account=account).order_by("id")
    return [bytes(row.body) for row in rows]


def test_a_network_that_tries_the_door_is_answered(door, kept) -> None:
    kept(Greeting())
    answer = Client().get(door, {"challenge": "1158201444"})
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    posted = Client().post(door, b"x", "text/plain", headers={"X-Challenge": "c"})
    assert posted.content == b"c"
    assert not RawPayload.objects.exists()


def test_who_guesses_at_the_door_is_refused_and_counted(door, kept, account) -> None:
    kept(Greeting())
    assert Client().get(door, {"guess": "1"}).status_code == 403
    assert Client().get(door).status_code == 405
    account.refresh_from_db()
    assert account.forged_count == 1


def test_a_push_is_answered_as_its_network_wants_once_it_is_kept(door, kept) -> None:
    kind = kept(Answering())
    answer = Client().post(door, b"a", "text/plain", headers=TRUE)
    assert answer.json() == {"took": 1}
    kind.mistake = True
    broken = Client().post(door, b"b", "text/plain", headers=TRUE)
    assert (broken.status_code, broken.content) == (200, b"")
    assert RawPayload.objects.count() == 2


def test_each_payload_lands_at_the_account_that_it_concerns(door, kept, account, beside) -> None:
    kept(Routing())
    ours, paused, theirs = beside
    told = b"us:1\nsecond:2\n:3\nnarae:4\nthird:5\nnobody:6\nsecond:7"
    assert push(door, told) == 200
    assert bodies(account) == [b"us:1", b":3"]
    assert bodies(ours) == [b"second:2", b"second:7"]
    assert bodies(paused) == bodies(theirs) == []
    assert RawPayload.objects.count() == 4, "what concerns nobody here is kept nowhere"
    for one in (account, ours):
        one.refresh_from_db()
        assert one.pushed_at
    theirs.refresh_from_db()
    assert theirs.pushed_at is None


def test_pushes_out_of_order_and_twice_are_kept_once(door, kept, account, beside) -> None:
    kept(Routing())
    for told in (b"us:2", b"us:1\nsecond:1", b"us:2", b"second:1"):
        assert push(door, told) == 200
    assert bodies(account) == [b"us:2", b"us:1"]
    assert bodies(beside[0]) == [b"second:1"]


def test_a_shared_door_stays_open_while_its_own_account_is_paused(
    door, kept, account, beside, yuna
) -> None:
    kept(Routing())
    actions.pause_account(account, by=yuna)
    assert push(door, b"us:1\nsecond:2") == 200
    assert bodies(account) == []
    assert bodies(beside[0]) == [b"second:2"]
    actions.remove_account(account, by=yuna)
    assert push(door, b"second:3") == 404


def test_a_kind_that_breaks_half_way_keeps_nothing_and_is_sent_again(
    door, kept, account, beside
) -> None:
    kept(Routing())
    client = Client(raise_request_exception=False)
    broken = client.post(door, b"us:1\n\xff:2", "text/plain", headers=TRUE)
    assert broken.status_code == 500
    assert not RawPayload.objects.exists()


def test_when_something_was_pushed_is_noted_cheaply(door, account) -> None:
    push(door, b"a")
    account.refresh_from_db()
    first = account.pushed_at
    push(door, b"b")
    account.refresh_from_db()
    assert account.pushed_at == first
    with time_machine.travel(now() + timedelta(seconds=6)):
        push(door, b"c")
    account.refresh_from_db()
    assert account.pushed_at > first


def test_a_forged_push_is_no_sign_of_life(door, account) -> None:
    push(door, headers={"X-Signature": "false"})
    account.refresh_from_db()
    assert account.pushed_at is None


@pytest.mark.parametrize("length", ["-1", "a", "1e9"])
def test_a_length_that_is_none_is_refused(door, length) -> None:
    answer = Client().post(door, b"a", "text/plain", headers=TRUE, CONTENT_LENGTH=length)
    assert answer.status_code == 413


@pytest.mark.parametrize("method", ["put", "patch", "delete", "head"])
def test_networks_look_or_push_and_nothing_else(door, method) -> None:
    assert getattr(Client(), method)(door).status_code == 405


def test_a_network_may_add_a_word_of_its_own_to_the_address(door) -> None:
    assert push(f"{door}expired_session") == 200
    assert RawPayload.objects.count() == 1
    assert push(f"{door}two/words") == 404
    assert push(f"{door}..%2f") == 404
