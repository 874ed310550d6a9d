"""Talks below our posts, mentions, searches; what is left out, and what is gone."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.channels.threads.conftest import pulled
from tests.channels.threads.world import HANEUL, NAME, STRANGER, error
from tests.servers.network import Reply

from hanjari.channels.contract import BrokenError, FreeMeter, SpentError

pytestmark = pytest.mark.real_server


class SpentMeter(FreeMeter):
    """A meter that lets no search through."""

    def take(self, name, count=1, *, microcents=0):
        if name == "search":
            raise SpentError("rate", "spent", 3600)


def texts(found):
    return sorted(one.text for one in found)


def later(cursor, hours=25):
    """The cursor as it would be after so many hours without a look."""
    past = (datetime.now(UTC) - timedelta(hours=hours)).isoformat()
    for row in cursor["posts"].values():
        row |= {"walked_at": past, "looked_at": past}
    return cursor


def test_replies_to_replies_come_with_their_parent_and_our_posts_first_words(
    threads, sim, open_account
):
    first = sim.write("얼마인가요?", parent=threads.post)
    second = sim.write("저도 궁금해요", STRANGER, parent=first)
    found, _cursor = pulled(open_account())
    told = {one.external_id: one for one in found}
    assert told[second.id].parent_id == first.id
    assert {one.root_id for one in found} == {threads.post.id}
    assert {one.subject for one in found} == {"여름 정수기 점검 안내"}
    assert told[first.id].sender.handle == HANEUL


def test_many_pages_are_read_to_the_end(threads, sim, open_account):
    sim.page_size = 3
    for number in range(10):
        sim.write(f"글 {number}", parent=threads.post)
    found, cursor = pulled(open_account())
    assert len(found) == 10
    sim.write("새 글", parent=threads.post)
    assert texts(pulled(open_account(cursor))[0]) == ["새 글"]


def test_a_walk_that_broke_off_passes_nothing_over(threads, sim, open_account):
    sim.page_size = 2
    for number in range(6):
        sim.write(f"글 {number}", parent=threads.post)
    access, kept, cursor = open_account(), [], {}
    catches = iter(threads.kind.pull(access))
    for catch in catches:
        cursor = catch.cursor
        kept += [one for raw in catch.payloads for one in threads.kind.read(access, raw)]
        if len(kept) >= 2:
            break
    catches.close()
    rest, _cursor = pulled(open_account(cursor))
    assert {one.text for one in [*kept, *rest]} == {f"글 {number}" for number in range(6)}


def test_mentions_and_searches_bring_what_others_wrote_and_nothing_twice(sim, open_account):
    sim.write(f"@{NAME} 안녕하세요")
    sim.write("한빛 정수기 좋네요")
    sim.write("한빛 정수기는 우리 것", NAME)
    sim.write("새 소식 #정수기")
    access = open_account(queries="한빛 정수기\n#정수기")
    found, cursor = pulled(access)
    assert texts(found) == [f"@{NAME} 안녕하세요", "새 소식 #정수기", "한빛 정수기 좋네요"]
    assert pulled(open_account(cursor, queries="한빛 정수기\n#정수기"))[0] == []


def test_what_we_post_ourselves_comes_only_where_wished(threads, sim, open_account):
    assert pulled(open_account())[0] == []
    (found,) = pulled(open_account(own_posts=True))[0]
    assert found.is_ours
    assert found.external_id == threads.post.id


def test_a_post_that_is_no_longer_among_the_newest_is_still_listened_to(threads, sim, open_account):
    _found, cursor = pulled(open_account())
    sim.page_size = 1
    sim.write("겨울 점검 안내", NAME)
    sim.write("여름 글에 늦은 답", parent=threads.post)
    assert texts(pulled(open_account(cursor))[0]) == ["여름 글에 늦은 답"]


@pytest.mark.parametrize("edge", ["mentions", "keyword_search"])
def test_a_source_without_permission_is_left_out(threads, sim, open_account, edge):
    sim.denied = {edge}
    sim.write("얼마인가요?", parent=threads.post)
    assert texts(pulled(open_account(queries="정수기"))[0]) == ["얼마인가요?"]


def test_searches_that_are_used_up_stop_nothing_else(threads, sim, open_account):
    sim.write("얼마인가요?", parent=threads.post)
    sim.queries = 2200
    assert len(pulled(open_account(queries="정수기"))[0]) == 1
    assert len(pulled(open_account(queries="정수기", meter=SpentMeter()))[0]) == 1


def test_a_deleted_reply_is_noticed_once_a_day(threads, sim, open_account):
    kept, gone = (sim.write(text, parent=threads.post) for text in ("남은 글", "지운 글"))
    _found, cursor = pulled(open_account())
    _found, cursor = pulled(open_account(cursor))
    del sim.posts[gone.id]
    assert pulled(open_account(cursor))[0] == []
    (found,), cursor = pulled(open_account(later(cursor)))
    assert (found.external_id, found.deletes) == (gone.id, True)
    assert pulled(open_account(later(cursor)))[0] == []
    assert kept.id in sim.posts


def test_a_reply_that_is_only_hidden_from_the_list_is_not_taken_down(threads, sim, open_account):
    reply = sim.write("잠깐", parent=threads.post)
    _found, cursor = pulled(open_account())
    reply.root = "elsewhere"
    assert pulled(open_account(later(cursor)))[0] == []


def test_our_own_deleted_post_is_forgotten(threads, sim, open_account):
    sim.write("답", parent=threads.post)
    _found, cursor = pulled(open_account())
    del sim.posts[threads.post.id]
    _found, cursor = pulled(open_account(later(cursor)))
    assert cursor["posts"] == {}


def test_old_talks_are_read_more_seldom(threads, sim, open_account):
    threads.post.at = datetime.now(UTC) - timedelta(days=4)
    sim.write("첫 답", parent=threads.post)
    _found, cursor = pulled(open_account())
    sim.write("둘째 답", parent=threads.post)
    assert pulled(open_account(cursor))[0] == []
    assert texts(pulled(open_account(later(cursor, 2)))[0]) == ["둘째 답"]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (error(400, 4, "Application request limit reached"), "rate"),
        (error(500, 2, "Service temporarily unavailable"), "passing"),
        (error(401, 190, "Session has expired", 463), "login"),
        (Reply(200, b"{", {"Content-Type": "application/json"}), "garbled"),
        (Reply(200, {"data": 5}), "garbled"),
    ],
)
def test_trouble_is_told_by_its_code(sim, open_account, reply, code):
    sim.faults = [reply]
    with pytest.raises(BrokenError) as broken:
        pulled(open_account())
    assert broken.value.code == code
    assert broken.value.needs_person == (code == "login")
