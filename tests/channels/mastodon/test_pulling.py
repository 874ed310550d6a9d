"""Pulling: nothing passed over, nothing twice, whatever the server's ids and links look like."""

import pytest
from tests.channels.mastodon.conftest import Counter, access_to, pulled, read
from tests.channels.mastodon.simulator import GARAM, HANEUL, US
from tests.servers.network import Reply

from hanjari.channels.contract import BrokenError, SpentError
from hanjari.channels.kinds.mastodon import KIND, ids

pytestmark = pytest.mark.real_server


def texts(found) -> list[str]:
    return [one.text for one in found]


def test_a_mention_arrives_with_who_wrote_and_who_may_see_it(any_sim):
    any_sim.write("@hanbit 물이 새요", GARAM, visibility="direct", spoiler="누수")
    ((one,), _) = pulled(access_to(any_sim))
    assert one.text == "@hanbit 물이 새요"
    assert one.subject == "누수"
    assert one.sender.handle == "garam@maeul.example"
    assert not one.is_public
    assert one.extra["visibility"] == "direct"


def test_many_pages_arrive_once_each_with_and_without_link_headers(any_sim):
    any_sim.write("@hanbit 처음")
    _, cursor = pulled(access_to(any_sim))
    for has_links in (True, False):
        any_sim.has_links = has_links
        wrote = [any_sim.write(f"@hanbit {number}번째").id for number in range(130)]
        found, cursor = pulled(access_to(any_sim, cursor))
        assert sorted(one.external_id for one in found) == sorted(wrote)
        assert pulled(access_to(any_sim, cursor))[0] == []


def test_follows_boosts_and_unknown_notifications_are_no_messages(sim, open_account):
    sim.flavour = "gotosocial"  # as one that ignores `types[]`
    post = sim.write("우리 글", US)
    for kind in ("follow", "favourite", "reblog", "poll", "admin.report", "severed_relationships"):
        sim.note(kind, post if kind in {"favourite", "reblog"} else None)
    sim.write("@hanbit 여보세요")
    assert texts(pulled(open_account())[0]) == ["@hanbit 여보세요"]


def test_a_break_half_way_leaves_no_hole(sim, open_account):
    sim.write("@hanbit 처음")
    _, cursor = pulled(open_account())
    wrote = {sim.write(f"@hanbit {number}번째").id for number in range(100)}
    access = open_account(cursor)
    catches = KIND.pull(access)
    first = next(catches)
    catches.close()
    found = {one.external_id for one in read(access, list(first.payloads))}
    late = sim.write("@hanbit 그 사이에").id
    rest, cursor = pulled(open_account(first.cursor))
    numbers = [one.external_id for one in rest]
    assert len(numbers) == len(set(numbers))
    assert found | set(numbers) == wrote | {late}
    assert pulled(open_account(cursor))[0] == []


def test_what_another_server_delivers_late_is_put_between_and_found(sim, open_account):
    wrote = [sim.write(f"#정수기 {number}", HANEUL).id for number in range(10)]
    sim.posts.pop(wrote[4])  # not here yet
    _, cursor = pulled(open_account(hashtags="정수기"))
    sim.write("#정수기 늦게 왔어요", GARAM, id=wrote[4])
    found, cursor = pulled(open_account(cursor, hashtags="정수기"))
    assert texts(found) == ["#정수기 늦게 왔어요"]
    assert pulled(open_account(cursor, hashtags="정수기"))[0] == []


def test_tags_lists_local_timeline_searches_and_own_posts_are_read(sim, open_account):
    sim.write("#정수기 태그")
    sim.listed.add(sim.write("목록에서").id)
    sim.write("마을에서")
    sim.write("우리가 앱에서", US)
    asked = {"hashtags": "정수기", "lists": "대리점", "searches": "마을"}
    found, cursor = pulled(open_account(**asked, own_posts=True))
    assert set(texts(found)) == {"#정수기 태그", "목록에서", "마을에서", "우리가 앱에서"}
    assert [one.is_ours for one in found if one.text == "우리가 앱에서"] == [True]
    everything, _ = pulled(open_account(local=True))
    assert len(everything) == 4
    assert pulled(open_account(cursor, **asked, own_posts=True))[0] == []


def test_a_timeline_that_the_server_refuses_does_not_stop_the_mentions(sim, open_account):
    sim.write("@hanbit 들리나요")
    sim.fail("GET", "/api/v1/timelines/public", Reply(422, {"error": "This method requires …"}))
    sim.fail("GET", "/api/v2/search", Reply(403, b"<html>no</html>"))
    asked = {"local": True, "searches": "물", "lists": "없는 목록"}
    assert texts(pulled(open_account(**asked))[0]) == ["@hanbit 들리나요"]


def test_a_search_is_asked_every_five_minutes_and_not_more(sim, open_account):
    _, cursor = pulled(open_account(searches="물"))
    pulled(open_account(cursor, searches="물"))
    assert sum(call.path == "/api/v2/search" for call in sim.place.calls) == 1


def test_a_move_to_another_server_begins_anew(sim, open_account):
    sim.write("@hanbit 여기서도")
    cursor = {"server": "https://old.example", "mentions": {"since": "9" * 30, "seen": ["9" * 30]}}
    assert texts(pulled(open_account(cursor))[0]) == ["@hanbit 여기서도"]


def test_what_was_said_above_a_mention_comes_along_with_the_thread_s_root(sim, open_account):
    root = sim.write("정수기 쓰시는 분?", GARAM)
    middle = sim.write("저요", HANEUL, parent=root.id)
    sim.write("@hanbit 여기 좀 봐 주세요", GARAM, parent=middle.id)
    found, cursor = pulled(open_account())
    roots = {one.text: one.root_id for one in found}
    assert roots["저요"] == root.id
    assert roots["정수기 쓰시는 분?"] == ""
    assert len(found) == 3
    assert pulled(open_account(cursor))[0] == []
    assert len(pulled(open_account(context=False))[0]) == 1


def test_a_context_that_cannot_be_had_is_left_out_after_some_tries(sim, open_account):
    gone = sim.write("지워질 글", GARAM)
    sim.write("@hanbit 답글", HANEUL, parent=gone.id)
    sim.fail("GET", "/api/v1/statuses/", *[Reply(500, b"")] * 3)
    cursor: dict = {}
    for _ in range(4):
        found, cursor = pulled(open_account(cursor))
    assert not cursor["threads"]
    assert texts(found) == []


def test_older_ones_are_read_apart_to_the_end(sim, open_account):
    wrote = {sim.write(f"@hanbit {number}번째").id for number in range(150)}
    found, cursor = pulled(open_account())
    past: dict = {}
    numbers = [one.external_id for one in found]
    while True:
        access = open_account(cursor, past=past)
        catch = next(KIND.backfill(access))
        numbers += [one.external_id for one in read(access, list(catch.payloads))]
        past = catch.cursor
        if catch.is_last:
            break
    assert len(numbers) == len(set(numbers))
    assert set(numbers) == wrote


@pytest.mark.parametrize(
    ("reply", "code", "needs_person", "wait"),
    [
        (Reply(401, {"error": "The access token was revoked"}), "login", True, None),
        (Reply(403, {"error": "This action is outside the authorized scopes"}), "scope", True, None),
        (Reply(403, b"<html>blocked</html>"), "http_403", True, None),
        (Reply(429, {"error": "Too many requests"}, {"Retry-After": "17"}), "rate", False, 17),
        (Reply(429, b"", {"X-RateLimit-Reset": "2020-01-01T00:00:00.000Z"}), "rate", False, 1),
        (Reply(429, b""), "rate", False, 60),
        (Reply(503, b"<html>"), "http_503", False, None),
        (Reply(200, b"<html>wartung</html>"), "garbled", False, None),
        (Reply(200, b"[{", {"Content-Type": "application/json"}), "garbled", False, None),
        (Reply(200, {"error": "?"}), "garbled", False, None),
    ],
)  # fmt: skip
def test_each_refusal_is_told_in_plain_words(sim, open_account, reply, code, needs_person, wait):
    sim.fail("GET", "/api/v1/notifications", reply)
    with pytest.raises(BrokenError) as broken:
        pulled(open_account())
    assert (broken.value.code, broken.value.needs_person) == (code, needs_person)
    assert broken.value.words
    assert broken.value.retry_after == wait


def test_the_server_s_own_count_is_noted_as_time_or_seconds(any_sim):
    meter = Counter()
    pulled(access_to(any_sim, meter=meter))
    assert meter.noted["api"].remaining < 300
    assert meter.noted["api"].most == 300
    assert set(meter.taken) == {"api"}


def test_an_empty_meter_stops_before_the_server_is_asked(sim, open_account):
    class Spent(Counter):
        def take(self, name: str, count: int = 1, *, microcents: int = 0) -> None:
            raise SpentError("rate", "gleich wieder", 9.0)

    with pytest.raises(BrokenError) as broken:
        pulled(open_account(meter=Spent()))
    assert broken.value.retry_after == 9.0
    assert sim.place.calls == []


def test_ids_are_ordered_by_length_and_then_as_text():
    assert ids.is_newer("1000", "999")
    assert ids.is_newer("01HZ9", "01HZ8")
    assert not ids.is_newer("9x0A", "9x0a")
    assert ids.checked("../../etc") == ""
    assert ids.checked(12) == "12"
    assert ids.checked(None) == ""
