"""The pages about calls: what members choose, what the desk decides, and whose devices and webhooks they are."""

import pytest
from django.test import Client
from tests.people.pushed import Browser

from hanjari.config.rotation import rotate
from hanjari.kit.secrets import unseal
from hanjari.people import actions as people
from hanjari.people import reaching
from hanjari.people.actions import callouts
from hanjari.people.models import CallOut, Device, Escalation, Reach, Urgency, Way, Webhook

REACH = "/mine/calls/"
CHOICES = {"urgent_ways": ["push"], "quiet_from": "23:30", "quiet_to": "07:00"}


@pytest.fixture
def device(minseo) -> Device:
    subscription = Browser().subscription("https://push.example/1")
    return people.add_device(**subscription, agent="Chrome/126 Android", by=minseo)


def test_a_member_chooses_ways_and_quiet_hours(minseo, as_member):
    assert as_member(minseo).post(REACH, CHOICES).status_code == 302
    chosen = Reach.objects.get(member=minseo)
    assert (chosen.urgent_ways, chosen.usual_ways) == ([Way.PUSH], [])
    assert (chosen.has_quiet_hours, chosen.urgent_passes) == (False, False)
    assert f"{chosen.quiet_from:%H:%M}" == "23:30"


@pytest.mark.parametrize(
    "wrong", [{"urgent_ways": []}, {"urgent_ways": ["pigeon"]}, {"quiet_from": "25:00"}]
)
def test_a_choice_that_cannot_be_kept_is_refused(wrong, minseo, as_member):
    assert as_member(minseo).post(REACH, CHOICES | wrong).status_code == 422
    assert not Reach.objects.exists()


def test_a_browser_is_added_once_however_often_it_tells(minseo, as_member, told):
    browser = Browser()
    for _ in range(2):
        told_us = browser.subscription("https://push.example/1")
        assert as_member(minseo).post("/mine/devices/", told_us).status_code == 302
    assert minseo.devices.count() == 1
    assert b"push.example" not in bytes(minseo.devices.get().sealed)
    assert len(told("member.device_added")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example/1"},
        {"endpoint": "https://user@push.example:x/"},
        {"endpoint": "javascript:alert(1)"},
        {"endpoint": "https://push.example/" + "x" * 1000},
        {"p256dh": "AAAA"},
        {"p256dh": "한글"},
        {"auth": ""},
    ],
)
def test_a_broken_subscription_is_refused(wrong, minseo, as_member):
    told_us = Browser().subscription("https://push.example/1") | wrong
    assert as_member(minseo).post("/mine/devices/", told_us).status_code == 422
    assert not Device.objects.exists()


def test_a_device_is_its_members_alone(device, minseo, jiho, as_member, told):
    for act in ("forget", "try"):
        address = f"/mine/devices/{device.pk}/{act}/"
        assert as_member(jiho).post(address).status_code == 404
        assert as_member(minseo).get(address).status_code == 405
    assert as_member(minseo).post(f"/mine/devices/{device.pk}/forget/").status_code == 302
    assert not Device.objects.exists()
    assert len(told("member.device_forgotten")) == 1


def test_a_member_has_twenty_devices_at_most(minseo, as_member):
    for number in range(21):
        told_us = Browser().subscription(f"https://push.example/{number}")
        as_member(minseo).post("/mine/devices/", told_us)
    assert minseo.devices.count() == 20


def test_the_desk_decides_who_is_next(hanbit, yuna, as_member, told):
    answers = {"first_after": 5, "first_role": hanbit.roles["agent"].pk, "second_after": 10}
    assert as_member(yuna).post("/settings/calls/", answers).status_code == 302
    chosen = Escalation.objects.get(organisation=hanbit.organisation)
    assert (chosen.first_role, chosen.second_role) == (hanbit.roles["agent"], None)
    assert len(told("escalation.changed")) == 1
    wrong = as_member(yuna).post("/settings/calls/", answers | {"second_after": 5})
    assert wrong.status_code == 422


def test_a_role_of_another_company_is_never_next(hanbit, narae, yuna, as_member):
    answers = {"first_after": 5, "first_role": narae.roles["lead"].pk, "second_after": 10}
    assert as_member(yuna).post("/settings/calls/", answers).status_code == 422


def test_a_number_larger_than_any_row_is_no_role(yuna, as_member):
    answers = {"first_after": 5, "first_role": "9" * 30, "second_after": 10}
    assert as_member(yuna).post("/settings/calls/", answers).status_code == 422


@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}]
)
def test_what_a_browser_fetches_ahead_nobody_has_seen(headers, minseo, as_member):
    call = people.call([minseo], subject="급증", words="40건", key="a", url="/listening/alarms/")
    page = f"/mine/calls/{call.pk}/"
    as_member(minseo).get(page, headers=headers)
    as_member(minseo).head(page)
    call.refresh_from_db()
    assert call.answered_at is None
    assert as_member(minseo).get(page).url == "/listening/alarms/"
    call.refresh_from_db()
    assert call.answered_at


def test_a_webhooks_secret_is_shown_once(yuna, as_member):
    answers = {"name": "메신저", "url": "https://chat.example/hook", "hears": Urgency.USUAL}
    page = as_member(yuna).post("/settings/calls/webhooks/add/", answers).content.decode()
    secret = unseal(bytes(Webhook.objects.get().secret)).decode()
    assert secret in page
    assert secret not in as_member(yuna).get("/settings/calls/").content.decode()


@pytest.mark.parametrize("url", ["http://chat.example/", "ftp://chat.example/", "chat", ""])
def test_a_webhook_is_reached_by_https(url, yuna, as_member):
    answers = {"name": "메신저", "url": url, "hears": Urgency.USUAL}
    page = as_member(yuna).post("/settings/calls/webhooks/add/", answers)
    assert page.status_code == 422
    assert not Webhook.objects.exists()


def test_trying_wakes_a_webhook_that_had_stopped(yuna, as_member):
    webhook, _secret = people.add_webhook("메신저", "https://a.example/", hears="calm", by=yuna)
    Webhook.objects.update(stopped_at=webhook.added_at, fault="gone")
    assert as_member(yuna).post(f"/settings/calls/webhooks/{webhook.pk}/try/").status_code == 302
    assert Webhook.objects.get().stopped_at is None
    assert CallOut.objects.get().way == Way.WEBHOOK


def test_what_became_of_each_line_is_told(yuna, minseo, as_member):
    people.call([minseo], subject="급증", words="40건", key="a", urgency=Urgency.URGENT)
    callouts.send_calls()
    page = as_member(yuna).get("/settings/calls/").content.decode()
    assert "급증" in page
    assert minseo.name in page
    assert "급증" in as_member(minseo).get(REACH).content.decode()


def test_another_companys_calls_are_not_shown(minseo, taeyang, as_member):
    people.call([minseo], subject="비밀 안건", words="…", key="a")
    assert "비밀 안건" not in as_member(taeyang).get("/settings/calls/").content.decode()


def test_rotating_the_key_keeps_devices_webhooks_and_the_houses_own(device, yuna):
    people.add_webhook("메신저", "https://a.example/", hears="calm", by=yuna)
    reaching.own_page(yuna)
    rotate(forget_old=True)
    device.refresh_from_db()
    assert b"push.example" in unseal(bytes(device.sealed))
    assert unseal(bytes(Webhook.objects.get().secret)).startswith(b"whsec_")


def test_the_worker_is_given_to_everybody_and_changes_nothing(db):
    response = Client().get("/open/calls/worker.js")
    assert b"showNotification" in response.content
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert Client().post("/open/calls/worker.js").status_code == 405
