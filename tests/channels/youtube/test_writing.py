"""Answering and moderating: once, in the right thread, and found again when the answer got lost."""

from datetime import timedelta

import pytest
import time_machine
from tests.channels.youtube.world import CHANNEL, STRANGER, error
from tests.servers.network import Reply

from hanjari.channels.contract import Changes, Outgoing, RefusedError, TakesBack, UnsureError
from hanjari.channels.kinds.youtube import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def answer(thread, text: str = "네, 곧 알려 드리겠습니다.", **more) -> Outgoing:
    return Outgoing(
        "reply-1", text, parent_id=thread.id, root_id=thread.parent or thread.id, **more
    )


def since():
    return now() - timedelta(minutes=10)


def test_an_answer_stands_below_the_thread_also_when_it_answers_a_reply(sim, open_account):
    thread = sim.write("질문")
    reply = sim.reply(thread, "저도요", STRANGER)
    receipt = KIND.send(open_account(), answer(reply))
    assert [one.text for one in thread.replies] == ["저도요", "네, 곧 알려 드리겠습니다."]
    assert receipt.external_id == thread.replies[-1].id
    assert receipt.url == f"https://www.youtube.com/watch?v=vid1&lc={receipt.external_id}"
    KIND.send(open_account(), Outgoing("k", "또", parent_id=reply.id))
    assert thread.replies[-1].text == "또"


def test_a_comment_of_its_own_needs_a_video(sim, open_account):
    receipt = KIND.send(open_account(), Outgoing("k", "새 영상입니다", extra={"video_id": "vid2"}))
    assert (sim.threads[0].id, sim.threads[0].video) == (receipt.external_id, "vid2")
    found = KIND.find(
        open_account(), Outgoing("k", "새 영상입니다", extra={"video_id": "vid2"}), since()
    )
    assert found.external_id == receipt.external_id
    for outgoing in (
        Outgoing("k", "어디에?"),
        Outgoing("k", "그림", root_id="Ug1", extra={"media": [{}]}),
    ):
        with pytest.raises(RefusedError) as refused:
            KIND.send(open_account(), outgoing)
        assert not refused.value.can_retry


@pytest.mark.parametrize(
    ("reply", "code", "can_retry"),
    [
        (error(403, "commentsDisabled"), "commentsDisabled", False),
        (error(403, "quotaExceeded"), "quota", True),
        (error(403, "rateLimitExceeded"), "rate", True),
        (error(404, "videoNotFound"), "videoNotFound", False),
        (error(404, "parentCommentNotFound"), "parentCommentNotFound", False),
        (error(400, "commentTextTooLong"), "commentTextTooLong", False),
        (error(403, "insufficientPermissions"), "insufficientPermissions", False),
        (error(401, "authError"), "http_401", False),
    ],
)
def test_what_youtube_refuses_was_surely_not_posted(sim, open_account, reply, code, can_retry):
    thread = sim.write("질문")
    sim.fail(reply)
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), answer(thread))
    assert (refused.value.code, refused.value.can_retry) == (code, can_retry)
    assert thread.replies == []


@pytest.mark.parametrize("reply", [error(400, "processingFailure"), Reply(500, b""), Reply(503, b""), Reply(200, b"{", {"Content-Type": "application/json"}), Reply(200, {"kind": "youtube#comment"}), Reply(200, b"")])  # fmt: skip
def test_after_trouble_of_youtube_nobody_knows(sim, open_account, reply):
    thread = sim.write("질문")
    sim.fail(reply)
    with pytest.raises(UnsureError):
        KIND.send(open_account(), answer(thread))


@pytest.mark.parametrize("text", ["1 < 2 & <b>", "한 줄\n두 줄", "👍 &amp;"])
def test_a_lost_answer_is_found_however_it_is_shown(sim, open_account, text):
    thread = sim.write("질문")
    for number in range(150):
        sim.reply(thread, str(number), STRANGER)
    sent = KIND.send(open_account(), answer(thread, text))
    assert KIND.find(open_account(), answer(thread, text), since()).external_id == sent.external_id


def test_not_there_is_said_only_once_it_had_time_to_appear(sim, open_account):
    thread = sim.write("질문")
    moment = since()
    with pytest.raises(UnsureError):
        KIND.find(open_account(), answer(thread), moment)
    with time_machine.travel(now() + timedelta(minutes=6), tick=True):
        assert KIND.find(open_account(), answer(thread), moment) is None


def test_others_words_and_older_ones_are_not_ours(sim, open_account):
    thread = sim.write("질문")
    sim.reply(thread, "네, 곧 알려 드리겠습니다.", STRANGER, at=now())
    sim.reply(thread, "네, 곧 알려 드리겠습니다.", CHANNEL, at=now() - timedelta(days=1))
    with time_machine.travel(now() + timedelta(minutes=6), tick=True):
        assert KIND.find(open_account(), answer(thread), now() - timedelta(minutes=16)) is None


def test_several_that_look_alike_are_left_to_a_person(sim, open_account):
    thread = sim.write("질문")
    for _ in range(2):
        sim.reply(thread, "네, 곧 알려 드리겠습니다.", CHANNEL, at=now())
    with pytest.raises(UnsureError):
        KIND.find(open_account(), answer(thread), since())


def test_our_comment_is_changed_and_taken_back_and_twice_is_well(sim, open_account):
    assert isinstance(KIND, Changes)
    assert isinstance(KIND, TakesBack)
    thread = sim.write("질문")
    receipt = KIND.send(open_account(), answer(thread))
    assert (
        KIND.change(open_account(), receipt.external_id, "고친 답").external_id
        == receipt.external_id
    )
    assert thread.replies[0].text == "고친 답"
    KIND.take_back(open_account(), receipt.external_id)
    KIND.take_back(open_account(), receipt.external_id)
    assert thread.replies == []


def test_what_is_not_ours_is_neither_changed_nor_deleted(sim, open_account):
    thread = sim.write("남의 글")
    with pytest.raises(RefusedError):
        KIND.change(open_account(), thread.id, "바꿈")
    with pytest.raises(RefusedError):
        KIND.take_back(open_account(), thread.id)
    assert thread.text == "남의 글"


@pytest.mark.parametrize(
    ("verdict", "status", "is_banned"),
    [("approve", "published", False), ("hold", "heldForReview", False), ("trash", "rejected", False), ("spam", "rejected", False), ("ban", "rejected", True)],
)  # fmt: skip
def test_a_comment_is_moderated_with_the_house_s_words(
    sim, open_account, verdict, status, is_banned
):
    thread = sim.write("광고", STRANGER)
    before = sim.quota
    for _ in range(2):
        KIND.moderate(open_account(), thread.id, verdict)
    assert (thread.status, thread.author in sim.banned) == (status, is_banned)
    assert before - sim.quota == 100, "fifty units each"


def test_an_unknown_verdict_asks_nothing(sim, open_account):
    with pytest.raises(RefusedError):
        KIND.moderate(open_account(), "Ug1", "perhaps")
    with pytest.raises(RefusedError):
        KIND.moderate(open_account(), "Ug-gone", "trash")
