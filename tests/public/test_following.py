"""Following by mail: nobody is written to who did not confirm, and nobody twice."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from hanjari.commitments.models import Commitment
from hanjari.kit.clock import now
from hanjari.people.models import Letter
from hanjari.people.post import opened as unsealed
from hanjari.public import actions as public
from hanjari.public.actions import following
from hanjari.public.models import Notice, Subscriber

FOLLOW = "/public/hanbit/follow/"


@pytest.fixture(autouse=True)
def _mail(settings) -> None:
    settings.EMAIL_HOST = "mail.example"


@pytest.fixture
def opened(hanbit):
    public.open_page(by=hanbit.members["yuna"])
    return hanbit


def letters() -> list[dict]:
    return [unsealed(one) for one in Letter.objects.order_by("pk")]


def link(told: dict, name: str) -> str:
    return re.search(rf"(/public/hanbit/{name}/\S+)", told["words"])[1]


def go_out() -> None:
    public.draw_stale()
    while following.tell_followers():
        pass


def promise(company, **more) -> Commitment:
    return Commitment.objects.create(
        organisation=company.organisation, number=Commitment.objects.count() + 1, text="약속",
        first_due=date(2027, 1, 1), current_due=date(2027, 1, 1), is_public=True, state="published", **more,
    )  # fmt: skip


def follower(client, address="haneul@example.kr") -> None:
    client.post(FOLLOW, {"address": address})
    client.post(link(letters()[-1], "confirm"))


def test_an_address_is_told_of_nothing_before_it_confirms(client, opened):
    answer = client.post(FOLLOW, {"address": "Haneul@example.kr"})
    assert "메일함을 확인해 주세요" in answer.content.decode()
    [asked] = letters()
    assert asked["to"] == "Haneul@example.kr"
    following.let_followers_be_told(opened.organisation.pk, "commitment", promise(opened).pk)
    go_out()
    assert len(letters()) == 1


def test_a_mail_scanner_that_only_looks_confirms_nothing(client, opened):
    client.post(FOLLOW, {"address": "haneul@example.kr"})
    assert client.get(link(letters()[0], "confirm")).status_code == 200
    assert Subscriber.objects.get().confirmed_at is None


def test_a_follower_is_told_once_of_each_thing_and_leaves_by_one_link(client, opened):
    follower(client)
    row = promise(opened)
    for _again in range(2):
        following.let_followers_be_told(opened.organisation.pk, "commitment", row.pk)
        go_out()
    assert Notice.objects.count() == 1
    told = letters()[1:]
    assert [one["to"] for one in told] == ["haneul@example.kr"]
    assert "한빛" in told[0]["subject"]
    client.post(link(told[0], "leave"))
    assert not Subscriber.objects.exists()
    assert "쓸 수 없" in client.get(link(told[0], "leave")).content.decode()


def test_asking_twice_in_a_day_sends_one_letter(client, opened):
    client.post(FOLLOW, {"address": "haneul@example.kr"})
    client.post(FOLLOW, {"address": "HANEUL@example.kr"})
    assert len(letters()) == 1


def test_drills_and_what_is_not_shown_are_no_news(client, opened):
    follower(client)
    for row in (promise(opened, is_exercise=True),):
        following.let_followers_be_told(opened.organisation.pk, "commitment", row.pk)
    assert not Notice.objects.exists()


def test_the_address_lies_sealed(client, opened):
    client.post(FOLLOW, {"address": "haneul@example.kr"})
    row = Subscriber.objects.get()
    assert b"haneul" not in bytes(row.sealed)
    assert "haneul" not in row.mark


def test_addresses_that_nobody_confirmed_are_forgotten(client, opened):
    client.post(FOLLOW, {"address": "haneul@example.kr"})
    assert following.forget_unconfirmed() == 0
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        assert following.forget_unconfirmed() == 1


@pytest.mark.parametrize("address", ["", "x", "a@b", "a@example.kr\nBcc: b@example.kr"])
def test_what_is_no_address_is_refused(client, opened, address):
    client.post(FOLLOW, {"address": address})
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("ticket", ["x", "1:abc", "%00"])
def test_a_made_up_link_opens_nothing(client, opened, ticket):
    client.post(FOLLOW, {"address": "haneul@example.kr"})
    client.post(f"/public/hanbit/confirm/{ticket}/")
    client.post(f"/public/hanbit/leave/{ticket}/")
    assert Subscriber.objects.get().confirmed_at is None


def test_without_mail_there_is_nothing_to_follow(client, opened, settings):
    settings.EMAIL_HOST = ""
    assert client.get(FOLLOW).status_code == 404


def test_nobody_is_told_of_what_does_not_stand_on_the_page_yet(client, opened):
    follower(client)
    public.draw_stale()
    row = promise(opened)
    following.let_followers_be_told(opened.organisation.pk, "commitment", row.pk)
    while following.tell_followers():
        pass
    assert len(letters()) == 1
    go_out()
    assert len(letters()) == 2


def test_a_page_that_closes_tells_nobody_later_what_was_new_then(client, opened):
    follower(client)
    following.let_followers_be_told(opened.organisation.pk, "commitment", promise(opened).pk)
    public.close_page(by=opened.members["yuna"])
    go_out()
    public.open_page(by=opened.members["yuna"])
    go_out()
    assert len(letters()) == 1
