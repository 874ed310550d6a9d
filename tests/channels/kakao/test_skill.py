"""The chatbot's way in: whose push is believed, what it says, and what is said at once."""

import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from tests.channels import test_contract as contract
from tests.channels.kakao.bench import HEADER, pushed
from tests.channels.kakao.conftest import with_settings
from tests.channels.kakao.simulator import HANEUL
from tests.conftest import SHARED_DATA

from hanjari.channels.contract import Access, AnswersPush, ForgedError, Guides, Raw, UnreadableError
from hanjari.channels.kinds.kakao import KIND

pytestmark = pytest.mark.real_server
SAMPLE = SHARED_DATA / "channel_samples" / "kakao_skill_request.json"


@pytest.fixture
def bench(chatbot):
    """The contract's tests below run on the chatbot's way."""
    return chatbot


test_a_true_push_is_taken = contract.test_a_true_push_is_taken_and_can_be_read
test_forged_pushes_are_refused = contract.test_forged_pushes_are_refused
test_junk = contract.test_junk_is_unreadable_and_nothing_worse
test_health_is_well = contract.test_health_is_well_when_all_is_well


def kept(chatbot, push, access=None):
    (raw,) = KIND.verify(access or chatbot.access(), pushed(push))
    return raw


def heard(chatbot, push):
    (envelope,) = KIND.read(chatbot.access(), kept(chatbot, push))
    return envelope


def answered(access, push):
    request = pushed(push)
    return json.loads(KIND.answer_push(access, request, KIND.verify(access, request)).content)


def test_an_utterance_becomes_a_private_message_with_what_the_admin_centre_knows(chatbot):
    found = heard(chatbot, chatbot.sim.skill("배송이 아직도 안 왔어요\n"))
    assert found.text == "배송이 아직도 안 왔어요"
    assert (found.root_id, found.sender.external_id) == ("with:bot-user-1", "bot-user-1")
    assert not found.is_public
    assert found.extra == {
        "block": "폴백 블록",
        "intent": "폴백 블록",
        "bot": "bot1",
        "channel_user": HANEUL,
        "language": "ko",
        "timezone": "Asia/Seoul",
    }


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared samples are not here")
def test_the_recorded_shape_is_read(chatbot):
    found = heard(chatbot, json.loads(SAMPLE.read_text()))
    assert (found.text, found.sender.external_id) == ("배송이 아직도 안 왔어요", "kakao-user-99")


def test_the_same_push_again_is_the_same_message_and_the_same_words_later_are_another(chatbot):
    push = chatbot.sim.skill("네")
    with time_machine.travel(datetime(2026, 11, 26, 1, 0, 1, tzinfo=UTC), tick=False) as clock:
        first, again = kept(chatbot, push), kept(chatbot, push)
        clock.shift(30)
        later = heard(chatbot, push)
    assert first.body == again.body
    (found,) = KIND.read(chatbot.access(), first)
    assert found.external_id != later.external_id


def test_a_callback_address_tells_messages_apart_whenever_they_come(chatbot):
    push = chatbot.sim.skill("네", callback=True)
    with time_machine.travel(datetime(2026, 11, 26, 1, 0, 1, tzinfo=UTC), tick=False) as clock:
        first = kept(chatbot, push)
        clock.shift(30)
        assert kept(chatbot, push).body == first.body
        other = kept(chatbot, chatbot.sim.skill("네", callback=True))
    assert other.body != first.body


def test_a_receipt_is_given_at_once(chatbot):
    assert isinstance(KIND, AnswersPush)
    access = with_settings(chatbot.access(), receipt="곧 살펴볼게요.", quick_replies="매장\n배송")
    told = answered(access, chatbot.sim.skill("언제 오나요"))
    assert told["version"] == "2.0"
    assert told["template"]["outputs"] == [{"simpleText": {"text": "곧 살펴볼게요."}}]
    assert [one["label"] for one in told["template"]["quickReplies"]] == ["매장", "배송"]


@pytest.mark.parametrize(("lang", "word"), [("ko", "메시지"), ("kr", "메시지"), ("en", "received")])
def test_the_receipt_speaks_the_readers_language(chatbot, lang, word):
    told = answered(chatbot.access(), chatbot.sim.skill("안녕", lang=lang))
    assert word in told["template"]["outputs"][0]["simpleText"]["text"]


def test_with_a_callback_the_answer_may_follow(chatbot):
    told = answered(chatbot.access(), chatbot.sim.skill("안녕", callback=True))
    assert told["useCallback"] is True
    assert told["data"]["text"]
    assert "template" not in told


def test_a_test_of_the_skill_is_answered_and_not_kept(chatbot):
    user = {"id": "138473", "type": "accountId", "properties": {}}
    push = chatbot.sim.skill("발화 내용", user=user, params={"ignoreMe": "true"}, lang=None)
    push["userRequest"]["user"] = user
    assert KIND.verify(chatbot.access(), pushed(push)) == []
    assert (
        "시험" in answered(chatbot.access(), push)["template"]["outputs"][0]["simpleText"]["text"]
    )


def test_a_bot_test_is_kept_and_marked(chatbot):
    params = {"surface": "BuilderBotTest", "ignoreMe": "true"}
    assert heard(chatbot, chatbot.sim.skill("안녕\n", params=params)).extra["is_test"] is True


def test_without_a_secret_nothing_is_believed(chatbot):
    access = chatbot.access()
    bare = Access(7, "한빛", access.settings, {}, {})
    with pytest.raises(ForgedError):
        KIND.verify(bare, pushed(chatbot.sim.skill("안녕"), ""))
    nameless = with_settings(access, header_name="")
    with pytest.raises(ForgedError):
        KIND.verify(nameless, pushed(chatbot.sim.skill("안녕")))
    assert HEADER in access.settings.values()


class TestAddresses:
    def test_only_named_networks_may_push(self, chatbot):
        access = with_settings(chatbot.access(), addresses="203.0.113.0/24\n2001:db8::/32")
        push = chatbot.sim.skill("안녕")
        for address in ("203.0.113.7", "2001:db8::1"):
            assert KIND.verify(access, pushed(push, REMOTE_ADDR=address))
        for address in ("198.51.100.1", "", "unix"):
            with pytest.raises(ForgedError):
                KIND.verify(access, pushed(push, REMOTE_ADDR=address))

    def test_a_proxy_is_believed_only_when_there_is_one(self, chatbot):
        access = with_settings(chatbot.access(), addresses="203.0.113.0/24")
        lied = {"REMOTE_ADDR": "198.51.100.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
        with pytest.raises(ForgedError):
            KIND.verify(access, pushed(chatbot.sim.skill("안녕"), **lied))
        with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
            assert KIND.verify(access, pushed(chatbot.sim.skill("안녕"), **lied))
            more = {**lied, "HTTP_X_FORWARDED_FOR": "203.0.113.7, 198.51.100.9"}
            with pytest.raises(ForgedError):
                KIND.verify(access, pushed(chatbot.sim.skill("안녕"), **more))


def test_the_guide_names_both_ways():
    assert isinstance(KIND, Guides)
    words = " ".join(step.words for step in KIND.guide())
    assert "HT" in words
    assert "header" in words or "헤더" in words


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("가a1:/", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("가a1:/", max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_PUSH = st.fixed_dictionaries(
    {},
    optional={
        "userRequest": _JSON
        | st.fixed_dictionaries(
            {}, optional={"user": _JSON, "utterance": _JSON, "block": _JSON, "callbackUrl": _JSON}
        ),
        "action": _JSON,
        "bot": _JSON,
    },
)


@given(_JSON | st.fixed_dictionaries({"push": _PUSH}))
def test_any_json_is_read_or_unreadable(body):
    access = Access(7, "한빛", {"way": "skill"}, {}, {})
    raw = Raw(json.dumps(body).encode(), {"way": "skill", "at": "2026-11-26T01:00:00+00:00"})
    try:
        envelopes = KIND.read(access, raw)
    except UnreadableError:
        return
    assert envelopes == KIND.read(access, raw), "reading is pure"
    assert all(len(one.external_id) < 100 for one in envelopes)
