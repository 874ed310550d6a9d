"""Pages of the kit: times, prose, doors, the two dark blocks, the shell."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone, translation

from hanjari.kit.web import navigation, prose, rings, times

KIT = Path(navigation.__file__).resolve().parents[1]
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _seoul():
    with (
        time_machine.travel(NOON, tick=False),
        timezone.override(ZoneInfo("Asia/Seoul")),
        translation.override("en"),
    ):
        yield


def test_the_two_dark_blocks_are_equal():
    css = (KIT / "static/kit/css/tokens.css").read_text()
    blocks = [
        block
        for block in re.findall(r"\{([^{}]*color-scheme: dark;[^{}]*)\}", css)
        if "--lch" in block
    ]
    chosen, preferred = [sorted(line.split()) for line in blocks]
    assert chosen == preferred


def test_a_time_of_today_is_an_hour_and_an_older_one_a_date():
    assert times.moment(NOON) == "12:00"
    assert times.moment(NOON - timedelta(days=1)) == "Nov 22"
    assert times.moment(NOON - timedelta(days=400)) == "Oct 19, 2025"


def test_times_follow_the_readers_zone():
    with timezone.override(ZoneInfo("UTC")):
        assert times.moment(NOON) == "03:00"


@pytest.mark.parametrize(
    ("left", "phase", "words"),
    [
        (timedelta(minutes=50), "calm", "50 min left"),
        (timedelta(minutes=9), "soon", "9 min left"),
        (-timedelta(minutes=12), "late", "12 min over"),
    ],
)
def test_a_clock_is_calm_then_soon_then_late(left, phase, words):
    shown = rings.clock(NOON + left, NOON + left - timedelta(hours=1))
    assert f'data-phase="{phase}"' in shown
    assert f">{words}<" in shown


def test_a_stopped_clock_says_how_long_it_took():
    assert "Done in 34 min" in rings.clock(
        NOON, NOON - timedelta(hours=1), NOON - timedelta(minutes=26)
    )


def test_a_far_clock_shows_when_it_ends():
    assert "by 11:00 tomorrow" in rings.clock(NOON + timedelta(hours=23), NOON)


def test_beside_a_clock_stands_what_it_does_not_say_itself():
    near, far = NOON + timedelta(hours=2), NOON + timedelta(days=3, hours=4)
    assert ("2 h left" in rings.clock(near, NOON), rings.beside(near)) == (True, "by 14:00")
    assert rings.beside(far) == "3 d 4 h left"
    assert "by 16:00 on Nov 26" in rings.clock(far, NOON)


def test_a_link_ends_where_hangul_begins():
    assert "https://a.example/b</a>입니다" in prose.linked("https://a.example/b입니다")


def test_prose_of_strangers_stays_text():
    assert prose.linked("<b>&") == "&lt;b&gt;&amp;"
    assert "href" not in prose.linked("javascript:alert(1)")


def test_hostile_html_loses_its_teeth():
    html = prose.cleaned(
        '<p onclick=x>a<script>b()</script><img src=//evil/p.gif><a href="javascript:c">d</a>'
    )
    assert not re.search("script|onclick|img|javascript", html)
    assert "<p>a" in html


def test_clock_patterns_keep_their_gaps_in_korean():
    with translation.override("ko"):
        assert "{span} 남음" in rings.clock_words().encode().decode("unicode_escape")


def test_the_shell_speaks_the_members_language_and_wears_the_theme(client: Client, minseo):
    minseo.theme, minseo.language = "dark", "en"
    minseo.save()
    client.force_login(minseo)
    page = client.get("/").content.decode()
    assert '<html lang="en" data-theme="dark">' in page
    assert "Skip to the content" in page


def test_no_page_has_inline_style_or_script(client: Client, minseo, settings):
    settings.DEBUG = True
    client.force_login(minseo)
    page = client.get("/parts/").content.decode()
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert not re.search(r"\son[a-z]+=", page)


def test_parts_are_shown_only_when_debugging(client: Client, minseo):
    client.force_login(minseo)
    assert client.get("/parts/").status_code == 404


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_error_page_says_what_is_safe_and_leads_back(client: Client, minseo, language):
    minseo.language = language
    minseo.save()
    client.force_login(minseo)
    response = client.get("/nowhere/")
    words = {"ko": "첫 화면으로", "en": "To the front page"}[language]
    assert response.status_code == 404
    assert words in response.content.decode()


@pytest.mark.parametrize("path", ["/account/login/", "/account/password/reset/"])
def test_strangers_read_korean_unless_their_browser_says_otherwise(client: Client, db, path):
    assert 'lang="ko"' in client.get(path).content.decode()
    english = client.get(path, headers={"accept-language": "en"}).content.decode()
    assert 'lang="en"' in english
    assert not get_messages(client.get(path).wsgi_request)


@pytest.mark.parametrize(
    "path", ["/account/2fa/", "/account/sessions/", "/account/password/change/"]
)
def test_account_pages_wear_our_look(client: Client, minseo, path):
    client.force_login(minseo)
    page = client.get(path, follow=True).content.decode()
    assert "kit/css/tokens.css" in page
    assert " style=" not in page
