"""Pulling from the simulated X: nothing missed, nothing asked twice, money and limits kept."""

import time
from contextlib import suppress

import pytest
from tests.channels.x.conftest import Purse
from tests.channels.x.world import HANEUL, STRANGER, US, problem
from tests.servers.network import Reply

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.x import KIND

pytestmark = pytest.mark.real_server
DAY = 86_400


def pulled(access, most: int | None = None):
    """Texts in the order they came, and the cursor; `most` catches, as if killed after them."""
    cursor, texts = dict(access.cursor), []
    for count, catch in enumerate(KIND.pull(access), 1):
        texts += [one.text for raw in catch.payloads for one in KIND.read(access, raw)]
        cursor = catch.cursor
        if count == most:
            break
    return texts, cursor


def mentions(sim, *numbers: int) -> None:
    for number in numbers:
        sim.write(f"@hanbit_kr {number}번")


def test_pages_come_newest_first_and_to_the_end(sim, open_account):
    mentions(sim, 0)
    cursor = pulled(open_account())[1]
    mentions(sim, *range(1, 8))
    sim.page_size = 3
    texts, cursor = pulled(open_account(cursor))
    assert texts == [f"@hanbit_kr {number}번" for number in range(7, 0, -1)]
    assert pulled(open_account(cursor))[0] == []


@pytest.mark.parametrize("most", [1, 2])
def test_a_kill_half_way_leaves_a_hole_that_the_next_pull_fills(sim, open_account, most):
    mentions(sim, 0)
    cursor = pulled(open_account())[1]
    mentions(sim, *range(1, 8))
    sim.page_size = 3
    before, cursor = pulled(open_account(cursor), most)
    mentions(sim, 8)
    after, cursor = pulled(open_account(cursor))
    assert after[0] == "@hanbit_kr 8번", "what is new comes before what was missed"
    assert sorted(before + after) == [f"@hanbit_kr {number}번" for number in range(1, 9)]
    assert pulled(open_account(cursor))[0] == []


def test_two_kills_leave_two_holes_and_lose_nothing(sim, open_account):
    mentions(sim, 0)
    cursor, seen = pulled(open_account())[1], []
    sim.page_size = 2
    for first in (1, 11, 21):
        mentions(sim, *range(first, first + 7))
        texts, cursor = pulled(open_account(cursor), 1)
        seen += texts
    texts, cursor = pulled(open_account(cursor))
    assert len(seen + texts) == len(set(seen + texts)) == 21
    assert pulled(open_account(cursor))[0] == []


def test_a_first_pull_takes_one_page_and_the_backfill_the_rest(sim, open_account):
    for number in range(120):
        sim.write(f"@hanbit_kr {number}번", at=time.time() - 1000 + number)
    texts, cursor = pulled(open_account())
    assert len(texts) == 50
    assert "@hanbit_kr 119번" in texts
    past, older = {}, []
    for _ in range(5):  # cut off after each catch, as the house may
        catch = next(iter(KIND.backfill(open_account(cursor, past=past))))
        older += [one.text for raw in catch.payloads for one in KIND.read(open_account(), raw)]
        past = catch.cursor
        if catch.is_last:
            break
    assert len(older) == len(set(older)) == 70
    assert not set(older) & set(texts)


def test_a_new_account_has_nothing_to_backfill(sim, open_account):
    mentions(sim, 1)
    cursor = pulled(open_account())[1]
    (only,) = KIND.backfill(open_account(cursor))
    assert only.payloads == ()
    assert only.is_last


def test_standing_searches_find_who_does_not_name_us(sim, open_account):
    sim.write("한빛정수기 물맛이 달라졌어요", STRANGER)
    sim.write("한빛정수기 최고", STRANGER, is_repost=True)
    sim.write("다른 이야기", STRANGER)
    texts, cursor = pulled(open_account(queries="한빛정수기 -is:retweet"))
    assert texts == ["한빛정수기 물맛이 달라졌어요"]
    assert pulled(open_account(cursor, queries="한빛정수기 -is:retweet"))[0] == []
    call = next(call for call in sim.place.calls if call.path.endswith("/recent"))
    assert call.headers["Authorization"] == "Bearer app-1", "searched as the app"


def test_a_search_without_hits_for_more_than_seven_days_goes_on(sim, open_account):
    sim.write("한빛정수기 예전 글", STRANGER, at=time.time() - 6 * DAY)
    cursor = pulled(open_account(queries="한빛정수기"))[1]
    key = next(key for key in cursor if key.startswith("search:"))
    cursor[key]["since"] = sim.id(time.time() - 8 * DAY)
    sim.write("한빛정수기 새 글", STRANGER)
    assert "한빛정수기 새 글" in pulled(open_account(cursor, queries="한빛정수기"))[0]


def test_a_whole_conversation_is_read_by_its_id(sim, open_account):
    root = sim.write("@hanbit_kr 물이 새요")
    sim.write("저도요", STRANGER, root.id)
    sim.write("딴 이야기", STRANGER)
    texts = [
        one.text
        for catch in KIND.thread(open_account(), root.id)
        for raw in catch.payloads
        for one in KIND.read(open_account(), raw)
    ]
    assert sorted(texts) == sorted(["@hanbit_kr 물이 새요", "저도요"])
    with pytest.raises(BrokenError):
        list(KIND.thread(open_account(), "1 OR from:x"))


def test_our_own_posts_are_asked_for_only_where_wanted(sim, open_account):
    sim.write("새 필터가 나왔습니다", US)
    assert pulled(open_account(own_posts=True))[0] == ["새 필터가 나왔습니다"]
    assert pulled(open_account(own_posts=False))[0] == []


def test_reads_are_counted_as_x_bills_them(sim, open_account):
    first = sim.write("@hanbit_kr 질문")
    sim.write("@hanbit_kr 덧붙임", HANEUL, first.id)
    purse = Purse()
    pulled(open_account(meter=purse))
    assert purse.taken.count("posts") == 2 + 1, (
        "the post that was answered comes along and is billed"
    )
    assert purse.spent == 3 * 500_000 + 1 * 1_000_000
    assert purse.noted["mentions"].remaining < purse.noted["mentions"].most == 300


def test_an_empty_purse_keeps_what_was_read_and_reads_no_more(sim, open_account):
    mentions(sim, 0)
    cursor = pulled(open_account())[1]
    mentions(sim, *range(1, 8))
    sim.page_size = 3
    purse, texts = Purse(budget=3_000_000), []
    with pytest.raises(BrokenError) as stopped:  # noqa: PT012 (a pull is read as it comes)
        for catch in KIND.pull(open_account(cursor, meter=purse)):
            cursor = catch.cursor
            texts += [one.text for raw in catch.payloads for one in KIND.read(open_account(), raw)]
    assert (stopped.value.code, stopped.value.retry_after) == ("budget", 3600.0)
    assert len(texts) == 6, "two pages; the second was read when the money was gone"
    sim.place.calls.clear()
    with pytest.raises(BrokenError):
        pulled(open_account(cursor, meter=purse))
    assert sim.place.calls == [], "what is owed is paid before X is asked again"
    purse.budget = 100_000_000
    rest, cursor = pulled(open_account(cursor, meter=purse))
    assert rest == ["@hanbit_kr 1번"]
    assert purse.spent == 7 * 500_000 + 3 * 1_000_000


@pytest.mark.parametrize(
    ("reply", "code", "needs_person", "wait"),
    [
        (Reply(429, {"errors": [{"code": 88, "message": "Rate limit exceeded"}]}), "rate", False, 60.0),
        (problem(429, "UsageCapExceeded", "Usage cap exceeded: Monthly product cap", "usage-capped"), "cap", False, 86_400.0),
        (problem(402, "CreditsDepleted", "Your enrolled account does not have any credits"), "credits", True, 1800.0),
        (problem(401, "Unauthorized", "Unauthorized"), "http_401", True, None),
        (problem(403, "Client Forbidden", "not enrolled", "client-forbidden"), "no_access", True, None),
        (problem(400, "Invalid Request", "bad query", "invalid-request"), "invalid", False, None),
        (Reply(503, b"over capacity", {"Retry-After": "9"}), "http_503", False, 9.0),
        (Reply(200, b'{"data": [{"id"', {"Content-Type": "application/json"}), "garbled", False, None),
        (Reply(200, b"<html>", {"Content-Type": "text/html"}), "garbled", False, None),
        (Reply(200, [1]), "garbled", False, None),
    ],
)  # fmt: skip
def test_what_x_refuses_is_said_in_plain_words(sim, open_account, reply, code, needs_person, wait):
    sim.fail(reply)
    with pytest.raises(BrokenError) as broken:
        pulled(open_account())
    assert (broken.value.code, broken.value.needs_person) == (code, needs_person)
    assert broken.value.retry_after == wait
    assert broken.value.words


def test_a_spent_window_waits_until_x_s_own_reset(sim, open_account):
    sim.rate = {"limit": 1, "used": 1}
    with pytest.raises(BrokenError) as broken:
        pulled(open_account())
    assert broken.value.code == "rate"
    assert 890 < broken.value.retry_after <= 900


def test_a_storm_of_errors_loses_and_doubles_nothing(sim, open_account):
    mentions(sim, 0)
    cursor, seen = pulled(open_account())[1], []
    mentions(sim, *range(1, 31))
    sim.page_size = 4
    for tries in range(24):
        if tries < 16 and tries % 2:
            sim.fail([Reply(503, b""), Reply(500, b"{"), Reply(429, b"")][tries % 3])
        with suppress(BrokenError):
            for catch in KIND.pull(open_account(cursor, recheck_days=0)):
                seen += [
                    one.text for raw in catch.payloads for one in KIND.read(open_account(), raw)
                ]
                cursor = catch.cursor
                if tries % 3 == 0:
                    break  # killed
    assert sorted(seen) == sorted(f"@hanbit_kr {number}번" for number in range(1, 31))


def test_without_consent_nothing_is_asked(sim, open_account):
    for changes in ({"user_id": ""}, {"secrets": {"access_token": ""}}):
        with pytest.raises(BrokenError) as broken:
            pulled(open_account(**changes))
        assert broken.value.needs_person
    assert sim.place.calls == []
