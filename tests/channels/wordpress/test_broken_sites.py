"""Sites that are not quite well: warnings before JSON, pages instead of it, plugins that close, somebody before the site."""

from datetime import timedelta

import pytest
from tests.channels.wordpress.test_writing import to
from tests.servers.network import Reply, network
from tests.servers.wordpress import running_site

from hanjari.channels.contract import Access, BrokenError, RefusedError, UnsureError
from hanjari.channels.kinds.wordpress import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
WARNING = "ini_set('display_errors', '1'); trigger_error('Undefined array key [0] in {plugin}', E_USER_WARNING);"
CLOSED = "add_filter('rest_authentication_errors', fn() => new WP_Error('{code}', 'closed', ['status' => {status}]));"
MAINTENANCE = "header('Retry-After: 600'); http_response_code(503); die('Briefly unavailable for scheduled maintenance. Check back in a minute.');"
CRITICAL = "add_action('rest_api_init', function () { undefined_function(); });"


def test_warnings_before_the_json_are_read_over(site, open_account, pulled):
    asked = site.comment("멀쩡한 글")
    with site.broken(WARNING):
        (one,), _cursor = pulled()
        receipt = KIND.send(open_account(), to(asked))
    assert one.text == "멀쩡한 글"
    assert site.comments(f"comment_ID = {receipt.external_id}")


@pytest.mark.parametrize(
    ("php", "code", "needs_person"),
    [
        ("die('<html><body>Account suspended</body></html>');", "no_api", True),
        (CLOSED.format(code="rest_disabled", status=403), "rest_disabled", True),
        (CLOSED.format(code="rest_cannot_access", status=401), "rest_cannot_access", True),
        (CLOSED.format(code="some_new_plugin", status=403), "some_new_plugin", True),
        (CLOSED.format(code="rest_not_logged_in", status=401), "rest_not_logged_in", True),
        ("http_response_code(403); die('<h1>Forbidden</h1>');", "closed", True),
        (MAINTENANCE, "maintenance", False),
        (CRITICAL, "critical_error", False),
        (
            "http_response_code(500); die('<h1>Error establishing a database connection</h1>');",
            "database",
            False,
        ),
        ("http_response_code(503); die('overloaded');", "http_503", False),
        (
            "add_filter('wp_is_application_passwords_available', '__return_false');",
            "rest_not_logged_in",
            True,
        ),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(site, pulled, open_account, php, code, needs_person):
    with site.broken(php):
        with pytest.raises(BrokenError) as broken:
            pulled()
        checks = KIND.health(open_account())
    assert (broken.value.code, broken.value.needs_person) == (code, needs_person)
    assert "<" not in broken.value.words
    assert any(not check.is_well and check.remedy for check in checks)


def test_maintenance_is_waited_for_as_long_as_the_site_asks(site, pulled, open_account):
    asked = site.comment("글")
    _seen, cursor = pulled()
    with site.broken(MAINTENANCE):
        with pytest.raises(BrokenError) as broken:
            pulled(cursor)
        with pytest.raises(RefusedError) as refused:
            KIND.send(open_account(cursor), to(asked))
    assert broken.value.retry_after == 600
    assert refused.value.can_retry


def test_a_page_after_writing_leaves_us_unsure_and_the_answer_is_found(site, open_account):
    asked = site.comment("글")
    page = "add_action('rest_after_insert_comment', fn() => die('<html>saved?</html>'));"
    with site.broken(page), pytest.raises(UnsureError):
        KIND.send(open_account(), to(asked))
    (ours,) = site.comments(f"comment_parent = {asked}")
    found = KIND.find(open_account(), to(asked), now() - timedelta(minutes=10))
    assert found.external_id == str(ours[0])


def test_changed_permalinks_are_found_again(site, pulled, open_account):
    asked = site.comment("첫 글")
    _seen, cursor = pulled()
    assert cursor["root"].endswith("/wp-json/")
    site.permalinks("")
    try:
        site.comment("둘째 글")
        told, later = pulled(cursor)
        assert [one.text for one in told] == ["둘째 글"]
        assert "rest_route" in later["root"]
        KIND.send(open_account(cursor), to(asked))
        assert pulled()[0], "and from scratch"
    finally:
        site.permalinks("/%postname%/")
    assert len(site.comments()) == 3


def test_a_site_in_a_subfolder_with_index_permalinks_is_found(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with running_site("/company/blog") as site:
        site.permalinks("/index.php/%postname%/")
        asked = site.comment("하위 폴더의 글")
        access = Access(
            1,
            "하위",
            {"site": site.url, "username": "desk"},
            {"password": site.people["desk"]["password"]},
            {},
        )
        *_first, last = KIND.pull(access)
        assert "/index.php/wp-json/" in last.cursor["root"]
        KIND.send(access, to(asked))
        assert len(site.comments()) == 2
        assert all(check.is_well for check in KIND.health(access))


@pytest.fixture
def place(settings):
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with network() as opened:
        opened.answer("GET", "/wp-json/", body={"namespaces": ["wp/v2"], "name": "흉내"})
        opened.answer("GET", "/wp-json/wp/v2/users/me", body={"id": 2, "name": "desk"})
        yield opened


def at(place, **settings) -> Access:
    told = {"site": place.url, "username": "desk", **settings}
    return Access(1, "흉내", told, {"password": "pass word"}, {})


@pytest.mark.parametrize(
    ("reply", "code", "seconds"),
    [
        (Reply(429, b"", {"Retry-After": "7"}), "rate", 7),
        (Reply(429, b"error code: 1015"), "rate", 60),
        (Reply(403, b"<title>Just a moment...", {"cf-mitigated": "challenge"}), "challenge", None),
        (Reply(521, b"<title>Web server is down"), "http_521", None),
        (Reply(200, b"\xef\xbb\xbf[", {"Content-Type": "application/json"}), "garbled", None),
        (Reply(200, {"code": 1}), "garbled", None),
        (Reply(200, b"<html>"), "not_json", None),
        (Reply(200, b"[" * 100_000, {"Content-Type": "application/json"}), "garbled", None),
    ],
)
def test_what_stands_before_a_site_is_told_from_the_site(place, reply, code, seconds):
    place.on("GET", "/wp-json/wp/v2/comments", lambda _call: reply)
    with pytest.raises(BrokenError) as broken:
        list(KIND.pull(at(place)))
    assert broken.value.code == code
    assert broken.value.retry_after == seconds


def test_a_site_that_sends_us_elsewhere_says_where(place):
    place.on(
        "POST", "*", lambda _call: Reply(301, b"", {"Location": "https://www.hanbit.example/"})
    )
    place.answer(
        "GET", "/wp-json/wp/v2/comments/5", body={"id": 5, "post": 1, "status": "approved"}
    )
    with pytest.raises(RefusedError) as refused:
        KIND.send(at(place), to(5))
    assert "https://www.hanbit.example/" in refused.value.words


def test_the_password_is_never_carried_to_another_host(place):
    with network() as other:
        other.answer("GET", "*", body={"namespaces": ["wp/v2"]})
        link = {"Link": f'<{other.url}/wp-json/>; rel="https://api.w.org/"'}
        place.answer("GET", "/", body=b"<html>", headers=link)
        with pytest.raises(BrokenError) as broken:
            list(KIND.pull(at(place)))
        assert broken.value.code == "moved"
        away = Reply(302, b"", {"Location": f"{other.url}/wp-json/wp/v2/users/me"})
        place.answer("GET", "/", body=b"<html>")
        place.on("GET", "/wp-json/wp/v2/users/me", lambda _call: away)
        with pytest.raises(BrokenError):
            list(KIND.pull(at(place)))
        assert [call.path for call in other.calls] == ["/wp-json/wp/v2/users/me"]
        assert not any("Authorization" in call.headers for call in other.calls)


@pytest.mark.parametrize("site", ["http://blog.hanbit.example", "http://93.184.216.34"])
def test_nothing_is_sent_over_plain_http_to_the_internet(site):
    access = Access(1, "평문", {"site": site, "username": "u"}, {"password": "p"}, {})
    with pytest.raises(BrokenError) as broken:
        list(KIND.pull(access))
    assert broken.value.code == "no_https"
    with pytest.raises(RefusedError):
        KIND.send(access, to(1))


def test_a_clock_that_is_wrong_is_named(place):
    wrong = {"Date": "Thu, 01 Jan 2015 00:00:00 GMT"}
    place.answer("GET", "/wp-json/wp/v2/users/me", body={"id": 2, "name": "desk"}, headers=wrong)
    place.answer("GET", "/wp-json/wp/v2/comments", body=[])
    clock = KIND.health(at(place))[-1]
    assert not clock.is_well
    assert clock.remedy


def test_missing_rights_are_named_in_plain_words(site, open_account):
    def lacking(who):
        (check,) = [one for one in KIND.health(open_account(who=who)) if not one.is_well]
        return check.words

    assert "댓글 승인" in lacking("writer")
    assert "글 발행" not in lacking("writer")
    assert "글 발행" in lacking("reader")
