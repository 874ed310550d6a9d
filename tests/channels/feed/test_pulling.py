"""Pulling a feed from a real web server: polite, patient, and never the same entry twice."""

from datetime import timedelta

import pytest
from tests.channels.feed.bench import bench, item, rss
from tests.servers.web import Page

from hanjari.channels.contract import BrokenError
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


@pytest.fixture
def feed(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with bench() as opened:
        yield opened


def pull(feed, cursor=None):
    catches = list(feed.kind.pull(feed.access(cursor)))
    envelopes = [
        one
        for catch in catches
        for raw in catch.payloads
        for one in feed.kind.read(feed.access(), raw)
    ]
    return envelopes, catches[-1].cursor if catches else cursor


def answer(feed, **page) -> None:
    feed.server.pages["/rss"] = Page(**page)


def broken(feed) -> BrokenError:
    with pytest.raises(BrokenError) as error:
        pull(feed)
    return error.value


def test_an_unchanged_feed_is_asked_with_its_marks_and_brings_nothing(feed) -> None:
    marks = {"ETag": '"v1"', "Last-Modified": "Mon, 23 Nov 2026 01:00:00 GMT"}
    answer(feed, body=rss(item("소식", 1)), headers=marks)
    _, cursor = pull(feed)
    assert pull(feed, cursor)[0] == []
    asked = feed.server.asked[-1][1]
    assert asked["If-None-Match"] == '"v1"'
    assert asked["If-Modified-Since"] == marks["Last-Modified"]


def test_a_new_address_is_asked_without_the_old_marks(feed) -> None:
    answer(feed, body=rss(item("소식", 1)), headers={"ETag": '"v1"'})
    _, cursor = pull(feed)
    pull(feed, {**cursor, "url": "https://old.example/rss"})
    assert "If-None-Match" not in feed.server.asked[-1][1]


def test_a_changed_date_of_the_document_stores_nothing_new(feed) -> None:
    answer(feed, body=rss(item("소식", 1), title="한 시"))
    _, cursor = pull(feed)
    answer(feed, body=rss(item("소식", 1), title="두 시"))
    catches = list(feed.kind.pull(feed.access(cursor)))
    assert [catch.payloads for catch in catches] == [()]


def test_an_edited_entry_comes_as_an_edit(feed) -> None:
    answer(feed, body=rss(item("소식", 1, "처음 글")))
    _, cursor = pull(feed)
    answer(feed, body=rss(item("소식", 1, "고친 글")))
    edits, _ = pull(feed, cursor)
    assert [(one.external_id, one.text, one.edits) for one in edits] == [
        ("urn:n:1", "고친 글", True)
    ]


def test_a_feed_taken_down_for_good_asks_for_a_person(feed) -> None:
    answer(feed, status=410)
    assert broken(feed).needs_person


@pytest.mark.parametrize("status", [404, 429, 500, 503])
def test_an_error_of_the_server_is_tried_again(feed, status) -> None:
    answer(feed, status=status)
    error = broken(feed)
    assert not error.needs_person
    assert str(status) in error.words


@pytest.mark.parametrize(("value", "expected"), [("120", 120), ("soon", None), ("-5", None)])
def test_the_server_says_when_to_come_again(feed, value, expected) -> None:
    answer(feed, status=429, headers={"Retry-After": value})
    assert broken(feed).retry_after == expected


def test_the_server_may_say_it_as_a_date(feed) -> None:
    until = now() + timedelta(hours=1)
    answer(feed, status=503, headers={"Retry-After": until.strftime("%a, %d %b %Y %H:%M:%S GMT")})
    assert 3500 < (broken(feed).retry_after or 0) <= 3600


def test_a_page_instead_of_a_feed_says_so(feed) -> None:
    answer(feed, body=b"<html><body>hello</body></html>")
    assert broken(feed).code == "no_feed"


def test_a_feed_without_end_is_cut_off(feed) -> None:
    answer(feed, body=b"<rss>" + b" " * 9_000_000)
    assert broken(feed).code == "too_large"


def test_a_feed_that_leads_inside_is_refused_and_asks_for_a_person(feed, settings) -> None:
    answer(feed, status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    error = broken(feed)
    assert (error.code, error.needs_person) == ("forbidden_address", True)
    settings.ALLOW_PRIVATE_HOSTS = []
    assert broken(feed).code == "forbidden_address"
