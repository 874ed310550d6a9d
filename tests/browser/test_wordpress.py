"""Played in a real browser against a real WordPress: a comment arrives, the answer stands below it."""

import pytest
from playwright.sync_api import expect
from tests.browser.looking import look_until
from tests.servers.house import House
from tests.servers.wordpress import Site, site

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

CONNECT = """
from hanjari.channels import actions as channels
from hanjari.people.models import Member
yuna = Member.objects.get(email="yuna@hanbit.example")
account = channels.connect_account("wordpress", channels.Connection(
    "한빛 블로그", {settings!r}, secrets={{"password": {password!r}}},
), by=yuna)
assert channels.ask_consent(account, by=yuna, redirect_uri="http://127.0.0.1/back/") is None
"""
LOOK = """
from hanjari.channels.models import Account
from hanjari.kit.clock import now
Account.objects.filter(pulled_by="").update(next_pull_at=now())
"""
"""The worker looks at a site once a minute; this is that minute's end."""
ANSWER = "하늘님, 한빛입니다. 대리점에서 <바로> 사실 수 있습니다."


@pytest.fixture
def wordpress() -> Site:
    opened = site()
    opened.clear()
    return opened


def connect(desk: House, wordpress: Site) -> None:
    settings = {"site": wordpress.url, "username": "desk", "approve": True}
    desk.tell(CONNECT.format(settings=settings, password=wordpress.people["desk"]["password"]))


def test_a_comment_arrives_live_and_the_answer_stands_below_it(desk, wordpress):
    connect(desk, wordpress)
    with desk.sits("minseo") as minseo:
        minseo.goto("/inbox/?view=all")
        wordpress.comment("다른 손님의 글", name="나라")
        asked = wordpress.comment("필터는 어디서 사나요?")
        desk.tell(LOOK)

        news = minseo.locator("#news a, #news button, #rows .row").first
        expect(news).to_be_visible(timeout=120_000)
        row = minseo.get_by_role("link", name="하늘").first
        look_until(minseo, "/inbox/?view=all", row).click()
        expect(minseo.locator("#thread")).to_contain_text("어디서 사나요")
        expect(minseo.locator("body")).to_contain_text("정수기 필터 교체 안내")

        minseo.locator("input[name=writing][value=reply]").check(force=True)
        minseo.fill("#reply-text", ANSWER)
        minseo.locator("#reply-form button[type=submit]").click()
        expect(minseo.locator("#thread")).to_contain_text("보냄", timeout=60_000)

        [ours] = wordpress.comments(f"comment_parent = {asked}")
        assert ours[3] == ANSWER.replace("<", "&lt;").replace(">", "&gt;")
        reader = minseo.context.new_page()
        reader.goto(f"{wordpress.url}/filter/")
        expect(reader.locator(f"#comment-{asked} #comment-{ours[0]}")).to_contain_text(ANSWER)
        reader.close()

        wordpress.comment("고맙습니다!", parent=ours[0])
        desk.tell(LOOK)
        expect(minseo.locator("#thread")).to_contain_text("고맙습니다!", timeout=120_000)
        expect(minseo.locator("#thread .message")).to_have_count(3)
    assert len(wordpress.comments()) == 4
