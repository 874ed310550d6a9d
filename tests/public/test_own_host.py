"""A page at a host of its own: all of the page, nothing of the desk, no cookie, every link with that address."""

from urllib.parse import urlsplit

import feedparser
import pytest
from django.test import Client
from tests.people.pushed import Browser as Reader
from tests.public.test_following import letters
from tests.public.test_open_page import statement

from hanjari.config import environment
from hanjari.issues.fitting import public_address
from hanjari.kit.web.hosts import own_slug
from hanjari.people.models import Organisation
from hanjari.public import actions as public
from hanjari.public.models import Browser, OpenPage, Subscriber
from hanjari.public.shelf import shelf

HOST, HOME = "talk.hanbit.example", "https://talk.hanbit.example"
DESK = {"HTTP_HOST": "127.0.0.1"}


@pytest.fixture(autouse=True)
def _own_host(settings) -> None:
    settings.PUBLIC_HOMES = {"hanbit": HOME}
    settings.PUBLIC_HOSTS = {HOST: "hanbit"}
    settings.ALLOWED_HOSTS = ["127.0.0.1", HOST]
    settings.EMAIL_HOST = "mail.example"
    shelf.__init__()


@pytest.fixture
def opened(hanbit):
    public.open_page(by=hanbit.members["yuna"])
    return hanbit


@pytest.fixture
def reader() -> Client:
    return Client(HTTP_HOST=HOST)


def read(client, path="/") -> str:
    public.draw_stale()
    shelf.__init__()
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_page_stands_at_the_root_with_links_of_its_own(reader, opened):
    row = statement(opened)
    page = read(reader)
    assert "한빛의 한자리" in page
    assert f'<link rel="canonical" href="{HOME}/">' in page
    assert f'href="/statements/{row.pk}/"' in page
    assert f'hreflang="en" href="{HOME}/en/"' in page
    assert 'data-worker="/worker.js"' in page
    assert "/public/" not in page.replace("/static/public/", "")
    assert '<html lang="en">' in read(reader, "/en/")
    for path in (f"/statements/{row.pk}/", "/method/", "/embed/", "/page.json", "/worker.js"):
        assert reader.get(path).status_code == 200, path


def test_the_feed_and_other_networks_name_the_host(reader, opened):
    row = statement(opened)
    feed = feedparser.parse(read(reader, "/feed.xml"))
    assert feed.feed.id == f"{HOME}/"
    assert feed.entries[0].link == f"{HOME}/statements/{row.pk}/"
    assert public_address(row) == f"{HOME}/statements/{row.pk}/"


@pytest.mark.parametrize(
    "path",
    [
        "/account/login/", "/account/password/reset/", "/inbox/", "/issues/", "/settings/public/",
        "/live", "/open/form/hanbit/", "/join/first/x/", "/hooks/x/", "/public/hanbit/",
        "/public/narae/", "/admin/", "/..%2f..%2fsettings/members/",
    ],
)  # fmt: skip
def test_nothing_of_the_desk_is_there(path, reader, opened, yuna):
    public.draw_stale()
    reader.force_login(yuna)
    for answer in (reader.get(path), reader.post(path)):
        assert answer.status_code in (404, 405), path
        assert not answer.cookies
        assert "account/login" not in answer.content.decode()
    assert "여기에는 아무것도 없습니다" in reader.get(path).content.decode()


def test_no_cookie_is_read_or_set(reader, opened, yuna):
    reader.force_login(yuna)
    for path in ("/", "/follow/", "/nowhere/"):
        answer = reader.get(path)
        assert not answer.cookies
    assert "yuna" not in read(reader, "/follow/")


def test_following_by_mail_stays_at_the_host(reader, opened):
    assert "확인해 주세요" in reader.post("/follow/", {"address": "a@example.kr"}).content.decode()
    [letter] = letters()
    address = next(word for word in letter["words"].split() if word.startswith(HOME))
    assert reader.post(urlsplit(address).path).status_code == 200
    assert Subscriber.objects.get().confirmed_at


def test_following_in_a_browser_works_at_both_addresses(reader, opened, settings):
    told = Reader().subscription("https://push.example/1")
    assert reader.post("/notices/", told).status_code == 201
    assert reader.post("/notices/end/", told).status_code == 204
    client = Client(**DESK)
    assert client.post("/public/hanbit/en/notices/", told).status_code == 201
    assert Browser.objects.get().language == "en"


def test_old_links_at_the_desk_lead_to_the_host(opened):
    client = Client(**DESK)
    answer = client.get("/public/hanbit/en/statements/7/?a=1")
    assert (answer.status_code, answer.url) == (302, f"{HOME}/en/statements/7/?a=1")
    assert client.get("/public/narae/").status_code == 404
    assert client.get("/account/login/").status_code == 200


def test_the_desk_of_another_company_and_unknown_hosts_answer_nothing(reader, opened, narae):
    public.open_page(by=narae.members["taeyang"])
    public.draw_stale()
    shelf.__init__()
    assert "나래" in Client(**DESK).get("/public/narae/").content.decode()
    assert reader.get("/public/narae/").status_code == 404
    assert Client(HTTP_HOST="evil.example").get("/").status_code == 400
    assert Client(HTTP_HOST=f"x.{HOST}").get("/").status_code == 400


@pytest.mark.parametrize("host", [f"{HOST}:8000", HOST.upper(), f"{HOST}."])
def test_a_host_may_be_written_in_several_ways(host, opened):
    assert "한빛의 한자리" in read(Client(HTTP_HOST=host))


def test_a_page_that_moves_is_drawn_anew_at_once(reader, opened, settings):
    settings.PUBLIC_HOMES = settings.PUBLIC_HOSTS = {}
    public.draw_stale()
    assert OpenPage.objects.get().home.endswith("/public/hanbit/")
    settings.PUBLIC_HOMES, settings.PUBLIC_HOSTS = {"hanbit": HOME}, {HOST: "hanbit"}
    assert public.draw_stale() == 1
    assert public.draw_stale() == 0
    assert f'href="{HOME}/"' in read(reader)


def test_the_settings_page_names_the_address(client, opened):
    client.force_login(opened.members["yuna"])
    page = client.get("/settings/public/", **DESK).content.decode()
    assert f"{HOME}/embed/" in page


def test_the_setting_takes_addresses_alone(monkeypatch):
    monkeypatch.setenv("HANJARI_URL", "https://desk.example")
    monkeypatch.setenv("HANJARI_PUBLIC_HOSTS", f"hanbit={HOME}/, narae=http://n.example:81")
    assert environment.public_homes() == {"hanbit": HOME, "narae": "http://n.example:81"}
    for wrong in (
        "hanbit", "hanbit=talk.example", "=https://a.example", "a=https://a.example/x",
        "a=https://desk.example", "a=https://b.example,c=https://b.example", "a=ftp://a.example",
    ):  # fmt: skip
        monkeypatch.setenv("HANJARI_PUBLIC_HOSTS", wrong)
        with pytest.raises(ValueError, match="HANJARI_PUBLIC_HOSTS"):
            environment.public_homes()


def test_a_company_without_its_own_host_stays_where_it_is(narae, settings):
    settings.PUBLIC_HOMES = {"hanbit": HOME}
    public.open_page(by=narae.members["taeyang"])
    assert Organisation.objects.get(slug="narae")
    assert 'href="/public/narae/feed.xml"' in read(Client(**DESK), "/public/narae/")


@pytest.mark.parametrize("host", ["", "[", "[::1", "]", "a@b", f"x@{HOST}:99999", "한빛.example"])
def test_a_broken_host_is_nobodys_page(host, settings):
    assert own_slug(host) in (None, "hanbit" if HOST in host else None)


def test_who_asks_at_a_broken_host_gets_400():
    assert Client(HTTP_HOST="[").get("/").status_code == 400
