"""A person's answer to a chatbot: once, within a minute, and honest about every other case."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.servers.network import Reply

from hanjari.channels.contract import RefusedError, UnsureError
from hanjari.channels.kinds.kakao import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def refused(chatbot, outgoing) -> RefusedError:
    with pytest.raises(RefusedError) as error:
        KIND.send(chatbot.access(), outgoing)
    return error.value


def test_an_answer_within_the_minute_is_shown(chatbot):
    outgoing = chatbot.outgoing("reply-1", "내일 도착합니다.")
    assert KIND.send(chatbot.access(), outgoing).external_id == "callback:reply-1"
    assert chatbot.sent(outgoing) == 1


def test_a_second_answer_is_refused_by_kakao_in_plain_words(chatbot):
    outgoing = chatbot.outgoing("reply-1", "내일 도착합니다.")
    KIND.send(chatbot.access(), outgoing)
    error = refused(chatbot, replace(outgoing, key="reply-2", text="하나 더요."))
    assert (error.code, error.can_retry) == ("callback_closed", False)
    assert len(chatbot.sim.shown) == 1


def test_a_late_answer_is_not_even_tried(chatbot):
    outgoing = chatbot.outgoing("reply-1", "늦었습니다.")
    late = {**outgoing.extra, "callback_until": (now() + timedelta(seconds=1)).isoformat()}
    error = refused(chatbot, replace(outgoing, extra=late))
    assert (error.code, error.can_retry) == ("callback_closed", False)
    assert chatbot.sim.place.calls == []


@pytest.mark.parametrize(
    "extra",
    [
        {},
        {"callback": "", "callback_until": "2999-01-01T00:00:00+00:00"},
        {"callback_until": "soon"},
        {"callback": "{url}", "callback_until": "2999-01-01T00:00:00"},
    ],
)
def test_without_a_living_callback_there_is_no_way(chatbot, extra):
    told = {
        name: value.replace("{url}", chatbot.sim.new_callback()) for name, value in extra.items()
    }
    error = refused(chatbot, replace(chatbot.outgoing("reply-1", "답"), extra=told))
    assert error.code == "callback_closed"
    assert chatbot.sim.place.calls == []


def test_an_address_that_is_not_kakaos_is_never_called(chatbot):
    outgoing = chatbot.outgoing("reply-1", "답")
    access = replace(chatbot.access(), settings={"way": "skill"})
    with pytest.raises(RefusedError) as error:
        KIND.send(access, outgoing)
    assert error.value.code == "strange_callback"
    assert chatbot.sim.place.calls == []


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(200, {"status": "FAIL", "message": "expired"}), RefusedError),
        (Reply(400, {"status": "FAIL"}), RefusedError),
        (Reply(200, {"status": "ERROR"}), UnsureError),
        (Reply(503, b""), UnsureError),
        (Reply(200, b"{", {"Content-Type": "application/json"}), UnsureError),
    ],
)
def test_what_kakao_says_is_believed(chatbot, reply, expected):
    chatbot.sim.faults = [reply]
    with pytest.raises(expected):
        KIND.send(chatbot.access(), chatbot.outgoing("reply-1", "답"))


def test_a_line_that_never_stood_may_be_tried_again(chatbot):
    dead = "http://127.0.0.1:9/v1/bots/bot1!/callback/t1"  # discard: nobody listens there
    access = replace(
        chatbot.access(), settings={"way": "skill", "callbacks": "http://127.0.0.1:9/"}
    )
    outgoing = chatbot.outgoing("reply-1", "답")
    with pytest.raises(RefusedError) as error:
        KIND.send(access, replace(outgoing, extra={**outgoing.extra, "callback": dead}))
    assert error.value.can_retry


def test_a_bare_yes_counts_as_shown(chatbot):
    chatbot.sim.faults = [Reply(200, b"")]
    assert KIND.send(chatbot.access(), chatbot.outgoing("reply-1", "답")).external_id


def test_nobody_can_tell_what_became_of_it_afterwards(chatbot):
    with pytest.raises(UnsureError):
        KIND.find(chatbot.access(), chatbot.outgoing("reply-1", "답"), now())


def test_what_a_bubble_cannot_hold_is_refused(chatbot):
    outgoing = chatbot.outgoing("reply-1", "가" * 1001)
    assert refused(chatbot, outgoing).code == "too_long"
    picture = replace(
        outgoing, text="가", extra={**outgoing.extra, "media": [{"kind": "image/png"}]}
    )
    assert refused(chatbot, picture).code == "no_media"
    machine = replace(chatbot.outgoing("reply-1", "접수했습니다."), is_automatic=True)
    assert refused(chatbot, machine).code == "automatic", "the one answer is a person's"
    assert chatbot.sim.place.calls == []
    assert KIND.measure("👍") == 2
