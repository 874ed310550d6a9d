"""Pulling from a Page: nothing is passed over, nothing is doubled, and what does not change costs nothing."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from tests.channels.meta.graph import HANEUL, PAGE, STRANGER, error
from tests.channels.meta.pulling import filled, pulled, some
from tests.servers.network import Reply

from hanjari.channels.contract import Backfills, BrokenError
from hanjari.channels.kinds.facebook import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server
JSON = {"Content-Type": "application/json"}


def texts(found):
    return [one.text for one in found]


def struck(sim, reply, calm):
    """So many good answers, and from then on a bad one."""
    calls = itertools.count()
    return lambda call: sim.answer(call) if next(calls) < calm else reply


def asked(sim, ending):
    return [call for call in sim.place.calls if call.path.endswith(ending)]


def test_below_our_post_each_comment_begins_a_talk_and_its_replies_join_it(
    sim, meta_bench, open_account
):
    first = sim.say(meta_bench.post, "얼마예요?")
    reply = sim.say(first, "저도 궁금해요", STRANGER)
    found = {one.external_id: one for one in pulled(KIND, open_account)[0]}
    top, below = found[first.id], found[reply.id]
    assert (top.parent_id, top.root_id, top.subject) == ("", "", "여름 정수기 점검 안내")
    assert (below.parent_id, below.root_id) == (first.id, first.id)
    assert (top.sender.external_id, top.sender.name) == (HANEUL, "하늘")
    assert top.extra["post_id"] == meta_bench.post.id


def test_a_visitors_post_and_all_below_it_are_one_talk(sim, open_account):
    post = sim.write("필터가 안 와요", HANEUL)
    comment = sim.say(post, "저도요", STRANGER)
    reply = sim.say(comment, "언제 주문하셨어요?", HANEUL)
    found = {one.external_id: one for one in pulled(KIND, open_account)[0]}
    assert found[post.id].parent_id == ""
    assert (found[comment.id].parent_id, found[comment.id].root_id) == (post.id, post.id)
    assert (found[reply.id].parent_id, found[reply.id].root_id) == (comment.id, post.id)


def test_our_own_posts_come_only_where_they_are_wanted(sim, meta_bench, open_account):
    assert pulled(KIND, open_account)[0] == []
    (post,) = pulled(KIND, open_account, own_posts=True)[0]
    assert (post.external_id, post.is_ours) == (meta_bench.post.id, True)


def test_a_visitors_post_that_was_edited_is_told_once(sim, open_account):
    post = sim.write("필터가 안 와요", HANEUL)
    _, cursor = pulled(KIND, open_account)
    post.text = "필터가 왔어요"
    (edited,), cursor = pulled(KIND, open_account, cursor)
    assert (edited.external_id, edited.text, edited.edits) == (post.id, "필터가 왔어요", True)
    assert pulled(KIND, open_account, cursor)[0] == []


def test_a_post_that_did_not_change_costs_no_call(sim, meta_bench, open_account):
    sim.say(meta_bench.post, "하나")
    _, cursor = pulled(KIND, open_account)
    before = len(asked(sim, "/comments"))
    _, cursor = pulled(KIND, open_account, cursor)
    assert len(asked(sim, "/comments")) == before
    sim.say(meta_bench.post, "둘")
    assert texts(pulled(KIND, open_account, cursor)[0]) == ["둘"]


def test_comments_of_one_second_and_late_ones_are_all_brought(sim, meta_bench, open_account):
    at = sim.tick(60)
    sim.say(meta_bench.post, "하나", at=at)
    _, cursor = pulled(KIND, open_account)
    sim.say(meta_bench.post, "같은 초", STRANGER, at=at)
    sim.say(meta_bench.post, "늦게 나타난 것", STRANGER, at=at - timedelta(minutes=5))
    found, cursor = pulled(KIND, open_account, cursor)
    assert sorted(texts(found)) == ["같은 초", "늦게 나타난 것"]
    assert pulled(KIND, open_account, cursor)[0] == []


@pytest.mark.parametrize("catches", range(1, 12))
def test_a_kill_at_any_point_loses_nothing(sim, meta_bench, open_account, catches):
    _, cursor = pulled(KIND, open_account)
    sim.page_size = 2
    visitor = sim.write("방문자 글", STRANGER)
    wanted = {visitor.text}
    for number in range(5):
        wanted |= {sim.say(meta_bench.post, f"댓글 {number}").text}
        wanted |= {sim.say(visitor, f"답 {number}").text}
    wanted |= {sim.message("메시지").text}
    before, cursor = some(KIND, open_account, cursor, catches)
    after, cursor = pulled(KIND, open_account, cursor)
    assert set(texts(before)) | set(texts(after)) == wanted
    assert pulled(KIND, open_account, cursor)[0] == []


def test_ten_thousand_comments_are_read_once(sim, meta_bench, open_account):
    _, cursor = pulled(KIND, open_account)
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    for number in range(10_000):
        sim.say(meta_bench.post, f"{number}", at=start + timedelta(seconds=number))
    found, cursor = pulled(KIND, open_account, cursor)
    assert len(found) == len({one.external_id for one in found}) == 10_000
    assert found[0].text == "9999", "the newest first"
    assert len(asked(sim, "/comments")) == 100
    assert pulled(KIND, open_account, cursor)[0] == []


def test_a_post_that_is_deleted_meanwhile_stops_nothing(sim, meta_bench, open_account):
    gone = sim.write("지울 글")
    sim.say(gone, "곧 사라질 댓글")
    sim.say(meta_bench.post, "남는 댓글")
    _, cursor = some(KIND, open_account, None, 2)  # both posts stand open
    sim.remove(gone)
    found, cursor = pulled(KIND, open_account, cursor)
    assert texts(found) == ["남는 댓글"]
    assert cursor["open"] == {}


def test_a_cursor_that_meta_has_forgotten_begins_at_the_top(sim, meta_bench, open_account):
    sim.page_size = 2
    wanted = {sim.say(meta_bench.post, f"{number}").text for number in range(5)}
    before, cursor = some(KIND, open_account, None, 3)
    (post,) = cursor["open"]
    cursor["open"][post]["after"] = "forgotten"
    after, _ = pulled(KIND, open_account, cursor)
    assert set(texts(before)) | set(texts(after)) == wanted


def test_a_comment_below_an_old_post_is_found_within_the_hour(sim, meta_bench, open_account):
    old = meta_bench.post
    for number in range(30):
        sim.write(f"글 {number}")
    _, cursor = pulled(KIND, open_account)
    _, cursor = pulled(KIND, open_account, cursor)
    sim.say(old, "오래된 글에 단 댓글", at=datetime.now(UTC).replace(microsecond=0))
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert texts(pulled(KIND, open_account, cursor)[0]) == ["오래된 글에 단 댓글"]


def test_what_is_older_is_read_apart_and_nothing_twice(sim, meta_bench, open_account):
    long_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(days=40)
    sim.page_size = 3
    for number in range(7):
        post = sim.write(f"오래된 글 {number}", HANEUL, at=long_ago + timedelta(days=number))
        for each in range(4):
            sim.say(post, f"{number}-{each}", at=long_ago + timedelta(days=number, hours=each + 1))
    sim.say(meta_bench.post, "새 댓글")
    assert isinstance(KIND, Backfills)
    new, cursor = pulled(KIND, open_account)
    assert "새 댓글" in texts(new)
    old = filled(KIND, open_account, cursor)
    every = [one.external_id for one in (*new, *old)]
    assert len(every) == len(set(every)) == 7 + 7 * 4 + 1


def test_messages_come_with_both_sides(sim, open_account):
    sim.message("안녕하세요")
    sim._said(HANEUL, "무엇을 도와드릴까요?")
    theirs, ours = sorted(pulled(KIND, open_account)[0], key=lambda one: one.is_ours)
    assert (theirs.root_id, ours.root_id) == (f"with:{HANEUL}", f"with:{HANEUL}")
    assert (theirs.is_public, theirs.is_ours, ours.is_ours) == (False, False, True)
    assert ours.sender.external_id == PAGE
    sim.message("조용히", STRANGER)
    assert pulled(KIND, open_account, direct_messages=False)[0] == []


def test_a_post_elsewhere_that_tags_us_is_brought_once(sim, open_account):
    tagged = sim.write("@한빛정수기 좋아요", STRANGER)
    del sim.posts[tagged.id]
    tagged.id = "900_901"
    sim.tagged = [tagged]
    (one,), cursor = pulled(KIND, open_account)
    assert (one.external_id, one.text) == ("900_901", "@한빛정수기 좋아요")
    assert pulled(KIND, open_account, cursor)[0] == []
    sim.place.on("GET", f"/v25.0/{PAGE}/tagged", lambda _call: error(10, 0, "no permission"))
    assert pulled(KIND, open_account, cursor)[0] == [], "a Page that may not ask goes on without"


def test_what_was_deleted_is_taken_down_within_a_day(sim, meta_bench, open_account):
    comments = [sim.say(meta_bench.post, f"댓글 {number}") for number in range(6)]
    _, cursor = pulled(KIND, open_account)
    sim.remove(comments[2])
    with time_machine.travel(now() + timedelta(hours=25)):
        found, cursor = pulled(KIND, open_account, cursor)
        assert [(one.external_id, one.deletes) for one in found] == [(comments[2].id, True)]
        assert pulled(KIND, open_account, cursor)[0] == []


def test_a_lost_permission_takes_nothing_down(sim, meta_bench, open_account):
    for number in range(6):
        sim.say(meta_bench.post, f"댓글 {number}")
    _, cursor = pulled(KIND, open_account)
    sim.comments.clear()
    with time_machine.travel(now() + timedelta(hours=25)):
        assert pulled(KIND, open_account, cursor)[0] == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500, b"<html>Sorry, something went wrong.</html>"),
        Reply(503, b""),
        Reply(429, b""),
        Reply(200, b'{"data": [{"id": "1_', JSON),
        Reply(200, b"[" * 100_000, JSON),
        Reply(200, [1, 2]),
        Reply(200, {"data": "none"}),
        error(1),
        error(2, 0, "An unexpected error has occurred."),
        error(4, 0, "Application request limit reached"),
        error(17),
        error(32),
        error(613),
        error(80_001),
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
        assert not broken.value.needs_person, "a storm passes by itself"
    sim.place.on("GET", "/v25.0/*", sim.answer)
    assert texts(pulled(KIND, open_account, cursor)[0]) == ["폭풍 속의 댓글"]


def test_meta_says_itself_when_it_lets_us_in_again(sim, open_account):
    usage = '{"117":[{"call_count":100,"estimated_time_to_regain_access":19}]}'
    told = {"X-Business-Use-Case-Usage": usage}
    sim.fail(Reply(400, error(80_001).body, told))
    with pytest.raises(BrokenError) as broken:
        pulled(KIND, open_account)
    assert (broken.value.code, broken.value.retry_after) == ("rate", 19 * 60)


@pytest.mark.parametrize("subcode", [0, 458, 459, 460, 463, 464, 467, 492])
def test_a_connection_that_ended_needs_a_person(sim, open_account, subcode):
    sim.fail(error(190, subcode))
    with pytest.raises(BrokenError) as broken:
        pulled(KIND, open_account)
    assert (broken.value.code, broken.value.needs_person) == ("login", True)


def test_before_consent_nothing_is_asked(sim, open_account):
    for changes in ({"secrets": {"access_token": ""}}, {"page_id": ""}):
        with pytest.raises(BrokenError) as broken:
            pulled(KIND, open_account, **changes)
        assert broken.value.needs_person
    assert sim.place.calls == []


def test_every_call_proves_that_we_hold_the_secret_and_no_address_holds_a_token(sim, open_account):
    pulled(KIND, open_account)
    assert sim.place.calls
    for call in sim.place.calls:
        assert len(call.query["appsecret_proof"]) == 64
        assert "access_token" not in call.query
    with pytest.raises(BrokenError):
        pulled(KIND, open_account, secrets={"app_secret": "another"})
