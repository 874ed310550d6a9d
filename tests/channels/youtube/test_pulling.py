"""Pulling from the simulated API: new threads, late replies, edits, deletions, and the day's quota."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from tests.channels.youtube.world import CHANNEL, STRANGER, error
from tests.servers.network import Reply

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.youtube import KIND
from hanjari.channels.kinds.youtube.manners import until_midnight
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def pulled(access, most: int | None = None, later: float = 0):
    """Envelopes in the order they came, and the cursor; `most` catches, as if killed; `later` in minutes."""
    cursor, found = dict(access.cursor), []
    with time_machine.travel(now() + timedelta(minutes=later), tick=True):
        for count, catch in enumerate(KIND.pull(access), 1):
            found += [one for raw in catch.payloads for one in KIND.read(access, raw)]
            cursor = catch.cursor
            if count == most:
                break
    return found, cursor


def texts(found) -> list[str]:
    return [one.text for one in found]


def test_comments_come_newest_first_with_the_title_of_their_video(sim, open_account):
    sim.write("하나")
    sim.write("둘", video="vid2")
    found, cursor = pulled(open_account())
    assert texts(found) == ["둘", "하나"]
    assert [one.subject for one in found] == ["한빛 공장 견학", "정수기 필터 가는 법"]
    assert pulled(open_account(cursor))[0] == []
    sim.place.calls.clear()
    sim.write("셋")
    assert texts(pulled(open_account(cursor))[0]) == ["셋"]
    assert not [call for call in sim.place.calls if call.path.endswith("/videos")], (
        "the title is known"
    )


def test_a_quiet_pull_costs_one_unit(sim, open_account):
    for number in range(30):
        sim.write(str(number))
    cursor = pulled(open_account())[1]
    before = sim.quota
    pulled(open_account(cursor))
    assert before - sim.quota == 1


@pytest.mark.parametrize("most", [1, 2])
def test_a_kill_half_way_misses_nothing(sim, open_account, most):
    sim.write("0")
    cursor = pulled(open_account())[1]
    for number in range(1, 9):
        sim.write(str(number))
    sim.page_size = 3
    before, cursor = pulled(open_account(cursor), most)
    sim.write("9")
    after, cursor = pulled(open_account(cursor))
    assert {*texts(before), *texts(after)} >= set(map(str, range(1, 10)))
    assert len(before + after) == 9
    assert pulled(open_account(cursor))[0] == []


def test_a_reply_to_a_thread_on_the_first_page_is_heard_at_once(sim, open_account):
    thread = sim.write("질문")
    cursor = pulled(open_account())[1]
    sim.reply(thread, "저도 궁금해요", STRANGER)
    found, cursor = pulled(open_account(cursor))
    assert "저도 궁금해요" in texts(found)
    assert pulled(open_account(cursor))[0] == []


def test_a_reply_to_an_old_thread_is_heard_within_the_hour(sim, open_account):
    old = sim.write("오래된 질문")
    cursor = pulled(open_account())[1]
    for number in range(8):
        sim.write(str(number))
    cursor = pulled(open_account(cursor))[1]
    sim.page_size = 3
    sim.reply(old, "답이 없네요", STRANGER)
    assert pulled(open_account(cursor))[0] == [], "deep below"
    assert "답이 없네요" in texts(pulled(open_account(cursor), later=61)[0])


def test_a_thread_with_many_replies_is_read_to_its_end_page_by_page(sim, open_account):
    thread = sim.write("인기 질문")
    for number in range(230):
        sim.reply(thread, f"답 {number}", STRANGER)
    found, cursor = pulled(open_account(), most=2)
    assert cursor["open"], "killed in the middle of the replies"
    rest, cursor = pulled(open_account(cursor))
    assert {one.external_id for one in found + rest} == {one.id for one in sim.all()}
    assert not cursor["open"]


def test_a_thread_that_goes_while_its_replies_are_read_holds_nothing_up(sim, open_account):
    thread = sim.write("질문")
    for number in range(9):
        sim.reply(thread, f"답 {number}")
    cursor = pulled(open_account(), most=1)[1]
    sim.remove(thread)
    sim.write("다음")
    found, cursor = pulled(open_account(cursor))
    assert "다음" in texts(found)
    assert not cursor["open"]


def test_a_forgotten_page_begins_the_replies_anew(sim, open_account):
    thread = sim.write("질문")
    for number in range(9):
        sim.reply(thread, f"답 {number}")
    cursor = pulled(open_account(), most=1)[1]
    cursor["open"] = {thread.id: ["vid1", "forgotten"]}
    found, cursor = pulled(open_account(cursor))
    assert len([one for one in found if one.parent_id]) == 9


def test_an_edit_is_brought_and_a_deletion_is_honoured_within_the_hour(sim, open_account):
    edited, deleted, kept = (sim.write(word) for word in ("오타", "지울 글", "남는 글"))
    cursor = pulled(open_account())[1]
    sim.edit(edited, "고침")
    sim.remove(deleted)
    found, cursor = pulled(open_account(cursor), later=61)
    (again,) = (one for one in found if one.edits)
    assert (again.external_id, again.text) == (edited.id, "고침")
    assert [one.external_id for one in found if one.deletes] == [deleted.id]
    assert pulled(open_account(cursor), later=130)[0] == []
    assert kept.id in cursor["threads"]


def test_held_comments_come_only_where_wanted(sim, open_account):
    sim.write("광고", STRANGER, status="heldForReview")
    assert pulled(open_account())[0] == []
    (held,) = pulled(open_account(held=True))[0]
    assert held.extra == {"moderation": "heldForReview"}


def test_our_own_answer_comes_back_as_ours(sim, open_account):
    thread = sim.write("질문")
    sim.reply(thread, "답입니다", CHANNEL)
    assert {one.text: one.is_ours for one in pulled(open_account())[0]} == {
        "질문": False,
        "답입니다": True,
    }


def test_the_past_is_read_apart_and_survives_every_cut(sim, open_account):
    for number in range(120):
        thread = sim.write(f"글 {number}")
        if number % 30 == 0:
            for reply in range(7):
                sim.reply(thread, f"답 {number}.{reply}", STRANGER)
    new, cursor = pulled(open_account())
    sim.page_size, past, older = 20, {}, []
    for _ in range(60):
        for catch in KIND.backfill(open_account(cursor, past=past)):
            older += [one for raw in catch.payloads for one in KIND.read(open_account(), raw)]
            past = catch.cursor
            break  # cut off after each catch
        if catch.is_last:
            break
    assert {one.external_id for one in new + older} == {one.id for one in sim.all()}


@pytest.mark.parametrize(
    ("reply", "code", "needs_person"),
    [
        (error(403, "rateLimitExceeded"), "rate", False),
        (error(403, "forbidden"), "forbidden", True),
        (error(403, "accessNotConfigured"), "accessNotConfigured", True),
        (error(401, "authError"), "http_401", True),
        (error(404, "channelNotFound"), "channelNotFound", True),
        (error(400, "processingFailure"), "processingFailure", False),
        (Reply(503, b""), "http_503", False),
        (Reply(200, b"{", {"Content-Type": "application/json"}), "garbled", False),
        (Reply(200, [1]), "garbled", False),
    ],
)
def test_what_youtube_refuses_is_said_in_plain_words(sim, open_account, reply, code, needs_person):
    sim.fail(reply)
    with pytest.raises(BrokenError) as broken:
        pulled(open_account())
    assert (broken.value.code, broken.value.needs_person) == (code, needs_person)
    assert broken.value.words


def test_a_spent_quota_waits_until_midnight_in_california(sim, open_account):
    sim.quota = 0
    with pytest.raises(BrokenError) as broken:
        pulled(open_account())
    assert broken.value.code == "quota"
    assert not broken.value.needs_person
    assert 60 <= broken.value.retry_after <= 90_000
    assert until_midnight(datetime(2026, 11, 25, 7, 0, tzinfo=UTC)) == 3600.0
    assert until_midnight(datetime(2026, 7, 1, 6, 0, tzinfo=UTC)) == 3600.0, (
        "an hour earlier in summer"
    )


def test_a_storm_of_errors_loses_and_doubles_nothing(sim, open_account):
    sim.write("0")
    cursor, seen = pulled(open_account())[1], []
    threads = [sim.write(f"글 {number}") for number in range(1, 13)]
    for thread in threads[::4]:
        for number in range(8):
            sim.reply(thread, f"{thread.text} 답 {number}", STRANGER)
    sim.page_size = 4
    for tries in range(40):
        if tries % 2 and tries < 30:
            sim.fail(
                [
                    Reply(503, b""),
                    error(403, "rateLimitExceeded"),
                    Reply(200, b"<", {"Content-Type": "application/json"}),
                ][tries % 3]
            )
        with suppress(BrokenError):
            for catch in KIND.pull(open_account(cursor)):
                seen += [
                    one.external_id
                    for raw in catch.payloads
                    for one in KIND.read(open_account(), raw)
                ]
                cursor = catch.cursor
                if tries % 3 == 0:
                    break  # killed
    assert set(seen) >= {one.id for one in sim.all() if one.text != "0"}
