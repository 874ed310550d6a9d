"""A feed as a stream: each entry is a frame by itself, and reads as it does when pulled."""

from dataclasses import replace

import pytest
from tests.channels.feed.bench import bench, item, rss
from tests.servers.web import Page

from hanjari.channels import actions as channels
from hanjari.channels.contract import Raw, Streams, UnreadableError
from hanjari.channels.contract.streams import FRAME
from hanjari.channels.models import Account
from hanjari.channels.queries import due_accounts

pytestmark = pytest.mark.real_server


@pytest.fixture
def feed(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with bench() as opened:
        yield opened


def test_each_entry_is_a_frame_that_reads_as_when_it_is_pulled(feed):
    two = item("한빛 정수기 출시", 1, "물맛이 좋다") + item("날씨", 2, "맑음")
    feed.server.pages["/rss"] = Page(rss(two))
    access = feed.access()
    assert isinstance(feed.kind, Streams)
    flow = next(feed.kind.stream(access, {}))
    read = [one for frame in flow.frames for one in feed.kind.read(access, frame.raw)]
    [catch] = list(feed.kind.pull(access))
    pulled = [one for raw in catch.payloads for one in feed.kind.read(access, raw)]
    assert [replace(one, posted_at=None) for one in read] == [
        replace(one, posted_at=None) for one in pulled
    ]
    assert "한빛 정수기 출시" in flow.frames[0].text
    assert flow.place == catch.cursor


def test_what_was_told_is_not_told_again_from_its_place(feed):
    feed.server.pages["/rss"] = Page(rss(item("하나", 1, "가")))
    place = next(feed.kind.stream(feed.access(), {})).place
    feed.server.pages["/rss"] = Page(rss(item("둘", 2, "나") + item("하나", 1, "가")))
    flow = next(feed.kind.stream(feed.access(), place))
    assert ["둘" in one.text for one in flow.frames] == [True]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"entry":{"published":7}}'])
def test_what_is_no_entry_says_so(feed, body):
    with pytest.raises(UnreadableError):
        feed.kind.read(feed.access(), Raw(body, {"form": FRAME}))


def test_a_feed_that_is_heard_as_a_stream_is_not_pulled_beside_it(hanbit, yuna):
    account = Account.objects.create(organisation=hanbit.organisation, kind="feed", name="소식")
    assert account in due_accounts()
    channels.ask_stream(account, by=yuna)
    assert account not in due_accounts()
    channels.stop_stream(account, by=yuna)
    assert account in due_accounts()
