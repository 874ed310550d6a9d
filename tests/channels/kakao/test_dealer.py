"""Answering through the dealer, and what its codes mean."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.channels.kakao.bench import DOOR
from tests.channels.kakao.conftest import with_settings
from tests.channels.kakao.simulator import HANEUL, coded
from tests.servers.network import Reply

from hanjari.channels.contract import RefusedError, UnsureError
from hanjari.channels.kinds.kakao import KIND
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def refused(dealer, outgoing, access=None) -> RefusedError:
    with pytest.raises(RefusedError) as error:
        KIND.send(access or dealer.access(), outgoing)
    return error.value


def test_the_same_answer_again_is_said_once(dealer):
    outgoing = dealer.outgoing("reply-1", "오늘 보냈습니다.")
    first, second = (KIND.send(dealer.access(), outgoing) for _ in range(2))
    assert first.external_id == second.external_id
    assert dealer.sent(outgoing) == 1


def test_an_ended_consultation_is_told_in_plain_words(dealer):
    dealer.sim.end()
    error = refused(dealer, dealer.outgoing("reply-1", "답"))
    assert (error.code, error.can_retry) == ("session_ended", False)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (coded(-501, "InvalidSenderException(senderKey: x)"), "sender_key"),
        (coded(-504, "MessageLengthOverLimitException"), "too_long"),
        (coded(-999, "SomethingNewException"), "dealer_-999"),
        (Reply(400, {"code": -501, "message": "InvalidSenderException"}), "sender_key"),
        (Reply(401, {"code": "401"}), "http_401"),
        (Reply(429, {"code": "429"}), "rate"),
    ],
)
def test_a_refusal_is_surely_not_sent(dealer, reply, code):
    dealer.sim.faults = [reply]
    assert refused(dealer, dealer.outgoing("reply-1", "답")).code == code


@pytest.mark.parametrize(
    "reply",
    [
        coded(9999, "system"),
        coded(3005, "AckTimeoutException"),
        Reply(200, b""),
        Reply(200, {"message": "hm"}),
        Reply(502, {"code": -501}),
    ],
)
def test_what_the_dealer_does_not_know_is_unsure(dealer, reply):
    dealer.sim.faults = [reply]
    with pytest.raises(UnsureError):
        KIND.send(dealer.access(), dealer.outgoing("reply-1", "답"))


def test_a_used_number_means_that_it_was_said(dealer):
    outgoing = dealer.outgoing("reply-1", "답")
    for reply in (
        coded(3012, ""),
        coded(-511, "SerialNumberDuplicatedException"),
        Reply(400, {"code": 3012, "message": "SerialNumberDuplicatedException"}),
    ):
        dealer.sim.faults = [reply]
        assert KIND.send(dealer.access(), outgoing).external_id.startswith("ours:")


def test_trying_again_by_itself_needs_the_dealers_word(dealer):
    outgoing = dealer.outgoing("reply-1", "답")
    assert KIND.find(dealer.access(), outgoing, now()) is None
    with pytest.raises(UnsureError):
        KIND.find(with_settings(dealer.access(), is_serial_unique=False), outgoing, now())


def test_it_must_be_known_for_whom(dealer):
    nobody = replace(dealer.outgoing("reply-1", "답"), root_id="", to=())
    assert refused(dealer, nobody).code == "no_recipient"
    KIND.send(dealer.access(), replace(nobody, to=(HANEUL,)))


def test_without_keys_nothing_is_called(dealer):
    access = replace(dealer.access(), secrets={})
    assert refused(dealer, dealer.outgoing("reply-1", "답"), access).code == "no_keys"
    assert dealer.sim.place.calls == []


class TestPictures:
    def picture(self, content: bytes = b"\x89PNG", kind: str = "image/png"):
        return {"name": "a.png", "kind": kind, "alt": "", "content": b64encode(content).decode()}

    def outgoing(self, dealer, *pictures):
        return replace(dealer.outgoing("reply-1", "이렇게요"), extra={"media": list(pictures)})

    def test_a_picture_lies_at_kakao_before_it_is_said(self, dealer):
        KIND.send(dealer.access(), self.outgoing(dealer, self.picture()))
        assert dealer.sim.images == [b"\x89PNG"]
        (said,) = dealer.sim.chats[HANEUL].said
        assert said["chat_bubble_type"] == "IMAGE"
        assert said["attachment"]["image"]["img_url"].startswith("http://api1-kage.kakao.com/")

    def test_what_cannot_be_shown_is_refused_before_anything_is_said(self, dealer):
        for pictures, code in (
            ([self.picture(), self.picture()], "too_many"),
            ([self.picture(kind="image/gif")], "media_kind"),
            ([self.picture(b"")], "media_size"),
            ([self.picture(b"x" * 500_001)], "media_size"),
            ([{**self.picture(), "content": "***"}], "media_size"),
            (["picture"], "media_kind"),
        ):
            assert refused(dealer, self.outgoing(dealer, *pictures)).code == code
        assert dealer.sim.place.calls == []

    @pytest.mark.parametrize("reply", [coded(-505, "InvalidImage"), Reply(200, b""), Reply(500)])
    def test_a_picture_that_was_not_taken_sends_nothing(self, dealer, reply):
        dealer.sim.faults = [reply]
        refused(dealer, self.outgoing(dealer, self.picture()))
        assert dealer.sim.chats[HANEUL].said == []


class TestHealth:
    def checks(self, dealer, **changes):
        access = replace(dealer.access(), door_url=DOOR, **changes)
        return KIND.health(access)

    def test_the_address_to_register_has_no_slash_at_its_end(self, dealer):
        dealer.sim.domain = DOOR.rstrip("/")
        checks = self.checks(dealer, pushed_at=now())
        assert all(check.is_well for check in checks)
        assert any(check.words.endswith("/hooks/d00r") for check in checks)

    def test_a_dealer_that_sends_elsewhere_is_named(self, dealer):
        dealer.sim.domain = "https://old.example"
        (ill,) = [check for check in self.checks(dealer) if not check.is_well]
        assert "https://old.example" in ill.words
        assert ill.remedy

    @pytest.mark.parametrize("trouble", ["key", "login", "line", "odd"])
    def test_trouble_with_the_dealer_is_told_with_a_remedy(self, dealer, trouble):
        changes = {}
        if trouble == "key":
            changes = {"secrets": {**dealer.access().secrets, "sender_key": "0" * 40}}
        elif trouble == "login":
            dealer.sim.secret = "changed"
        elif trouble == "line":
            dealer.break_line()
        else:
            dealer.sim.faults = [Reply(200, {"data": []})]
        ill = [check for check in self.checks(dealer, **changes) if not check.is_well]
        assert ill
        assert all(check.words and check.remedy for check in ill)

    def test_a_long_silence_is_worth_a_look(self, dealer):
        dealer.sim.domain = DOOR.rstrip("/")
        for days, is_well in ((0, True), (3, True), (20, False)):
            checks = self.checks(dealer, pushed_at=now() - timedelta(days=days))
            assert all(check.is_well for check in checks) is is_well

    def test_the_chatbots_address_is_given_whole(self, chatbot):
        checks = KIND.health(replace(chatbot.access(), door_url=DOOR))
        assert any(DOOR in check.words for check in checks)
