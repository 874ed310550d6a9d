"""Pulling from the real AppView: nothing missed, nothing doubled, what is no message left out, what is gone taken down."""

from datetime import timedelta

import pytest
from tests.channels.bluesky.conftest import caught, pulled
from tests.servers.bluesky.people import wait_until

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.bluesky import KIND, pulling
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def test_mentions_replies_and_quotes_arrive_and_likes_do_not(sky, open_account):
    ours = sky.us.post("새 정수기를 소개합니다")
    named = sky.haneul.mention(sky.us, "필터는 어디서 사나요? #필터")
    answered = sky.haneul.post("멋지네요", ours)
    subject = {"uri": ours["uri"], "cid": ours["cid"]}
    quoted = sky.haneul.post(
        "보세요", embed={"$type": "app.bsky.embed.record", "record": subject}, langs=["ko"]
    )
    sky.haneul.like(ours)
    sky.us.await_notified(named["uri"], answered["uri"], quoted["uri"])
    found, _ = pulled(open_account())
    by_name = {one.external_id: one for one in found}
    assert set(by_name) == {named["uri"], answered["uri"], quoted["uri"]}
    one = by_name[named["uri"]]
    assert (one.sender.name, one.sender.handle) == ("하늘", sky.haneul.handle)
    assert one.sender.external_id == sky.haneul.did
    assert one.url.startswith(f"https://bsky.app/profile/{sky.haneul.handle}/post/")
    assert one.extra["cid"] == named["cid"]
    one = by_name[answered["uri"]]
    assert one.parent_id == one.root_id == ours["uri"]
    assert one.extra["root"] == subject
    assert by_name[quoted["uri"]].extra["quotes"] == ours["uri"]
    assert by_name[quoted["uri"]].extra["langs"] == ["ko"]


def test_a_search_finds_what_names_us_not_and_each_post_arrives_once(sky, open_account):
    word = f"물맛{sky.us.did[-6:]}"
    first = sky.haneul.post(f"요즘 {word} 어때요")
    both = sky.haneul.mention(sky.us, f"{word} 좋아요")
    sky.us.await_notified(both["uri"])
    sky.haneul.await_shown(first["uri"])
    access = open_account(searches=word)
    found, cursor = pulled(access)
    assert sorted(one.external_id for one in found) == sorted([first["uri"], both["uri"]])
    assert pulled(open_account(cursor, searches=word))[0] == []


def test_a_strangers_thread_is_told_above_the_reply_that_names_us(sky, open_account):
    stranger = sky.haneul
    top = stranger.post("정수기 고장났어요")
    middle = stranger.post("물도 새요", top)
    facet = {
        "index": {"byteStart": 0, "byteEnd": len(sky.us.handle) + 1},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": sky.us.did}],
    }
    named = stranger.post(f"@{sky.us.handle} 봐 주세요", middle, facets=[facet])
    sky.us.await_notified(named["uri"])
    (one,) = pulled(open_account())[0]
    assert one.root_id == top["uri"]
    assert one.quoted == f"@{stranger.handle}: 정수기 고장났어요\n\n@{stranger.handle}: 물도 새요"


def test_a_walk_that_is_cut_off_anywhere_misses_nothing(sky, open_account, monkeypatch):
    monkeypatch.setattr(pulling, "PAGE", 3)
    monkeypatch.setattr(pulling, "FIRST_PAGE", 3)
    _, cursor = pulled(open_account())
    planted = {sky.haneul.mention(sky.us, f"{number}번 글")["uri"] for number in range(10)}
    sky.us.await_notified(*planted)
    found: list[str] = []
    for stop in (1, 2, 1, 3, None):
        for count, catch in enumerate(KIND.pull(open_account(cursor)), 1):
            cursor = catch.cursor
            for raw in catch.payloads:
                found += [one.external_id for one in KIND.read(open_account(), raw)]
            if count == stop:
                break
    assert set(found) == planted
    assert len(found) == len(planted)


def test_what_is_older_than_the_first_page_is_read_apart(sky, open_account, monkeypatch):
    monkeypatch.setattr(pulling, "PAGE", 2)
    monkeypatch.setattr(pulling, "FIRST_PAGE", 2)
    planted = [sky.haneul.mention(sky.us, f"{number}번 글")["uri"] for number in range(7)]
    sky.us.await_notified(*planted)
    fresh, cursor = pulled(open_account())
    access = open_account(cursor)
    past, end = caught(KIND.backfill(access), access)
    assert {one.external_id for one in (*fresh, *past)} == set(planted)
    assert len(fresh) + len(past) == len(planted)
    again = open_account(cursor, past=end)
    assert caught(KIND.backfill(again), again)[0] == []


def test_our_own_posts_are_read_where_that_is_wished_and_known_as_ours(sky, open_account):
    ours = sky.us.post("앱에서 쓴 글")
    sky.us.await_shown(ours["uri"])
    (one,) = pulled(open_account(own_posts=True))[0]
    assert one.is_ours
    assert one.text == "앱에서 쓴 글"
    assert pulled(open_account())[0] == []


def test_a_deleted_post_is_taken_down_at_the_hourly_look_and_a_hidden_one_is_not(sky, open_account):
    gone, hidden = (sky.haneul.mention(sky.us, text) for text in ("지울 글", "남을 글"))
    sky.us.await_notified(gone["uri"], hidden["uri"])
    _, cursor = pulled(open_account())
    sky.haneul.delete(gone["uri"])
    block = {"$type": "app.bsky.graph.block", "subject": sky.us.did}
    sky.haneul.create("app.bsky.graph.block", {**block, "createdAt": now().isoformat()})
    asked = {"uris": [gone["uri"], hidden["uri"]]}
    wait_until(lambda: not sky.us.call("app.bsky.feed.getPosts", params=asked).json()["posts"])
    assert pulled(open_account(cursor))[0] == [], "within the hour nobody is asked"
    cursor["looked_at"] = (now() - timedelta(hours=2)).isoformat()
    found, cursor = pulled(open_account(cursor))
    assert [(one.external_id, one.deletes) for one in found] == [(gone["uri"], True)]
    assert pulled(open_account(cursor))[0] == []


def test_without_a_session_nothing_is_asked_and_the_reason_is_plain(open_account, sky):
    access = open_account()
    for name in ("access_token", "app_password"):
        access.secrets.pop(name)
    with pytest.raises(BrokenError, match="블루스카이") as broken:
        pulled(access)
    assert broken.value.needs_person
    assert broken.value.code == "not_connected"
