"""The whole way of a feed: an entry arrives, a member asks for the article, the thread shows it."""

import pytest
from django.test import Client
from tests.channels.feed.bench import item, rss
from tests.channels.feed.test_article import PAGE
from tests.servers.web import Page, running_web_server

from hanjari.channels import actions as channels
from hanjari.conversations.models import Conversation
from hanjari.journal.hearing import settle
from hanjari.listening.actions import hear_waiting

pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


def read_in() -> None:
    hear_waiting(100)
    settle()


@pytest.fixture
def server(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with running_web_server() as opened:
        yield opened


def test_an_entry_arrives_and_its_article_is_fetched_on_a_members_word(
    server, yuna, minseo
) -> None:
    entry = item("물의 양으로 알립니다", 1, "앞부분만 있습니다.")
    server.pages["/rss"] = Page(rss(entry.replace("https://news.example.kr/1", server.url("/1"))))
    server.pages["/1"] = Page(PAGE.encode())
    settings = {"url": server.url("/rss"), "time_zone": "Asia/Seoul"}
    feed = channels.connect_account("feed", channels.Connection("소식", settings), by=yuna)
    channels.pull_account(feed.pk)
    read_in()
    conversation = Conversation.objects.get()
    assert not conversation.waiting_since, "nobody waits for an answer to a feed"

    client = Client(headers={"Accept-Language": "ko"})
    client.force_login(minseo)
    path = f"/inbox/{conversation.pk}/"
    assert "기사 전체 읽기" in client.get(path).content.decode()
    sent = {"id": "urn:n:1", "url": server.url("/1"), "next": path}
    assert client.post(f"/settings/channels/{feed.pk}/article/", sent).url == path
    read_in()
    shown = client.get(path).content.decode()
    assert "둘째 문단입니다." in shown
    assert "기사 전체 읽기" not in shown
