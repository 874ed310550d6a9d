"""A real Bluesky before a real desk: a mention arrives live, the answer stands in its thread; and its own page says yes."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Desk
from tests.channels.bluesky.bench import connected
from tests.servers.bluesky import BlueskyNetwork, Person
from tests.servers.network import network

from hanjari.channels.contract import Access, Grant, Outgoing
from hanjari.channels.kinds.bluesky import KIND

pytestmark = [pytest.mark.browser, pytest.mark.real_server]

CONNECT = """
from hanjari.channels import actions as channels
from hanjari.people.models import Member
yuna = Member.objects.get(email="yuna@hanbit.example")
account = channels.connect_account("bluesky", channels.Connection(
    "한빛 블루스카이", {settings!r}, secrets={secrets!r}, own_ids=({did!r},),
), by=yuna)
assert channels.ask_consent(account, by=yuna, redirect_uri="http://127.0.0.1/back/") is None
"""


def connect(desk: Desk, network: BlueskyNetwork, us: Person) -> None:
    access = connected(network, us, stream="firehose")
    desk.tell(CONNECT.format(settings=access.settings, secrets=access.secrets, did=us.did))


def renewed(access: Access, grant: Grant) -> Access:
    """The account once the house has kept the grant."""
    return replace(
        access,
        settings={**access.settings, **grant.settings},
        secrets={**access.secrets, **grant.secrets},
        own_ids=grant.own_ids,
    )


def test_a_mention_arrives_live_and_the_answer_stands_below_it(sky_desk, sky):
    us, haneul = sky.join("hanbit", "한빛정수기"), sky.join("haneul", "하늘")
    top = haneul.post("정수기 물맛이 이상해요")
    connect(sky_desk, sky, us)
    with sky_desk.sits("minseo") as minseo:
        minseo.goto("/inbox/?view=all")
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": us.did}
        index = {"byteStart": 0, "byteEnd": len(us.handle) + 1}
        facets = [{"index": index, "features": [feature]}]
        asked = haneul.post(f"@{us.handle} 필터를 언제 갈아야 하나요?", top, facets=facets)

        news = minseo.locator("#news a, #news button, #rows .row").first
        expect(news).to_be_visible(timeout=90_000)
        minseo.goto("/inbox/?view=all")
        minseo.get_by_role("link", name="하늘").first.click()
        expect(minseo.locator("#thread")).to_contain_text("언제 갈아야")

        minseo.locator("input[name=writing][value=reply]").check(force=True)
        minseo.fill("#reply-text", "하늘님, 여섯 달마다 갈아 주세요. #필터")
        minseo.locator("#reply-form button[type=submit]").click()
        sky_desk.wait_until(lambda: len(us.posts()) == 1, 90)
        expect(minseo.locator("#thread")).to_contain_text("보냄", timeout=60_000)

    (answer,) = us.posts()
    assert answer["value"]["text"] == "하늘님, 여섯 달마다 갈아 주세요. #필터"
    assert answer["value"]["reply"]["parent"]["uri"] == asked["uri"]
    assert answer["value"]["reply"]["root"]["uri"] == top["uri"]
    assert answer["value"]["facets"][0]["features"][0]["tag"] == "필터"
    haneul.await_notified(answer["uri"])


def test_the_servers_own_page_says_yes_and_its_tokens_work(sky, chromium):
    """The reference implementation checks our pushed request, proofs, nonces and challenge."""
    us = sky.join("hanbit", "한빛정수기")
    asked = connected(sky, us).settings
    kept = ("handle", "plc", "appview", "well_known")
    access = Access(7, "한빛", {name: asked[name] for name in kept}, {}, {})
    with network() as desk:
        desk.answer("GET", "/back/", 200, b"back")
        back = f"{desk.url}/back/"
        question = KIND.consent(access, redirect_uri=back, state="state-1")
        context = chromium.new_context(locale="en-US")
        page = context.new_page()
        page.goto(question.url)
        page.fill("input[autocomplete=current-password]", us.password, timeout=60_000)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Authorize").click(timeout=60_000)
        page.wait_for_url(f"{back}*", timeout=60_000)
        context.close()
        (came,) = [one for one in desk.calls if one.path == "/back/"]
    assert came.query["state"] == "state-1"
    grant = KIND.granted(
        access, redirect_uri=back, query=came.query, remembered=question.remembered
    )
    assert grant.own_ids == (us.did,)
    access = renewed(access, grant)
    assert all(one.is_well for one in KIND.health(access))
    due = {**access.settings, "token_ends": "2026-01-01T00:00:00+00:00"}
    access = renewed(access, KIND.renew(replace(access, settings=due)))
    assert access.secrets["refresh_token"] != grant.secrets["refresh_token"]
    receipt = KIND.send(access, Outgoing("reply-1", "열쇠로 쓴 글"))
    assert [one["uri"] for one in us.posts()] == [receipt.external_id]
