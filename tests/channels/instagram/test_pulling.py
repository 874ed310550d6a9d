"""Pulling from an Instagram account: comments and replies, talks, tags, other accounts, and what is gone."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from tests.channels.meta.graph import HANEUL, STRANGER, error
from tests.channels.meta.pulling import filled, pulled, some
from tests.servers.network import Reply

from hanjari.channels.contract import Backfills, BrokenError
from hanjari.channels.kinds.instagram import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
JSON = {"Content-Type": "application/json"}


def texts(found):
    return [one.text for one in found]


def asked(sim, ending):
    return [call for call in sim.place.calls if call.path.endswith(ending)]


def struck(sim, reply, calm):
    """So many good answers, and from then on a bad one."""
    calls = itertools.count()
    return lambda call: sim.answer(call) if next(calls) < calm else reply


def test_comments_begin_talks_and_replies_join_them(sim, meta_bench, open_account):
    top = sim.say(meta_bench.post, "얼마예요?")
    reply = sim.say(top, "저도 궁금해요", STRANGER)
    found = {one.external_id: one for one in pulled(KIND, open_account)[0]}
    assert (found[top.id].parent_id, found[top.id].subject) == ("", "여름 정수기 점검 안내")
    assert (found[reply.id].parent_id, found[reply.id].root_id) == (top.id, top.id)
    assert (found[top.id].sender.external_id, found[top.id].sender.handle) == (HANEUL, "haneul.day")
    assert found[top.id].url == f"https://www.instagram.com/p/{meta_bench.post.id}/"


def test_a_reply_to_an_old_comment_is_found_by_the_count(sim, meta_bench, open_account):
    start = now() - timedelta(days=3)
    tops = [
        sim.say(meta_bench.post, f"{number}", at=start + timedelta(minutes=number))
        for number in range(130)
    ]
    _, cursor = pulled(KIND, open_account)
    before = len(asked(sim, "/comments"))
    _, cursor = pulled(KIND, open_account, cursor)
    assert len(asked(sim, "/comments")) == before, "what did not change costs nothing"
    sim.say(tops[0], "답글이요", STRANGER)
    found, cursor = pulled(KIND, open_account, cursor)
    assert texts(found) == ["답글이요"]
    assert pulled(KIND, open_account, cursor)[0] == []


def test_more_replies_than_come_along_are_asked_for(sim, meta_bench, open_account):
    top = sim.say(meta_bench.post, "모두 한마디씩")
    wanted = {sim.say(top, f"{number}").text for number in range(170)}
    found, cursor = pulled(KIND, open_account)
    assert set(texts(found)) == wanted | {"모두 한마디씩"}
    assert len(found) == 171
    assert pulled(KIND, open_account, cursor)[0] == []


@pytest.mark.parametrize("catches", range(1, 14))
def test_a_kill_at_any_point_loses_nothing(sim, meta_bench, open_account, catches):
    _, cursor = pulled(KIND, open_account)
    sim.page_size = 2
    wanted = set()
    for number in range(5):
        top = sim.say(meta_bench.post, f"댓글 {number}")
        wanted |= {top.text, *(sim.say(top, f"답 {number}-{each}").text for each in range(2))}
    wanted |= {sim.message("메시지").text}
    sim.tagged = [sim.write("태그", author=STRANGER)]
    wanted |= {"태그"}
    before, cursor = some(KIND, open_account, cursor, catches)
    after, cursor = pulled(KIND, open_account, cursor)
    assert set(texts(before)) | set(texts(after)) == wanted
    assert pulled(KIND, open_account, cursor)[0] == []


def test_ten_thousand_comments_are_read_once(sim, meta_bench, open_account):
    _, cursor = pulled(KIND, open_account)
    start = now().replace(microsecond=0) - timedelta(hours=3)
    for number in range(10_000):
        sim.say(meta_bench.post, f"{number}", at=start + timedelta(seconds=number))
    sim.below = _kept(sim.below)
    found, cursor = pulled(KIND, open_account, cursor)
    assert len(found) == len({one.external_id for one in found}) == 10_000
    assert found[0].text == "9999", "the newest first"
    assert pulled(KIND, open_account, cursor)[0] == []


def _kept(below):
    """The list once, instead of sorting ten thousand for each of them."""
    known = {}
    return lambda media, parent="": [] if parent else known.setdefault(media, below(media))


def test_a_post_that_is_deleted_meanwhile_stops_nothing(sim, meta_bench, open_account):
    gone = sim.write("지울 글")
    sim.say(gone, "곧 사라질 댓글")
    sim.say(meta_bench.post, "남는 댓글")
    _, cursor = some(KIND, open_account, None, 1)
    assert len(cursor["open"]) == 2
    sim.remove(gone)
    found, cursor = pulled(KIND, open_account, cursor)
    assert (texts(found), cursor["open"]) == (["남는 댓글"], {})


def test_a_cursor_that_meta_has_forgotten_begins_at_the_top(sim, meta_bench, open_account):
    sim.page_size = 2
    wanted = {sim.say(meta_bench.post, f"{number}").text for number in range(5)}
    before, cursor = some(KIND, open_account, None, 2)
    cursor["open"][meta_bench.post.id]["after"] = "forgotten"
    after, _ = pulled(KIND, open_account, cursor)
    assert set(texts(before)) | set(texts(after)) == wanted


def test_what_is_older_is_read_apart_and_nothing_twice(sim, meta_bench, open_account):
    assert isinstance(KIND, Backfills)
    long_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(days=40)
    sim.page_size = 3
    for number in range(7):
        post = sim.write(f"오래된 글 {number}", at=long_ago + timedelta(days=number))
        for each in range(4):
            sim.say(post, f"{number}-{each}", at=long_ago + timedelta(days=number, hours=each + 1))
    top = sim.say(meta_bench.post, "새 댓글")
    for each in range(60):
        sim.say(top, f"옛 답글 {each}", at=long_ago)
    new, cursor = pulled(KIND, open_account)
    assert texts(new) == ["새 댓글"]
    every = [one.external_id for one in (*new, *filled(KIND, open_account, cursor))]
    assert len(every) == len(set(every)) == 1 + 60 + 7 * 4


def test_messages_come_with_both_sides(sim, open_account):
    sim.message("안녕하세요")
    sim._said(HANEUL, "무엇을 도와드릴까요?")
    theirs, ours = sorted(pulled(KIND, open_account)[0], key=lambda one: one.is_ours)
    assert theirs.root_id == ours.root_id == f"with:{HANEUL}"
    assert (theirs.is_public, theirs.is_ours, ours.is_ours) == (False, False, True)
    assert [call.query["platform"] for call in asked(sim, "/conversations")] == ["instagram"]


def test_pictures_with_our_tag_and_posts_of_others_are_brought_once(sim, open_account):
    sim.tagged = [sim.write("@hanbit_kr 와 함께", author=STRANGER)]
    sim.others["narae"] = [sim.write("나래의 새 정수기", author="1784777")]
    found, cursor = pulled(KIND, open_account, others="narae")
    told = {one.extra["source"]: one for one in found}
    assert (told["tag"].text, told["discovery"].text) == ("@hanbit_kr 와 함께", "나래의 새 정수기")
    assert told["discovery"].external_id.startswith("seen:")
    assert told["tag"].media[0].url.startswith("https://")
    assert pulled(KIND, open_account, cursor, others="narae")[0] == []


def test_others_are_asked_once_an_hour_and_a_lost_one_stops_nobody(sim, open_account):
    sim.others["narae"] = [sim.write("하나", author="1784777")]
    names = {"others": "gone.account\nnarae"}
    found, cursor = pulled(KIND, open_account, **names)
    assert texts(found) == ["하나"]
    sim.others["narae"].insert(0, sim.write("둘", author="1784777"))
    assert pulled(KIND, open_account, cursor, **names)[0] == []
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert texts(pulled(KIND, open_account, cursor, **names)[0]) == ["둘"]


def test_what_was_deleted_is_taken_down_within_a_day(sim, meta_bench, open_account):
    comments = [sim.say(meta_bench.post, f"댓글 {number}") for number in range(6)]
    _, cursor = pulled(KIND, open_account)
    sim.remove(comments[2])
    with time_machine.travel(now() + timedelta(hours=25)):
        found, cursor = pulled(KIND, open_account, cursor)
        assert [(one.external_id, one.deletes) for one in found] == [(comments[2].id, True)]
        sim.comments.clear()
    with time_machine.travel(now() + timedelta(hours=50)):
        assert pulled(KIND, open_account, cursor)[0] == [], "all at once is a lost permission"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500, b"<html>"),
        Reply(503, b""),
        Reply(429, b""),
        Reply(200, b'{"data": [{"id": "1', JSON),
        Reply(200, {"data": 7}),
        Reply(200, b""),
        error(2),
        error(4),
        error(80_002),
    ],
)
def test_a_storm_passes_and_nothing_is_lost(sim, meta_bench, open_account, reply):
    _, cursor = pulled(KIND, open_account)
    sim.say(meta_bench.post, "폭풍 속의 댓글")
    for calm in range(3):
        sim.place.on("GET", "/v25.0/*", struck(sim, reply, calm))
        with pytest.raises(BrokenError) as broken:
            pulled(KIND, open_account, cursor)
        assert broken.value.words
        assert not broken.value.needs_person
    sim.place.on("GET", "/v25.0/*", sim.answer)
    assert texts(pulled(KIND, open_account, cursor)[0]) == ["폭풍 속의 댓글"]


def test_before_consent_nothing_is_asked(sim, open_account):
    for changes in ({"secrets": {"access_token": ""}}, {"ig_id": ""}):
        with pytest.raises(BrokenError) as broken:
            pulled(KIND, open_account, **changes)
        assert broken.value.needs_person
    assert sim.place.calls == []
