"""The whole article behind an entry, when a member asks for it."""

import pytest
from tests.servers.web import Page, running_web_server

from hanjari.channels import registry
from hanjari.channels.contract import Access, BrokenError, Raw
from hanjari.channels.kinds.feed.article import fetch_article

pytestmark = pytest.mark.real_server
WORDS = "한빛은 정수기 필터를 바꾸는 날을 물의 양으로 알리기로 했습니다. "
PAGE = f"""<html><head><title>물의 양으로 알립니다</title></head><body><nav>메뉴 로그인</nav>
<article><h1>물의 양으로 알립니다</h1><p>{WORDS * 6}</p><p>둘째 문단입니다. {WORDS * 5}</p></article>
<footer>무단 전재 금지</footer><script>alert(1)</script></body></html>"""


@pytest.fixture
def server(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with running_web_server() as opened:
        yield opened


def read(raw: Raw):
    return registry.kind("feed").read(Access(7, "소식", {}, {}, {}), raw)[0]


@pytest.mark.parametrize("charset", ["utf-8", "cp949"])
def test_the_article_edits_its_entry_with_the_whole_text(server, charset) -> None:
    server.pages["/1"] = Page(PAGE.encode(charset), content_type="text/html")
    found = read(fetch_article("urn:n:1", server.url("/1")))
    assert (found.external_id, found.edits) == ("urn:n:1", True)
    assert "둘째 문단입니다." in found.text
    assert "로그인" not in found.text
    assert "alert" not in found.text


@pytest.mark.parametrize(
    "page",
    [
        Page(b"%PDF-1.7", content_type="application/pdf"),
        Page(b"<html><body></body></html>"),
        Page(status=404),
        Page(b"<html>" + b"x" * 9_000_000),
    ],
)
def test_a_page_without_an_article_says_so(server, page) -> None:
    server.pages["/1"] = page
    with pytest.raises(BrokenError) as broken:
        fetch_article("urn:n:1", server.url("/1"))
    assert broken.value.words


def test_an_article_inside_the_house_is_not_fetched(server, settings) -> None:
    settings.ALLOW_PRIVATE_HOSTS = []
    with pytest.raises(BrokenError) as broken:
        fetch_article("urn:n:1", server.url("/1"))
    assert broken.value.code == "forbidden_address"
    assert server.asked == []
