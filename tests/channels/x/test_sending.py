"""Writing on X: once, by a person, and found again when the answer got lost."""

import base64
from datetime import timedelta

import pytest
from tests.channels.x.conftest import Purse
from tests.channels.x.world import HANEUL, STRANGER, US, problem
from tests.servers.network import Reply

from hanjari.channels.contract import Outgoing, RefusedError, SpentError, UnsureError
from hanjari.channels.kinds.x import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def answer(sim, text: str = "네, 곧 보내 드리겠습니다.", **more) -> Outgoing:
    asked = sim.write("@hanbit_kr 필터 주세요")
    told = {"parent_id": asked.id, "root_id": asked.root, "to": (HANEUL,), **more}
    return Outgoing(key="reply-1", text=text, **told)


def since():
    return now() - timedelta(minutes=10)


def test_an_answer_stands_below_what_it_answers(sim, open_account):
    outgoing = answer(sim)
    receipt = KIND.send(open_account(), outgoing)
    (ours,) = sim.of(US)
    assert (ours.id, ours.parent) == (receipt.external_id, outgoing.parent_id)
    assert receipt.url == f"https://x.com/hanbit_kr/status/{ours.id}"
    assert receipt.cost_microcents == 1_500_000


def test_a_new_post_has_no_parent(sim, open_account):
    KIND.send(open_account(), Outgoing("k", "새 필터가 나왔습니다 https://hanbit.kr/new"))
    (ours,) = sim.of(US)
    assert ours.parent == ""


def test_a_machine_never_answers_on_x(sim, open_account):
    assert not KIND.capabilities.may_reply_automatically
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), answer(sim, is_automatic=True))
    assert (refused.value.code, refused.value.can_retry) == ("automatic", False)
    assert sim.place.calls == []


def test_who_did_not_speak_to_us_is_not_answered(sim, open_account):
    stranger = sim.write("한빛정수기 별로다", STRANGER)
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), Outgoing("k", "어떤 점이 불편하셨나요?", parent_id=stranger.id))
    assert (refused.value.code, refused.value.can_retry) == ("not_addressed", False)


def test_pictures_go_up_with_their_words(sim, open_account):
    media = [
        {
            "name": "필터.png",
            "kind": "image/png",
            "content": base64.b64encode(b"\x89PNG").decode(),
            "alt": "새 필터 사진",
        }
    ]
    purse = Purse()
    receipt = KIND.send(open_account(meter=purse), answer(sim, extra={"media": media}))
    (number,) = sim.posts[receipt.external_id].media
    assert sim.media[number] == {
        "content": b"\x89PNG",
        "category": "tweet_image",
        "alt": "새 필터 사진",
    }
    assert purse.spent == receipt.cost_microcents == 2_000_000


@pytest.mark.parametrize(
    ("media", "code"),
    [
        ([{"kind": "image/png", "content": "eA=="}] * 5, "too_many"),
        ([{"kind": "video/mp4", "content": "eA=="}], "media_kind"),
        ([{"kind": "image/png", "content": "%%%"}], "media_size"),
        ([{"kind": "image/png", "content": ""}], "media_size"),
        (["x"], "media_kind"),
    ],
)
def test_pictures_that_x_does_not_take_are_refused_before_anything_is_sent(
    sim, open_account, media, code
):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), answer(sim, extra={"media": media}))
    assert (refused.value.code, refused.value.can_retry) == (code, False)
    assert sim.place.calls == []


@pytest.mark.parametrize("reply", [Reply(503, b""), Reply(500, b""), Reply(200, b"{")])
def test_trouble_with_a_picture_is_surely_no_post(sim, open_account, reply):
    media = [{"kind": "image/png", "content": "eA==", "alt": "가"}]
    sim.fail(reply)
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), answer(sim, extra={"media": media}))
    assert refused.value.can_retry
    assert sim.of(US) == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(503, b""),
        Reply(500, b""),
        Reply(201, {"data": {}}),
        Reply(201, b""),
        Reply(201, {"errors": []}),
    ],
)
def test_after_trouble_of_x_nobody_knows(sim, open_account, reply):
    outgoing = answer(sim)
    sim.fail(reply)
    with pytest.raises(UnsureError):
        KIND.send(open_account(), outgoing)


@pytest.mark.parametrize(
    ("reply", "code", "can_retry"),
    [
        (problem(429, "Too Many Requests", "Too Many Requests"), "rate", True),
        (problem(402, "CreditsDepleted", "no credits"), "credits", True),
        (problem(401, "Unauthorized", "Unauthorized"), "http_401", False),
        (
            problem(403, "Forbidden", "You are not permitted to perform this action."),
            "http_403",
            False,
        ),
        (problem(400, "Invalid Request", "text is too long", "invalid-request"), "invalid", False),
    ],
)
def test_what_x_refuses_was_surely_not_posted(sim, open_account, reply, code, can_retry):
    outgoing = answer(sim)
    sim.fail(reply)
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), outgoing)
    assert (refused.value.code, refused.value.can_retry) == (code, can_retry)


def test_an_empty_purse_sends_nothing(sim, open_account):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(meter=Purse(budget=100)), answer(sim))
    assert (refused.value.code, refused.value.can_retry) == ("budget", True)
    assert isinstance(refused.value.__cause__, SpentError)
    assert sim.of(US) == []


@pytest.mark.parametrize(
    "text",
    [
        "네 & <곧> https://hanbit.kr/a?b=1&c=2 에서",
        "@haneul 님 안녕하세요",
        "끝 https://hanbit.kr/",
        "한 줄\n두 줄",
    ],
)
def test_a_lost_answer_is_found_again_however_x_changed_its_text(sim, open_account, text):
    outgoing = answer(sim, text)
    sent = KIND.send(open_account(), outgoing)
    found = KIND.find(open_account(), outgoing, since())
    assert found.external_id == sent.external_id


def test_the_same_words_below_another_post_are_not_it(sim, open_account):
    KIND.send(open_account(), answer(sim))
    assert KIND.find(open_account(), answer(sim), since()) is None
    assert KIND.find(open_account(), Outgoing("k", "네, 곧 보내 드리겠습니다."), since()) is None


def test_several_that_look_alike_are_left_to_a_person(sim, open_account):
    outgoing = answer(sim)
    for _ in range(2):
        sim.write(f"@haneul {outgoing.text}", US, outgoing.parent_id)
    with pytest.raises(UnsureError):
        KIND.find(open_account(), outgoing, since())


def test_what_x_calls_a_double_after_a_lost_answer_is_found_as_ours(sim, open_account):
    outgoing = answer(sim)
    sent = KIND.send(open_account(), outgoing)  # its answer was lost on the way, say
    with pytest.raises(UnsureError):
        KIND.send(open_account(), outgoing)
    assert KIND.find(open_account(), outgoing, since()).external_id == sent.external_id
    assert len(sim.of(US)) == 1


def test_what_x_calls_a_double_of_an_old_post_was_surely_not_sent(sim, open_account):
    outgoing = answer(sim)
    sim.write(f"@haneul {outgoing.text}", US, outgoing.parent_id, at=now().timestamp() - 7200)
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), outgoing)
    assert (refused.value.code, refused.value.can_retry) == ("duplicate", False)


def test_a_timeline_that_can_t_be_read_leaves_it_open(sim, open_account):
    outgoing = answer(sim)
    sim.fail(Reply(503, b""))
    with pytest.raises(UnsureError):
        KIND.find(open_account(), outgoing, since())


def test_our_post_is_taken_back_and_twice_is_well(sim, open_account):
    receipt = KIND.send(open_account(), answer(sim))
    KIND.take_back(open_account(), receipt.external_id)
    assert sim.of(US) == []
    KIND.take_back(open_account(), receipt.external_id)


def test_what_is_not_ours_is_not_taken_back(sim, open_account):
    theirs = sim.write("@hanbit_kr 남의 글")
    for number in (theirs.id, "dm-5", "x/../1"):
        with pytest.raises(RefusedError):
            KIND.take_back(open_account(), number)
    assert theirs.id in sim.posts


def test_a_direct_message_is_answered_in_private_and_found(sim, open_account):
    outgoing = Outgoing(
        "k",
        "주문 번호를 알려 주세요.",
        parent_id="dm-5",
        root_id=f"dm-with-{HANEUL}",
        to=(HANEUL,),
        extra={"is_private": True},
    )
    assert KIND.find(open_account(), outgoing, since()) is None
    receipt = KIND.send(open_account(), outgoing)
    assert [(one["to"], one["text"]) for one in sim.dms] == [(HANEUL, outgoing.text)]
    assert KIND.find(open_account(), outgoing, since()).external_id == receipt.external_id
    assert sim.of(US) == []


def test_direct_messages_can_stay_off(sim, open_account):
    outgoing = Outgoing("k", "답", parent_id="dm-5", to=(HANEUL,), extra={"is_private": True})
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(direct_messages=False), outgoing)
    assert refused.value.code == "no_dm"
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(), Outgoing("k", "답", parent_id="dm-5"))
    assert refused.value.code == "no_recipient"
    assert sim.dms == []


def test_without_consent_it_waits(sim, open_account):
    with pytest.raises(RefusedError) as refused:
        KIND.send(open_account(secrets={"access_token": ""}), answer(sim))
    assert refused.value.can_retry
