"""Payloads of any shape, words in any html, addresses as people type them: nothing breaks, nothing is taken for more than it is."""

import json
from contextlib import suppress

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hanjari.channels.calling import Answer
from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.envelope import Envelope
from hanjari.channels.kinds.wordpress import KIND, address, discovery, finding, mending, prose
from hanjari.channels.kinds.wordpress.form import WordPressForm

ACCESS = Access(7, "한빛 블로그", {}, {}, {}, own_ids=("user:9",))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
FIELDS = (
    "id", "post", "parent", "author", "author_name", "author_url", "author_email", "date_gmt",
    "content", "link", "status", "type",
)  # fmt: skip


def read(body) -> list[Envelope]:
    return list(KIND.read(ACCESS, Raw(json.dumps(body).encode())))


def comment(**more):
    told = {
        "id": 5, "post": 1, "parent": 0, "author": 0, "author_name": "하늘", "author_url": "",
        "author_email": "Haneul@Customer.example", "date_gmt": "2026-01-02T03:04:05",
        "content": {"raw": "글", "rendered": "<p>글</p>"}, "status": "approved", "type": "comment",
        "link": "https://blog.example/1#comment-5",
    }  # fmt: skip
    return {"comment": {**told, **more}, "turn": 0, "root": 0, "title": "제목", "me": 2}


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(st.dictionaries(st.sampled_from(FIELDS), JSON), JSON, JSON, JSON)
def test_any_json_is_an_envelope_or_unreadable(fields, turn, root, extra):
    body = {"comment": fields, "turn": turn, "root": root, "title": extra, "me": extra}
    try:
        (one,) = read(body)
    except UnreadableError:
        return
    assert 0 < len(one.external_id) <= 400
    assert len(one.sender.external_id) <= 200
    assert one.posted_at.tzinfo


@given(JSON)
def test_any_json_at_all_is_read_or_refused(body):
    with suppress(UnreadableError):
        assert all(isinstance(one, Envelope) for one in read(body))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body):
    with pytest.raises(UnreadableError):
        KIND.read(ACCESS, Raw(body))


@given(
    JSON, st.sampled_from(["<b>Warning</b>: Undefined array key [0] in {x} on line 3<br />\n", ""])
)
def test_json_is_found_behind_warnings(told, warning):
    if not isinstance(told, list | dict):
        told = [told]
    assert mending.parsed((warning + json.dumps(told)).encode()) == told


@pytest.mark.parametrize("page", [b"", b"<html>", b"<b>Warning</b>: [ { broken", b"[1] and more"])
def test_what_holds_no_json_says_so(page):
    with pytest.raises(ValueError, match=r".+"):
        mending.parsed(page)


@given(st.text())
def test_our_words_come_back_from_wordpress_as_we_wrote_them(text):
    stored = prose.escaped(text).replace("\r", "")
    assert prose.same(prose.words(stored), text.replace("\0", " ").replace("\xa0", " ")) or any(
        ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in text
    )


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>하나<br />\n둘</p>\n<p>셋</p>\n", "하나\n둘\n\n셋"),
        ("<script>alert(1)</script>글", "글"),
        ('<a href="javascript:x">눌러요</a>', "눌러요"),
        ("&lt;b&gt; &amp;amp; &#8220;말&#8221;", "<b> &amp; “말”"),
        ("<ul><li>하나</li><li>둘</li></ul>", "하나\n둘"),
        ("", ""),
    ],
)
def test_what_a_site_shows_becomes_plain_words(markup, words):
    assert prose.shown(markup) == words


def test_the_same_guest_has_the_same_id_whatever_the_case_of_the_address():
    first, second = read(comment())[0], read(comment(author_email="haneul@customer.example"))[0]
    assert first.sender.external_id == second.sender.external_id
    assert read(comment(author_email="other@customer.example"))[0].sender != first.sender


@pytest.mark.parametrize(("author", "is_ours"), [(2, True), (9, True), (3, False), (0, False)])
def test_our_user_is_known_by_number(author, is_ours):
    assert read(comment(author=author))[0].is_ours is is_ours


def test_the_key_of_an_answer_is_believed_of_our_own_comments_only():
    mark = {"author_user_agent": finding.mark("reply-1")}
    assert read(comment(author=2, **mark))[0].extra["key"] == "reply-1"
    assert "key" not in read(comment(author=3, **mark))[0].extra


def test_a_link_that_is_none_is_left_out():
    one = read(comment(link="javascript:alert(1)", author_url="javascript:alert(1)"))[0]
    assert (one.url, one.sender.url) == ("", "")


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("blog.example.kr", "https://blog.example.kr"),
        (" https://Blog.example.kr/ ", "https://blog.example.kr"),
        ("https://example.kr/blog/wp-admin/edit-comments.php?x=1", "https://example.kr/blog"),
        ("http://localhost:8080/wp-json/wp/v2", "http://localhost:8080"),
        ("https://example.kr/index.php/2026/", "https://example.kr"),
        ("ftp://example.kr", ""),
        ("https://user:pw@example.kr", ""),
        ("https://", ""),
        ("https://[::1", ""),
    ],
)
def test_an_address_is_taken_as_people_copy_it(typed, site):
    assert address.site_of(typed) == site


@given(st.text(max_size=80))
def test_any_typing_is_an_address_or_none(typed):
    found = address.site_of(typed)
    assert not found or found.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("root", "url"),
    [
        ("https://e.kr/wp-json/", "https://e.kr/wp-json/wp/v2/comments?page=2"),
        ("https://e.kr/b/index.php/wp-json", "https://e.kr/b/index.php/wp-json/wp/v2/comments?page=2"),
        ("https://e.kr/?rest_route=/", "https://e.kr/?rest_route=%2Fwp%2Fv2%2Fcomments&page=2"),
        ("https://e.kr/b/?lang=ko&rest_route=/", "https://e.kr/b/?lang=ko&rest_route=%2Fwp%2Fv2%2Fcomments&page=2"),
    ],
)  # fmt: skip
def test_routes_stand_below_either_kind_of_permalinks(root, url):
    assert address.asked(root, "/wp/v2/comments", {"page": 2}) == url


@pytest.mark.parametrize(
    ("headers", "page", "root"),
    [
        ({"Link": '<https://e.kr/wp-json/>; rel="https://api.w.org/"'}, "", "https://e.kr/wp-json/"),
        ({"Link": '<https://e.kr/>; rel=shortlink, </?rest_route=/>; rel="https://api.w.org/"'}, "", "https://e.kr/?rest_route=/"),
        ({}, "<link rel='https://api.w.org/' href='https://e.kr/wp-json/' />", "https://e.kr/wp-json/"),
        ({}, "<LINK HREF=/b/?rest_route=/&amp;x=1 REL=https://api.w.org/>", "https://e.kr/b/?rest_route=/&x=1"),
        ({"Link": '<http://[>; rel="https://api.w.org/"'}, "", ""),
        ({}, '<link rel="stylesheet" href="https://e.kr/wp-json/">', ""),
    ],
)  # fmt: skip
def test_the_api_is_where_the_site_says(headers, page, root):
    answer = Answer(200, httpx.Headers(headers), None, page.encode())
    assert discovery.announced(answer, "https://e.kr/") == root


@pytest.mark.parametrize(
    ("site", "is_taken"),
    [("blog.example.kr", True), ("http://blog.example.kr", False), ("http://192.168.0.4/wp", True),
     ("http://wordpress.local", True), ("no site", False)],
)  # fmt: skip
def test_the_form_wants_https_unless_the_site_is_ones_own(site, is_taken):
    form = WordPressForm({"site": site})
    assert form.is_valid() is is_taken
    assert is_taken or form.errors["site"]
