"""Following in a browser: one press, sealed, told once of each thing, gone when it is gone."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from tests.people.pushed import Browser as Reader
from tests.servers.sink import running_sink

from hanjari.commitments.models import Commitment
from hanjari.config.rotation import rotate
from hanjari.issues.models import Statement, Version
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.kit.secrets import unseal
from hanjari.public import actions as public
from hanjari.public.actions import following, noticing, ringing
from hanjari.public.listeners import let_followers_hear
from hanjari.public.models import Browser, Notice, Ring
from hanjari.public.shelf import shelf

BEGIN, END = "/public/hanbit/notices/", "/public/hanbit/notices/end/"
NOON = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
real_server = pytest.mark.real_server


@pytest.fixture(autouse=True)
def _own_counts(settings, db) -> None:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sink():
    with running_sink() as one:
        yield one


@pytest.fixture
def opened(hanbit):
    public.open_page(by=hanbit.members["yuna"])
    return hanbit


def switch_on(client, address: str, at: str = BEGIN) -> Reader:
    reader = Reader()
    assert client.post(at, reader.subscription(address)).status_code == 201
    return reader


def statement(company, title="정수기 필터를 바꿔 드립니다", **fields) -> Statement:
    fields = {"form": "update", "state": "published", "published_at": now()} | fields
    row = Statement.objects.create(organisation=company.organisation, **fields)
    Version.objects.create(statement=row, number=1, title=title, text="내용")
    return row


def promise(company) -> Commitment:
    due = date(2027, 1, 1)
    return Commitment.objects.create(
        organisation=company.organisation, number=1, text="약속", text_en="A promise",
        first_due=due, current_due=due, is_public=True, state="published",
    )  # fmt: skip


def publish(company, row) -> None:
    noun = "statement" if isinstance(row, Statement) else "commitment"
    following.let_followers_be_told(company.organisation.pk, noun, row.pk)


def go_out() -> None:
    public.draw_stale()
    while ringing.ring_browsers():
        pass


@real_server
def test_one_press_greets_and_a_notice_comes_once(client, opened, sink, clock):
    reader = switch_on(client, f"{sink.url}/push/1")
    go_out()
    assert reader.told(sink.posted[0].body)["tag"] == "greeting"
    row = statement(opened)
    for _again in range(2):
        publish(opened, row)
        go_out()
    told = [reader.told(one.body) for one in sink.posted[1:]]
    assert [(one["title"], one["body"]) for one in told] == [
        ("한빛 소식", "정수기 필터를 바꿔 드립니다")
    ]
    assert told[0]["url"] == f"/public/hanbit/statements/{row.pk}/"
    assert sink.posted[1].headers["Authorization"].startswith("vapid t=")
    assert "필터".encode() not in sink.posted[1].body
    assert not Ring.objects.exists()
    assert Notice.objects.get().rung_at


@real_server
def test_each_browser_is_told_in_the_language_of_its_page(client, opened, sink, clock):
    reader = switch_on(client, f"{sink.url}/push/1", "/public/hanbit/en/notices/")
    publish(opened, promise(opened))
    go_out()
    both = {told["tag"]: told for told in (reader.told(one.body) for one in sink.posted)}
    greeting, told = both.pop("greeting"), both.popitem()[1]
    assert "news" in greeting["body"]
    assert told["body"].startswith("A promise · ")
    assert told["url"] == "/public/hanbit/en/promises/1/"


@real_server
def test_a_pair_is_told_to_each_in_their_own_language_alone(client, opened, sink, clock):
    switch_on(client, f"{sink.url}/push/1")
    korean = statement(opened)
    english = statement(opened, "We replace the filters", language="en", other=korean)
    Statement.objects.filter(pk=korean.pk).update(other=english)
    publish(opened, korean)
    publish(opened, english)
    go_out()
    assert len(sink.posted) == 2  # the greeting, and the Korean one


@real_server
def test_a_promise_that_was_kept_is_told_again(client, opened, sink, clock):
    switch_on(client, f"{sink.url}/push/1")
    row = promise(opened)
    for what in ("published", "kept", "kept"):
        following.let_followers_be_told(opened.organisation.pk, "commitment", row.pk, what)
    go_out()
    assert len(sink.posted) == 3


@real_server
def test_followers_hear_that_a_promise_is_late_and_that_it_was_kept_in_part(
    client, opened, sink, clock
):
    reader = switch_on(client, f"{sink.url}/push/1")
    go_out()
    row = promise(opened)
    for late_since, state, event in (
        (date(2027, 1, 2), "published", "commitment.late"),
        (date(2027, 1, 2), "partly_kept", "commitment.partly_kept"),
    ):
        Commitment.objects.filter(pk=row.pk).update(late_since=late_since, state=state)
        let_followers_hear(
            Entry(
                event=event, noun="commitment", noun_id=row.pk, organisation_id=row.organisation_id
            )
        )
        go_out()
    told = [reader.told(one.body)["body"] for one in sink.posted[1:]]
    assert told == ["약속 · 기한이 지남", "약속 · 일부만 지킨 약속"]


@real_server
@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(status, client, opened, sink, clock):
    switch_on(client, f"{sink.url}/push/1")
    sink.status = status
    go_out()
    assert not Browser.objects.exists()
    assert not Ring.objects.exists()


@real_server
def test_a_push_service_that_is_busy_is_asked_again_within_a_day(client, opened, sink, clock):
    switch_on(client, f"{sink.url}/push/1")
    sink.status, sink.headers = 503, {"Retry-After": "60"}
    go_out()
    clock.shift(timedelta(seconds=59))
    go_out()
    assert len(sink.posted) == 1
    clock.shift(timedelta(seconds=2))
    go_out()
    assert len(sink.posted) == 2
    clock.shift(timedelta(days=1, seconds=1))
    go_out()
    assert not Ring.objects.exists()
    clock.shift(timedelta(days=2))
    assert ringing.forget_unreached() == 1


@real_server
def test_a_worker_killed_before_it_notes_rings_the_same_notice(
    client, opened, sink, clock, monkeypatch
):
    reader = switch_on(client, f"{sink.url}/push/1")
    go_out()
    publish(opened, statement(opened))

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ringing, "_note_all", die)
        with pytest.raises(KeyboardInterrupt):
            go_out()
    go_out()
    assert len(sink.posted) == 2  # its lease still runs
    clock.shift(ringing.LEASE + timedelta(seconds=1))
    go_out()
    assert len({reader.told(one.body)["tag"] for one in sink.posted[1:]}) == 1
    clock.shift(ringing.LEASE * 2)
    go_out()
    assert len(sink.posted) == 3


def test_two_workers_claim_a_ring_once(client, opened, clock):
    switch_on(client, "https://push.example/1")
    one, twin = Ring.objects.get(), Ring.objects.get()
    assert ringing._is_mine(one)
    assert not ringing._is_mine(twin)


@real_server
def test_what_was_taken_back_meanwhile_is_told_to_nobody(client, opened, sink, clock):
    switch_on(client, f"{sink.url}/push/1")
    go_out()
    row = promise(opened)
    publish(opened, row)
    Commitment.objects.update(is_public=False)
    go_out()
    assert len(sink.posted) == 1
    assert not Ring.objects.exists()


@real_server
def test_a_private_address_is_never_called_and_not_kept(client, opened, sink, clock, settings):
    settings.ALLOW_PRIVATE_HOSTS = []
    address = sink.url.replace("http://", "https://") + "/push/1"
    switch_on(client, address)
    go_out()
    assert not sink.posted
    assert not Browser.objects.exists()


def test_one_press_ends_it_also_while_the_page_is_closed(client, opened):
    switch_on(client, "https://push.example/1")
    switch_on(client, "https://push.example/2")
    public.close_page(by=opened.members["yuna"])
    for _again in range(2):
        assert client.post(END, {"endpoint": "https://push.example/1"}).status_code == 204
    assert Browser.objects.count() == 1


def test_the_same_browser_is_one_and_takes_its_new_keys(client, opened):
    switch_on(client, "https://push.example/1")
    reader = switch_on(client, "https://push.example/1", "/public/hanbit/en/notices/")
    row = Browser.objects.get()
    assert json.loads(unseal(bytes(row.sealed)))["auth"] == reader.subscription("")["auth"]
    assert row.language == "en"
    assert Ring.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example/1"},
        {"endpoint": "https://push.example/" + "x" * 1000},
        {"endpoint": "javascript:alert(1)"},
        {"p256dh": "AAAA"},
        {"auth": "AAAA"},
        {"auth": "é"},
        {"endpoint": ""},
    ],
)
def test_what_no_browser_says_is_refused(wrong, client, opened):
    told = Reader().subscription("https://push.example/1") | wrong
    assert client.post(BEGIN, told).status_code == 422
    assert not Browser.objects.exists()


def test_a_closed_page_takes_nobody(client, hanbit):
    told = Reader().subscription("https://push.example/1")
    assert client.post(BEGIN, told).status_code == 404
    assert client.get(BEGIN).status_code == 405


def test_whoever_presses_too_often_waits(client, opened, monkeypatch):
    monkeypatch.setattr(noticing, "ASKS_OF_A_CALLER", 2)
    for number in range(2):
        switch_on(client, f"https://push.example/{number}")
    told = Reader().subscription("https://push.example/3")
    answer = client.post(BEGIN, told)
    assert answer.status_code == 429
    assert "저장하지 않았" in answer.json()["words"]
    assert client.post(BEGIN, told, REMOTE_ADDR="203.0.113.9").status_code == 201


def test_a_desk_takes_so_many_browsers_a_day(client, opened, monkeypatch):
    monkeypatch.setattr(noticing, "ASKS_A_DAY", 1)
    switch_on(client, "https://push.example/1")
    told = Reader().subscription("https://push.example/2")
    assert client.post(BEGIN, told).status_code == 429


def test_nothing_is_kept_of_whose_it_is_and_the_key_can_be_changed(client, opened):
    switch_on(client, "https://push.example/1")
    row = Browser.objects.get()
    assert b"push.example" not in bytes(row.sealed)
    assert {field.name for field in Browser._meta.get_fields()} == {
        "rings", "id", "organisation", "mark", "sealed", "language", "asked_at", "reached_at",
    }  # fmt: skip
    rotate(forget_old=True)
    row.refresh_from_db()
    assert json.loads(unseal(bytes(row.sealed)))["endpoint"] == "https://push.example/1"


def test_the_page_is_the_same_for_all_and_lets_only_its_own_script_run(client, opened):
    public.draw_stale()
    shelf.__init__()
    page = client.get("/public/hanbit/")
    assert 'data-worker="/public/hanbit/worker.js"' in page.content.decode()
    policy = page["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; connect-src 'self';" in policy
    assert not page.cookies
    worker = client.get("/public/hanbit/worker.js")
    assert worker["content-type"].startswith("text/javascript")
    framed = client.get("/public/hanbit/embed/")
    assert "script" not in framed["content-security-policy"]
    assert "<script" not in framed.content.decode()


def test_the_desk_sees_how_many_follow_and_nobody(client, opened):
    switch_on(client, "https://push.example/1")
    client.force_login(opened.members["yuna"])
    assert "브라우저 1개" in client.get("/settings/public/").content.decode()
