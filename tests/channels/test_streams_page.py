"""The switch that hears a whole network, on an account's page."""

from datetime import timedelta

import pytest
from django.test import Client

from hanjari.channels import actions as channels
from hanjari.channels.models import Account, Hand, Stream
from hanjari.channels.queries import due_streams, stream_of
from hanjari.journal.models import Entry
from hanjari.kit.clock import now


@pytest.fixture
def sky(hanbit, yuna) -> Account:
    return Account.objects.create(
        organisation=hanbit.organisation, kind="bluesky", name="한빛", owner=yuna
    )


@pytest.fixture
def browser(yuna) -> Client:
    client = Client(headers={"Accept-Language": "ko"})
    client.force_login(yuna)
    return client


def page_of(browser: Client, account: Account) -> str:
    return browser.get(f"/settings/channels/{account.pk}/").content.decode()


def test_a_person_begins_and_stops_to_listen_and_the_journal_knows(sky, browser):
    assert "모두 듣기" in page_of(browser, sky)
    browser.post(f"/settings/channels/{sky.pk}/stream/")
    assert [one.account for one in due_streams()] == [sky]
    assert "그만 듣기" in page_of(browser, sky)
    browser.post(f"/settings/channels/{sky.pk}/stream/stop/")
    assert not due_streams()
    events = Entry.objects.filter(event__startswith="account.stream").order_by("pk")
    assert list(events.values_list("event", flat=True)) == [
        "account.stream_asked",
        "account.stream_stopped",
    ]


def test_the_page_shows_how_it_goes(sky, browser, yuna):
    channels.ask_stream(sky, by=yuna)
    moment = now()
    Stream.objects.update(
        held_by="m/1",
        held_until=moment + timedelta(minutes=1),
        opened_at=moment,
        heard_at=moment,
        told_at=moment - timedelta(seconds=95),
        rate=36.4,
        frame_count=12_345,
        break_count=3,
    )
    shown = page_of(browser, sky)
    assert stream_of(sky).state == "behind"
    for words in ("밀려 있음", "95초", "36.4", "12,345", "3번"):
        assert words in shown


def test_without_hands_the_page_says_what_to_start(sky, browser, yuna, settings):
    settings.NATS_URL = "nats://127.0.0.1:1"
    channels.ask_stream(sky, by=yuna)
    assert "hanjari ingest" in page_of(browser, sky)
    Hand.objects.create(token="m/2", waiting_count=7)
    assert "hanjari ingest" not in page_of(browser, sky)
    assert stream_of(sky).waiting_count == 7


def test_a_lost_lease_is_anybodys_and_a_living_one_nobody_elses(sky, yuna):
    channels.ask_stream(sky, by=yuna)
    stream = Stream.objects.get()
    Stream.objects.update(held_by="other/1", held_until=now() + timedelta(seconds=5))
    assert not channels.hold_stream(stream)
    assert not due_streams()
    Stream.objects.update(held_until=now() - timedelta(seconds=1))
    assert channels.hold_stream(stream)
    Stream.objects.update(held_by="other/1")
    with pytest.raises(channels.LostError):
        channels.note_progress(stream, channels.Progress(place={"at": 1}))


def test_strangers_readers_and_kinds_without_a_stream_have_no_switch(
    sky, taeyang, doyun, browser, hanbit
):
    client = Client()
    client.force_login(taeyang)
    assert client.post(f"/settings/channels/{sky.pk}/stream/").status_code == 404
    client.force_login(doyun)
    assert client.post(f"/settings/channels/{sky.pk}/stream/").status_code == 403
    mail = Account.objects.create(organisation=hanbit.organisation, kind="mail", name="메일")
    assert browser.post(f"/settings/channels/{mail.pk}/stream/").status_code == 404
    assert browser.get(f"/settings/channels/{sky.pk}/stream/").status_code == 405
