"""Documents as papers and boards really publish them: three forms, wrong charsets, odd dates, hostile html."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from tests.channels.feed.bench import item, rss

from hanjari.channels import registry
from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope

SEEN = "2026-11-23T02:00:00+00:00"
ACCESS = Access(
    7, "소식", {"url": "https://news.example.kr/rss", "time_zone": "Asia/Seoul"}, {}, {}
)


def read(body: bytes, content_type: str = "application/xml") -> list[Envelope]:
    raw = Raw(body, {"at": SEEN, "content_type": content_type})
    return list(registry.kind("feed").read(ACCESS, raw))


def dated(date: str) -> datetime:
    return read(rss(item("소식", 1, date=date)))[0].posted_at


def test_rss_becomes_envelopes() -> None:
    found = read(rss(item("정수기 소식", 1, "본문 <b>굵게</b><br>둘째 줄")))[0]
    assert found.external_id == "urn:n:1"
    assert found.subject == "정수기 소식"
    assert found.text == "본문 굵게\n둘째 줄"
    assert found.url == "https://news.example.kr/1"
    assert found.sender.external_id == "news.example.kr"
    assert found.sender.name == "한빛 소식"
    assert found.posted_at == datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert found.is_public


def test_atom_becomes_envelopes() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>블로그</title>
    <link href="https://blog.example.kr/"/>
    <entry><id>tag:1</id><title type="html">필터 &lt;i&gt;이야기&lt;/i&gt;</title><author><name>하늘</name></author>
    <link href="https://blog.example.kr/1"/><updated>2026-11-22T15:30:00Z</updated>
    <content type="html">&lt;p&gt;첫 줄&lt;/p&gt;&lt;p&gt;둘째 줄&lt;/p&gt;</content></entry></feed>"""
    found = read(body.encode())[0]
    assert (found.external_id, found.subject) == ("tag:1", "필터 이야기")
    assert found.text == "첫 줄\n\n둘째 줄"
    assert found.sender.external_id == "하늘@blog.example.kr"


def test_json_feed_becomes_envelopes() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "제품 소식",
        "home_page_url": "https://hanbit.example/",
        "items": [
            {
                "id": 3,
                "url": "https://hanbit.example/3",
                "title": "새 모델",
                "content_text": "값은 <그대로>입니다.\n색만 다릅니다.",
                "date_published": "2026-11-20T09:00:00+09:00",
                "authors": [{"name": "유나"}, {"name": "도윤"}],
                "attachments": [
                    {
                        "url": "https://hanbit.example/3.png",
                        "mime_type": "image/png",
                        "size_in_bytes": 5,
                    }
                ],
            }
        ],
    }
    found = read(json.dumps(body).encode(), "application/feed+json")[0]
    assert found.external_id == "3"
    assert found.text == "값은 <그대로>입니다.\n색만 다릅니다."
    assert found.sender.name == "유나, 도윤 · 제품 소식"
    assert found.media[0].kind == "image/png"


@pytest.mark.parametrize("declared", ["EUC-KR", "utf-8", "ISO-8859-1", ""])
@pytest.mark.parametrize(
    "header", ["text/xml; charset=utf-8", "text/xml; charset=euc-kr", "text/xml"]
)
def test_a_cp949_feed_is_read_whatever_it_declares(declared, header) -> None:
    text = rss(item("똠방각하 정수기", 1)).decode()
    declaration = f' encoding="{declared}"' if declared else ""
    body = text.replace(' encoding="UTF-8"', declaration).encode("cp949")
    assert read(body, header)[0].subject == "똠방각하 정수기"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 23 Nov 2026 10:00:00 +0900", "2026-11-23T01:00:00+00:00"),
        ("Mon, 23 Nov 2026 10:00:00 KST", "2026-11-23T01:00:00+00:00"),
        ("2026-11-23 10:00:00", "2026-11-23T01:00:00+00:00"),
        ("2026-11-23T01:00:00Z", "2026-11-23T01:00:00+00:00"),
        ("Mon, 23 Nov 2026 01:00:00 GMT", "2026-11-23T01:00:00+00:00"),
    ],
)
def test_a_time_without_a_zone_is_local_to_the_feed(date, expected) -> None:
    assert dated(date).isoformat() == expected


@pytest.mark.parametrize(
    "date",
    [
        "",
        "어제",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0000-00-00",
        "Tue, 01 Jan 2030 00:00:00 GMT",
        "99999999999999",
    ],
)
def test_a_date_that_cannot_be_believed_is_when_we_saw_it(date) -> None:
    assert dated(date).isoformat() == SEEN


def test_hostile_html_loses_its_teeth() -> None:
    evil = (
        '<p onclick="x()">안녕<script>alert(1)</script><img src=x onerror=alert(1)>'
        '<a href="javascript:alert(1)">눌러</a><iframe src="//evil"></iframe><style>*{}</style></p>'
    )
    found = read(rss(item("제목", 1, evil)))[0]
    for tooth in ("script", "onerror", "javascript:", "iframe", "onclick", "style", "alert"):
        assert tooth not in found.html
        assert tooth not in found.text
    assert "안녕" in found.text


def test_a_link_that_is_no_web_address_is_not_kept() -> None:
    body = rss("<item><title>a</title><guid>1</guid><link>javascript:alert(1)</link></item>")
    assert read(body)[0].url == ""


def test_an_entity_bomb_is_refused_at_once() -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">{levels}]><rss><channel><item><title>&a11;</title></item></channel></rss>'
    with pytest.raises(UnreadableError):
        read(bomb.encode())


def test_a_file_of_this_machine_is_not_read_into_a_feed() -> None:
    body = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&f;</title></item></channel></rss>'
    with pytest.raises(UnreadableError):
        read(body.encode())


def test_a_feed_cut_off_in_the_middle_gives_what_it_has() -> None:
    body = rss(item("온전한 소식", 1), item("잘린 소식", 2))
    found = read(body[: body.index("잘린".encode()) + 3])
    assert found[0].subject == "온전한 소식"


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>404</body></html>",
        b'{"items": 3}',
        b"[]",
        b"{" * 5000,
        b"plain words",
        b'{"items": [1, null]}',
    ],
)
def test_what_is_no_feed_is_unreadable_or_empty(body) -> None:
    with suppress(UnreadableError):
        assert read(body) == []


def test_huge_documents_are_read_in_bounds() -> None:
    found = read(
        rss(
            *(item(f"소식 {n}", n, f"{n} " + "가" * 400_000 if n == 0 else "") for n in range(2500))
        )
    )
    assert len(found) == 2000
    assert len(found[0].text) <= 300_000
