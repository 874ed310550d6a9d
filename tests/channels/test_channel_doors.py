"""The staff's doors: works, stranger 404, without permission 403, bad input, wrong method, no secret shown."""

import pytest
from django.test import Client

from hanjari.channels import actions
from hanjari.channels.access import opened_secrets
from hanjari.channels.contract import BrokenError, Check, Outgoing
from hanjari.channels.models import Account, Delivery
from hanjari.people.models import Member

LIST = "/settings/channels/"
SENT = {
    "account-name": "한빛 가상",
    "account-department": "",
    "kind-place": "here",
    "kind-password": "h4njari-s3cret",
}


def at_desk(member: Member) -> Client:
    client = Client(headers={"Accept-Language": "ko"})
    client.force_login(member)
    return client


@pytest.fixture
def desk(yuna) -> Client:
    return at_desk(yuna)


@pytest.fixture
def one(account) -> str:
    return f"{LIST}{account.pk}/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_list_teaches_the_next_step(pretend, desk) -> None:
    shown = page(desk, LIST)
    assert "아직 이어진 곳이 없습니다" in shown
    assert f"{LIST}connect/webform/" in shown
    assert f"{LIST}connect/archive/" not in shown


def test_a_place_is_connected_and_looked_at_at_once(pretend, desk, hanbit) -> None:
    pretend.checks = [
        Check("로그인", is_well=False, words="거절했습니다.", remedy="다시 적어 주세요.")
    ]
    answer = desk.post(f"{LIST}connect/pretend/", SENT, follow=True)
    shown = answer.content.decode()
    assert "거절했습니다." in shown
    assert "다시 적어 주세요." in shown
    assert "h4njari-s3cret" not in shown
    account = Account.objects.get()
    assert account.settings == {"place": "here"}
    assert account.organisation == hanbit.organisation


@pytest.mark.parametrize("missing", ["account-name", "kind-place"])
def test_what_is_missing_comes_back_with_the_reason(pretend, desk, missing) -> None:
    answer = desk.post(f"{LIST}connect/pretend/", {**SENT, missing: ""})
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert not Account.objects.exists()


def test_a_name_is_used_once_a_kind(account, desk) -> None:
    assert desk.post(f"{LIST}connect/pretend/", SENT).status_code == 422


def test_settings_change_and_an_empty_secret_stays(account, desk, one) -> None:
    desk.post(f"{LIST}connect/pretend/", {**SENT, "account-name": "다른 곳"})
    other = Account.objects.get(name="다른 곳")
    sealed = bytes(other.secrets)
    changed = {**SENT, "account-name": "새 이름", "kind-place": "there", "kind-password": ""}
    assert desk.post(f"{LIST}{other.pk}/", changed).status_code == 302
    other.refresh_from_db()
    assert (other.name, other.settings["place"]) == ("새 이름", "there")
    assert opened_secrets(other) == {"password": "h4njari-s3cret"}
    assert sealed


def test_the_page_says_what_ails_the_place(account, desk, one) -> None:
    actions.note_failure(
        account, BrokenError("login", "비밀번호가 바뀌었습니다.", needs_person=True)
    )
    assert "비밀번호가 바뀌었습니다." in page(desk, one)
    assert "사람이 필요함" in page(desk, LIST)


def test_pause_and_resume(account, desk, one) -> None:
    desk.post(f"{one}pause/")
    account.refresh_from_db()
    assert account.paused_at
    desk.post(f"{one}resume/")
    account.refresh_from_db()
    assert not account.paused_at


def test_check_now_shows_its_lines_once(account, desk, one) -> None:
    assert desk.post(f"{one}check/").status_code == 302
    assert "Logged in." in page(desk, one)
    assert "Logged in." not in page(desk, one)


def test_removing_asks_for_the_name(account, desk, one) -> None:
    desk.post(f"{one}remove/", {"name": "아무 이름"})
    account.refresh_from_db()
    assert not account.removed_at
    desk.post(f"{one}remove/", {"name": account.name})
    account.refresh_from_db()
    assert account.removed_at
    assert desk.get(one).status_code == 404


def test_what_failed_can_be_sent_again_and_what_waits_taken_back(account, desk, one) -> None:
    failed = actions.send(account, Outgoing(key="a", text="못 간 글"))
    waits = actions.send(account, Outgoing(key="b", text="기다리는 글"))
    Delivery.objects.filter(pk=failed.pk).update(state=Delivery.State.FAILED)
    shown = page(desk, one)
    assert "못 간 글" in shown
    assert "기다리는 글" in shown
    desk.post(f"/deliveries/{failed.pk}/retry/")
    desk.post(f"/deliveries/{waits.pk}/cancel/")
    states = dict(Delivery.objects.values_list("key", "state"))
    assert states == {"a": "queued", "b": "cancelled"}


def test_what_is_unknown_offers_no_button(account, desk, one) -> None:
    row = actions.send(account, Outgoing(key="a", text="모르는 글"))
    Delivery.objects.filter(pk=row.pk).update(state=Delivery.State.UNKNOWN)
    shown = page(desk, one)
    assert "모르는 글" in shown
    assert f"/deliveries/{row.pk}/retry/" not in shown
    desk.post(f"/deliveries/{row.pk}/retry/")
    assert Delivery.objects.get().state == Delivery.State.UNKNOWN


DOORS = ["", "check/", "pause/", "resume/", "remove/"]


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_finds_nothing(account, taeyang, one, door) -> None:
    client = at_desk(taeyang)
    answer = client.post(one + door) if door else client.get(one)
    assert answer.status_code == 404


@pytest.mark.parametrize("door", DOORS)
def test_who_may_not_manage_channels_is_refused(account, minseo, doyun, one, door) -> None:
    for member in (minseo, doyun):
        assert at_desk(member).post(one + door).status_code == 403
    assert at_desk(minseo).get(LIST).status_code == 403


def test_strangers_cannot_touch_deliveries(account, taeyang, minseo) -> None:
    row = actions.send(account, Outgoing(key="a", text="글"))
    assert at_desk(taeyang).post(f"/deliveries/{row.pk}/cancel/").status_code == 404
    assert at_desk(minseo).post(f"/deliveries/{row.pk}/cancel/").status_code == 403


@pytest.mark.parametrize("door", ["check/", "pause/", "resume/", "remove/", "article/"])
def test_acts_are_not_done_by_looking(account, desk, one, door) -> None:
    assert desk.get(one + door).status_code == 405


def test_nobody_comes_in_without_logging_in(account, one) -> None:
    for path in (LIST, one):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert "login" in answer.url


@pytest.mark.parametrize("slug", ["archive", "nothing"])
def test_a_kind_that_no_form_connects_is_not_found(pretend, desk, slug) -> None:
    assert desk.get(f"{LIST}connect/{slug}/").status_code == 404


@pytest.mark.parametrize("slug", ["feed", "mail", "webform"])
def test_every_kind_can_be_connected_by_its_form(pretend, desk, slug) -> None:
    assert 'name="account-name"' in page(desk, f"{LIST}connect/{slug}/")


def test_an_article_is_fetched_only_for_an_entry_of_the_feed(desk, yuna, pretend) -> None:
    feed = actions.connect_account(
        "feed", actions.Connection("소식", {"url": "https://news.example.kr/rss"}), by=yuna
    )
    sent = {"id": "urn:n:1", "url": "https://news.example.kr/1", "next": "//evil.example"}
    answer = desk.post(f"{LIST}{feed.pk}/article/", sent, follow=False)
    assert (answer.status_code, answer.url) == (302, "/")


def test_the_desk_says_which_channel_is_ill_and_only_who_may_gets_the_way(
    account, yuna, minseo, taeyang
) -> None:
    actions.note_failure(
        account, BrokenError("login", "비밀번호가 바뀌었습니다.", needs_person=True)
    )
    assert f"{LIST}{account.pk}/" in page(at_desk(yuna), "/")
    shown = page(at_desk(minseo), "/")
    assert "비밀번호가 바뀌었습니다." in shown
    assert f"{LIST}{account.pk}/" not in shown
    assert "비밀번호가 바뀌었습니다." not in page(at_desk(taeyang), "/")
