"""The event stream of the real PDS: from where we stopped, whatever breaks; only what is for us."""

import json
import random
from typing import Any

import pytest
from tests.channels.bluesky.conftest import pulled
from tests.servers.faults import Dice, faulty

from hanjari.channels.kinds.bluesky import KIND, bites, known, rechecking, waiting

pytestmark = pytest.mark.real_server


@pytest.fixture
def streamed(open_account):
    """An account that hears the firehose, and asks its sources never again in this test."""

    def opened(cursor: dict[str, Any] | None = None, **more: Any):
        cursor = {**(cursor or {})}
        if cursor:
            cursor["polled_at"] = "2100-01-01T00:00:00+00:00"
        return open_account(cursor, stream="firehose", **more)

    return opened


def test_news_deletions_and_edits_come_by_the_stream_alone(sky, streamed):
    _, cursor = pulled(streamed())
    asked = sky.haneul.mention(sky.us, "스트림으로 온 글")
    found, cursor = pulled(streamed(cursor))
    assert [one.text for one in found] == [f"@{sky.us.handle} 스트림으로 온 글"]
    assert found[0].external_id == asked["uri"]
    assert found[0].sender.name == "하늘"
    repo, collection, rkey = asked["uri"].removeprefix("at://").split("/")
    edited = {"$type": collection, "text": "고친 글", "createdAt": "2026-11-25T00:00:00Z"}
    told = {"repo": repo, "collection": collection, "rkey": rkey, "record": edited}
    sky.haneul.call("com.atproto.repo.putRecord", json=told)
    found, cursor = pulled(streamed(cursor))
    assert [(one.text, one.edits) for one in found] == [("고친 글", True)]
    sky.haneul.delete(asked["uri"])
    found, cursor = pulled(streamed(cursor))
    assert [(one.external_id, one.deletes) for one in found] == [(asked["uri"], True)]
    assert pulled(streamed(cursor))[0] == []


def test_only_what_names_answers_quotes_or_is_searched_is_kept(sky, streamed):
    ours = sky.us.post("우리 글")
    word = f"단어{sky.us.did[-6:]}"
    _, cursor = pulled(streamed(searches=f"{word} 물맛"))
    subject = {"uri": ours["uri"], "cid": ours["cid"]}
    embed = {"$type": "app.bsky.embed.record", "record": subject}
    both = {
        "$type": "app.bsky.embed.recordWithMedia",
        "record": embed,
        "media": {
            "$type": "app.bsky.embed.external",
            "external": {"uri": "https://a.example/", "title": "가", "description": ""},
        },
    }
    wanted = [
        sky.haneul.post("답", ours),
        sky.haneul.post("인용", embed=embed),
        sky.haneul.post("인용과 링크", embed=both),
        sky.haneul.post(f"물맛 좋은 {word.upper()}"),
    ]
    sky.haneul.post("아무 글")
    sky.haneul.post(f"{word} 뿐")
    sky.haneul.like(ours)
    sky.us.post("우리의 다른 글")
    found, cursor = pulled(streamed(cursor, searches=f"{word} 물맛"))
    assert [one.external_id for one in found] == [one["uri"] for one in wanted]
    assert cursor["stream"]["at"] > 0
    assert found[2].text == "인용과 링크\nhttps://a.example/"


def test_the_place_is_kept_even_when_nothing_was_for_us(sky, streamed):
    _, cursor = pulled(streamed())
    sky.haneul.post("아무 글")
    _, later = pulled(streamed(cursor))
    assert later["stream"]["at"] > cursor["stream"]["at"]


def test_fifty_kills_in_the_middle_miss_nothing_and_double_nothing(sky, streamed, monkeypatch):
    """The pull is dropped after some catch, as a kill does; the line is cut as well."""
    dice = random.Random(7)  # noqa: S311 (kills, not secrets)
    _, cursor = pulled(streamed())
    monkeypatch.setattr(bites, "BITE_EVENTS", 3)
    monkeypatch.setattr(bites, "AT_ONCE", 2)
    planted, gone, found = [], set(), []
    with faulty(sky.us.pds, Dice(seed=7, stream_share=0.5, stream_bytes=9000)) as place:
        base = place.url.replace("http://", "ws://")
        cursor["stream"] = {**cursor["stream"], "url": base}
        for kill in range(50):
            if kill % 5 == 0:
                planted += sky.haneul.mention_often(sky.us, 4)
            if kill % 12 == 11:
                gone.add(planted[-3])
                sky.haneul.delete(planted[-3])
            cursor = killed(streamed(cursor, stream_url=base), dice.randrange(3), found)
        with place.calm():
            for _ in range(60):
                if set(planted) - {one.external_id for one in found} <= gone and {
                    one.external_id for one in found if one.deletes
                } >= gone & {one.external_id for one in found if not one.deletes}:
                    break
                cursor = killed(streamed(cursor, stream_url=base), None, found)
        assert place.counts["cut_stream"] > 10
    arrived = [one.external_id for one in found if not one.deletes]
    assert sorted(arrived) == sorted(set(arrived)), "doubled"
    assert set(planted) - set(arrived) <= gone, "missed"
    assert {one.external_id for one in found if one.deletes} >= gone & set(arrived)


def killed(access, catches: int | None, found: list) -> dict[str, Any]:
    """Pull, and die after so many catches; the cursor that was stored by then."""
    cursor = access.cursor
    pulling = KIND.pull(access)
    for count, catch in enumerate(pulling):
        if count == catches:
            break
        cursor = json.loads(json.dumps(catch.cursor))
        found += [one for raw in catch.payloads for one in KIND.read(access, raw)]
    pulling.close()
    return cursor


def test_a_place_that_the_server_does_not_know_begins_anew_and_the_sources_are_asked(
    sky, streamed, open_account
):
    _, cursor = pulled(streamed())
    cursor["stream"] = {**cursor["stream"], "at": 10**12}
    asked = sky.haneul.mention(sky.us, "그 사이에 온 글")
    sky.us.await_notified(asked["uri"])
    assert KIND.wait(streamed(cursor), 5), "the server says that it never was there"
    found, cursor = pulled(streamed(cursor))
    assert [one.external_id for one in found] == [asked["uri"]]
    assert cursor[rechecking.SOON] or "looked_at" in cursor
    _, cursor = pulled(open_account(cursor, stream="firehose"))
    assert cursor["stream"]["at"] < 10**12


def test_a_stream_that_is_not_reached_leaves_the_sources_being_asked(sky, open_account):
    nowhere = {"stream": "firehose", "stream_url": "ws://127.0.0.1:9"}
    _, cursor = pulled(open_account(**nowhere))
    asked = sky.haneul.mention(sky.us, "그래도 오는 글")
    sky.us.await_notified(asked["uri"])
    found, _ = pulled(open_account(cursor, **nowhere))
    assert [one.external_id for one in found] == [asked["uri"]]
    (ill,) = [one for one in KIND.health(open_account(**nowhere)) if not one.is_well]
    assert ill.remedy


def test_an_account_that_was_deleted_takes_its_posts_with_it(sky, streamed):
    """`#account` with the status `deleted`, as the PDS's administrator does it."""
    _, cursor = pulled(streamed())
    asked = [sky.haneul.mention(sky.us, text)["uri"] for text in ("하나", "둘")]
    _, cursor = pulled(streamed(cursor))
    assert set(asked) <= set(known.names(cursor))
    sky.haneul.call(
        "com.atproto.admin.deleteAccount",
        json={"did": sky.haneul.did},
        headers={"Authorization": "Basic YWRtaW46YWRtaW4tcGFzcw=="},
    )
    found, cursor = pulled(streamed(cursor))
    assert {one.external_id for one in found if one.deletes} == set(asked)
    assert known.names(cursor) == []


def test_waiting_without_a_stream_or_before_the_first_pull_rests_and_asks_nobody(open_account):
    rested: list[float] = []
    nowhere = {"pds": "http://127.0.0.1:9", "stream_url": "ws://127.0.0.1:9"}
    assert not waiting.wait(open_account(**nowhere), 30, rested.append)
    assert not waiting.wait(open_account(**nowhere, stream="firehose"), 30, rested.append)
    assert rested == [30, 10]
