"""Members are called once for an occasion, by the ways each chose, and the next ring when nobody looks."""

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from hmac import digest

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from tests.people.pushed import Browser
from tests.servers.sink import running_sink

from hanjari.kit.secrets import seal, unseal
from hanjari.people import actions as people
from hanjari.people.actions import callouts, letters
from hanjari.people.models import Call, CallOut, Device, Urgency, Way, Webhook
from hanjari.people.ways import push
from hanjari.people.ways.parcel import Outcome

NOON = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # a Wednesday noon in Seoul
NIGHT = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)  # half past eleven in the evening
State = CallOut.State


@pytest.fixture(autouse=True)
def _has_post(settings) -> None:
    settings.EMAIL_HOST = "mail.hanbit.example"
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sink():
    with running_sink() as sink:
        yield sink


def ring(*members, key: str = "alarm:1", urgency: str = Urgency.URGENT, **options) -> Call:
    words = {"subject": "정수기 필터 급증", "words": "한 시간에 40건이 왔습니다."}
    return people.call(members, key=key, urgency=urgency, url="/calls/7/", **words, **options)


def go_out() -> None:
    while callouts.send_calls():
        pass
    letters.send_letters()


def told_to() -> list[str]:
    return [address for letter in mail.outbox for address in letter.to]


def switch_on(member, sink, path: str = "/push/1") -> tuple[Browser, Device]:
    browser = Browser()
    agent = "Mozilla/5.0 (Linux; Android 14) Chrome/126"
    subscription = browser.subscription(sink.url + path)
    return browser, people.add_device(**subscription, agent=agent, by=member)


def test_a_call_is_a_mail_with_two_links(minseo, clock, told):
    ring(minseo, urgency=Urgency.USUAL)
    go_out()
    (letter,) = mail.outbox
    assert letter.subject == "정수기 필터 급증"
    assert "40건" in letter.body
    assert letter.body.count("http") == 2
    assert told("call.made")[0].facts["to"] == [minseo.name]


def test_a_call_of_the_same_key_rings_nobody_twice(minseo, clock):
    for _ in range(3):
        ring(minseo)
        go_out()
    assert told_to() == [minseo.email]
    assert Call.objects.count() == 1


def test_a_line_rings_once_for_a_call_says_the_database(minseo, clock):
    call = ring(minseo)
    with pytest.raises(IntegrityError):
        CallOut.objects.create(call=call, line=f"mail:{minseo.pk}", way=Way.MAIL, member=minseo)


def test_each_member_reads_their_own_language(minseo, jiho, clock):
    jiho.language = "en"
    jiho.save()
    people.call(
        [minseo, jiho],
        subject=lambda: gettext("Nobody"),
        words="…",
        key="two tongues",
        urgency=Urgency.USUAL,
    )
    go_out()
    assert {letter.subject for letter in mail.outbox} == {"Nobody", "부르지 않음"}


def test_members_of_two_companies_are_never_in_one_call(minseo, taeyang):
    with pytest.raises(ValueError, match="one organisation"):
        ring(minseo, taeyang)
    with pytest.raises(ValueError, match="one organisation"):
        ring()


def test_when_nobody_looks_the_next_ring_is_called(hanbit, minseo, jiho, sora, yuna, clock, told):
    ring(minseo)
    go_out()
    assert told_to() == [minseo.email]
    clock.shift(timedelta(minutes=14))
    go_out()
    assert told_to() == [minseo.email]
    clock.shift(timedelta(minutes=2))
    go_out()
    assert set(told_to()) == {minseo.email, jiho.email, sora.email}
    clock.shift(timedelta(minutes=15))
    go_out()
    assert yuna.email in told_to()
    assert len(told_to()) == len(set(told_to()))
    assert len(told("call.escalated")) == 2


def test_who_says_im_here_stops_the_escalation(minseo, jiho, clock, told):
    call = ring(minseo)
    go_out()
    assert people.answer(call, by=minseo)
    clock.shift(timedelta(hours=1))
    go_out()
    assert told_to() == [minseo.email]
    call.refresh_from_db()
    assert call.answered_by == minseo
    assert [entry.by_id for entry in told("call.answered")] == [minseo.pk]


def test_a_second_answer_changes_nothing_and_a_second_person_is_noted(minseo, jiho, clock, told):
    call = ring(minseo, jiho)
    assert people.answer(call, by=jiho)
    assert not people.answer(call, by=jiho)
    assert people.answer(call, by=minseo)
    call.refresh_from_db()
    assert call.answered_by == jiho
    assert len(told("call.answered")) == len(told("call.seen")) == 1


def test_a_call_that_no_longer_matters_rings_nobody(minseo, yuna, clock):
    call = ring(minseo)
    people.call_off(call, by=yuna)
    people.call_off(call, by=yuna)
    go_out()
    assert not mail.outbox
    assert set(call.outs.values_list("state", flat=True)) == {State.SPARED}


def test_only_urgent_calls_go_on(minseo, jiho, clock):
    call = ring(minseo, urgency=Urgency.USUAL)
    assert set(call.outs.values_list("ring", flat=True)) == {0}


def test_a_caller_may_name_the_next_ring(minseo, sora, jiho, clock):
    call = ring(minseo, then=[(timedelta(minutes=5), [sora])])
    clock.shift(timedelta(hours=2))
    go_out()
    assert set(told_to()) == {minseo.email, sora.email}
    assert call.outs.filter(member=jiho).count() == 0


def test_nobody_on_duty_means_the_leads_are_called(hanbit, jiho, clock):
    ring(organisation=hanbit.organisation)
    clock.shift(timedelta(minutes=16))
    go_out()
    assert jiho.email in told_to()


def test_who_has_left_is_not_called(minseo, jiho, yuna, clock):
    ring(minseo)
    people.disable(minseo, by=yuna)
    mail.outbox.clear()
    callouts.send_calls()
    assert CallOut.objects.filter(member=minseo, state=State.SPARED).count() == 2


def test_quiet_hours_hold_a_call_until_the_morning(minseo, told):
    with time_machine.travel(NIGHT, tick=False) as clock:
        ring(minseo, urgency=Urgency.USUAL)
        go_out()
        assert not mail.outbox
        clock.move_to(datetime(2026, 11, 25, 22, 59, tzinfo=UTC))
        go_out()
        assert not mail.outbox
        clock.move_to(datetime(2026, 11, 25, 23, 0, 1, tzinfo=UTC))  # 08:00 in Seoul
        go_out()
        assert told_to() == [minseo.email]


def test_an_urgent_call_passes_at_night_if_the_member_lets_it(minseo, jiho):
    people.change_reach(by=jiho, urgent_passes=False)
    with time_machine.travel(NIGHT, tick=False):
        ring(minseo, jiho)
        go_out()
        assert told_to() == [minseo.email]


def test_who_has_no_device_is_not_made_deaf_by_choosing_notifications(minseo, clock):
    people.change_reach(by=minseo, urgent_ways=[Way.PUSH])
    ring(minseo)
    go_out()
    assert told_to() == [minseo.email]


@pytest.mark.real_server
def test_a_notification_arrives_for_that_browser_alone(minseo, sink, clock):
    browser, _device = switch_on(minseo, sink)
    people.change_reach(by=minseo, urgent_ways=[Way.PUSH])
    call = ring(minseo)
    go_out()
    (posted,) = sink.posted
    told = browser.told(posted.body)
    assert told["title"] == "정수기 필터 급증"
    assert told["tag"] == f"call-{call.pk}"
    assert told["here"] == "봤습니다"
    assert "정수기".encode() not in posted.body
    assert posted.headers["Content-Encoding"] == "aes128gcm"
    assert posted.headers["Urgency"] == "high"
    assert posted.headers["TTL"] == "14400"
    assert posted.headers["Authorization"].startswith("vapid t=")
    assert not mail.outbox


@pytest.mark.real_server
@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(status, minseo, sink, clock, told):
    switch_on(minseo, sink)
    sink.status = status
    ring(minseo)
    go_out()
    assert not Device.objects.exists()
    assert len(told("member.device_lost")) == 1
    assert CallOut.objects.get(way=Way.PUSH).state == State.FAILED


@pytest.mark.real_server
def test_a_push_service_that_is_busy_is_asked_again(minseo, sink, clock):
    _browser, device = switch_on(minseo, sink)
    sink.status, sink.headers = 503, {"Retry-After": "60"}
    ring(minseo)
    go_out()
    clock.shift(timedelta(seconds=59))
    go_out()
    assert len(sink.posted) == 1
    sink.status, sink.headers = 201, {}
    clock.shift(timedelta(seconds=2))
    go_out()
    go_out()
    assert len(sink.posted) == 2
    device.refresh_from_db()
    assert device.reached_at is not None


@pytest.mark.real_server
def test_a_push_service_that_never_answers_well_is_given_up_after_a_day(minseo, sink, clock, told):
    switch_on(minseo, sink)
    sink.status = 500
    ring(minseo)
    for _ in range(120):
        go_out()
        clock.shift(timedelta(minutes=15))
    out = CallOut.objects.get(way=Way.PUSH)
    assert (out.state, out.fault) == (State.FAILED, "http 500")
    assert len(told("call.failed")) == 1


@pytest.mark.real_server
def test_a_worker_that_is_killed_before_it_notes_rings_the_same_notification(
    minseo, sink, clock, monkeypatch
):
    browser, _device = switch_on(minseo, sink)
    people.change_reach(by=minseo, urgent_ways=[Way.PUSH])
    ring(minseo)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(callouts, "_note_all", die)
        with pytest.raises(KeyboardInterrupt):
            callouts.send_calls()
    go_out()
    assert len(sink.posted) == 1  # its lease still runs
    clock.shift(callouts.LEASE + timedelta(seconds=1))
    go_out()
    tags = {browser.told(posted.body)["tag"] for posted in sink.posted}
    assert (len(sink.posted), len(tags)) == (2, 1)  # the second replaces the first on the screen
    go_out()
    assert len(sink.posted) == 2


def test_two_workers_claim_a_line_once(minseo, clock):
    ring(minseo, urgency=Urgency.USUAL)
    out = CallOut.objects.select_related("call", "member").get(way=Way.MAIL)
    twin = CallOut.objects.select_related("call", "member").get(way=Way.MAIL)
    assert callouts._is_to_ring(out)
    assert not callouts._is_to_ring(twin)


@pytest.mark.real_server
def test_a_webhook_hears_a_signed_call(yuna, minseo, sink, clock):
    webhook, secret = people.add_webhook("메신저", f"{sink.url}/hook", hears="usual", by=yuna)
    call = ring(minseo)
    go_out()
    (posted,) = sink.posted
    ident, stamp = posted.headers["webhook-id"], posted.headers["webhook-timestamp"]
    signed = f"{ident}.{stamp}.".encode() + posted.body
    key = b64decode(secret.removeprefix("whsec_"))
    assert b64decode(posted.headers["webhook-signature"][3:]) == digest(key, signed, sha256)
    assert int(stamp) == int(NOON.timestamp())
    told = json.loads(posted.body)["data"]
    assert (told["call"], told["subject"]) == (call.pk, "정수기 필터 급증")
    assert told["url"].endswith("/calls/7/")
    assert unseal(bytes(webhook.secret)).decode() == secret


@pytest.mark.real_server
def test_a_webhook_hears_only_what_is_urgent_enough_and_its_own_companys(
    yuna, minseo, taeyang, sink, clock
):
    people.add_webhook("급한 것만", f"{sink.url}/urgent", hears="urgent", by=yuna)
    ring(minseo, key="calm", urgency=Urgency.USUAL)
    ring(taeyang, key="theirs")
    go_out()
    assert not sink.posted


@pytest.mark.real_server
def test_a_webhook_that_fails_shows_why_and_one_that_is_gone_is_left_alone(
    yuna, minseo, sink, clock, told
):
    webhook, _secret = people.add_webhook("메신저", sink.url, hears="calm", by=yuna)
    sink.status = 500
    ring(minseo)
    go_out()
    webhook.refresh_from_db()
    assert (webhook.fault, webhook.stopped_at) == ("http 500", None)
    sink.status = 410
    clock.shift(timedelta(minutes=1))
    go_out()
    webhook.refresh_from_db()
    assert webhook.stopped_at is not None
    assert len(told("webhook.stopped")) == 1
    ring(minseo, key="next")
    assert not CallOut.objects.filter(call__key="next", way=Way.WEBHOOK).exists()


@pytest.mark.real_server
def test_a_private_address_is_never_called(yuna, minseo, sink, clock, settings):
    settings.ALLOW_PRIVATE_HOSTS = []
    people.add_webhook("안쪽", f"{sink.url}/hook", hears="calm", by=yuna)
    ring(minseo)
    go_out()
    assert not sink.posted
    assert Webhook.objects.get().fault == "forbidden"


def test_the_house_makes_one_key_and_keeps_it_sealed(db):
    first, second = push.house_key(), push.house_key()
    assert first.public == second.public
    assert b"PRIVATE" not in bytes(first.sealed)
    assert first.sealed != seal(b"")


@pytest.mark.real_server
def test_trying_a_device_rings_at_night_and_nobody_else_hears(minseo, sink):
    browser, device = switch_on(minseo, sink)
    with time_machine.travel(NIGHT, tick=False):
        people.try_device(device)
        go_out()
    assert browser.told(sink.posted[0].body)["title"] == "시험 호출"
    assert not mail.outbox


def answer_link() -> str:
    body = mail.outbox[-1].body
    return "/" + next(word for word in body.split() if "/open/calls/" in word).split("/", 3)[3]


def test_one_tap_without_a_log_in_answers_and_reveals_nothing(minseo, clock):
    call = ring(minseo)
    go_out()
    stranger, link = Client(enforce_csrf_checks=True), answer_link()
    page = stranger.get(link)
    call.refresh_from_db()
    assert page.status_code == 200
    assert call.answered_at is None  # a mail program looked into the link
    assert "정수기" not in page.content.decode()
    assert minseo.name not in page.content.decode()
    for _ in range(2):
        assert stranger.post(link).status_code == 200
    call.refresh_from_db()
    assert call.answered_by == minseo


def test_a_forged_or_old_link_answers_nothing(minseo, clock):
    call = ring(minseo)
    go_out()
    link = answer_link()
    forged = link.replace("/open/calls/", "/open/calls/x")
    assert Client().post(forged).status_code == 410
    assert Client().post("/open/calls/1/").status_code == 410
    clock.shift(timedelta(days=8))
    assert Client().post(link).status_code == 410
    call.refresh_from_db()
    assert call.answered_at is None


def test_whoever_opens_the_page_of_a_call_has_seen_it(minseo, jiho, taeyang, as_member, clock):
    call = ring(minseo)
    address = f"/mine/calls/{call.pk}/"
    assert as_member(taeyang).get(address).status_code == 404
    response = as_member(minseo).get(address)
    assert (response.status_code, response.url) == (302, "/calls/7/")
    call.refresh_from_db()
    assert call.answered_by == minseo


def test_a_call_never_leads_out_of_the_house(minseo, as_member, clock):
    call = ring(minseo)
    Call.objects.filter(pk=call.pk).update(url="https://elsewhere.example/")
    assert as_member(minseo).get(f"/mine/calls/{call.pk}/").url == "/mine/calls/"


def test_words_in_an_unknown_language_are_those_of_the_house(minseo, clock):
    call = ring(minseo)
    with translation.override("en"):
        assert call.subject == "정수기 필터 급증"
    assert call.words_in("xx")[0] == "정수기 필터 급증"


def test_a_slow_workers_failure_does_not_undo_what_another_sent(minseo, clock, told):
    ring(minseo)
    out = CallOut.objects.get(line=f"mail:{minseo.pk}")
    callouts._note(out, Outcome())
    callouts._note(out, Outcome("http 400", is_final=True))
    callouts._note(out, Outcome("slow"))
    out.refresh_from_db()
    assert (out.state, out.fault) == (State.SENT, "")
    assert not told("call.failed")
