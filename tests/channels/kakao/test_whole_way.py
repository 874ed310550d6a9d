"""The whole way: a KakaoTalk message becomes a conversation, and its answer is said once."""

import json
from time import monotonic
from typing import Any

import pytest
from django.test import Client
from tests.channels.kakao.bench import HEADER, VALUE
from tests.channels.kakao.simulator import HANEUL, SENDER_KEY, packed
from tests.servers.network import Reply

from hanjari.channels import actions as channels
from hanjari.channels import queries
from hanjari.channels.access import seal_secrets
from hanjari.channels.models import Account, Delivery, RawPayload
from hanjari.conversations import actions as conversations
from hanjari.conversations.models import Conversation
from hanjari.journal.hearing import settle
from hanjari.listening.actions import hear_waiting
from hanjari.listening.models import Message

pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


def connected(bench, hanbit, yuna, **changes: Any) -> Account:
    access = bench.access()
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="kakao",
        name=access.name,
        owner=yuna,
        settings={**access.settings, **changes},
        secrets=seal_secrets(access.secrets),
    )


def knocked(account: Account, body: Any, word: str = "", value: str = VALUE):
    """A push at the account's own door; the dealer adds a word to the address."""
    path = f"/hooks/{account.door}/{word}"
    headers = {HEADER: value} if value else {}
    return Client().post(path, packed(body), content_type="application/json", headers=headers)


def brought() -> None:
    hear_waiting(100)
    settle()


def sent() -> None:
    for delivery in queries.due_deliveries():
        channels.deliver(delivery.pk)
    settle()


def test_a_consultation_is_answered_once_and_its_end_is_told(dealer, hanbit, yuna, minseo):
    account = connected(dealer, hanbit, yuna)
    push = dealer.sim.talk("정수기에서 소리가 나요")
    for _ in range(2):
        assert knocked(account, push, "message").status_code == 200
    brought()
    conversation = Conversation.objects.get()
    conversations.write_reply(conversation, "내일 기사님이 방문합니다.", by=minseo)
    sent()
    (said,) = dealer.sim.chats[HANEUL].said
    assert said["message"] == "내일 기사님이 방문합니다."
    assert Delivery.objects.get().state == Delivery.State.SENT
    assert knocked(account, dealer.sim.end(), "expired_session").status_code == 200
    brought()
    assert Conversation.objects.count() == 1
    conversations.write_reply(conversation, "하나 더요.", by=minseo)
    sent()
    delivery = Delivery.objects.latest("pk")
    assert (delivery.state, delivery.failure["code"]) == (Delivery.State.FAILED, "session_ended")


@pytest.mark.parametrize("is_unique", [True, False])
def test_a_lost_confirmation_never_says_it_twice(dealer, hanbit, yuna, minseo, is_unique):
    account = connected(dealer, hanbit, yuna, is_serial_unique=is_unique)
    knocked(account, dealer.sim.talk("언제 오나요?"), "message")
    brought()
    conversations.write_reply(Conversation.objects.get(), "내일 갑니다.", by=minseo)
    path = "/kakaoWebhook/v3/bzc/chat/send/plain"

    def lost(call):
        dealer.sim.take(call)
        return Reply(503, b"")

    dealer.sim.place.on("POST", path, lost)
    sent()
    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.UNKNOWN
    dealer.sim.place.on("POST", path, dealer.sim.take)
    state = channels.reconcile(delivery.pk)
    assert state == (Delivery.State.QUEUED if is_unique else Delivery.State.UNKNOWN)
    sent()
    assert len(dealer.sim.chats[HANEUL].said) == 1
    expected = Delivery.State.SENT if is_unique else Delivery.State.UNKNOWN
    assert Delivery.objects.get().state == expected


def test_forged_pushes_are_turned_away_at_the_door(dealer, chatbot, hanbit, yuna):
    account = connected(dealer, hanbit, yuna)
    forged = {**dealer.sim.talk("가짜"), "sender_key": SENDER_KEY[::-1]}
    assert knocked(account, forged, "message").status_code == 403
    account.delete()
    account = connected(chatbot, hanbit, yuna)
    assert knocked(account, chatbot.sim.skill("가짜"), value="guessed").status_code == 403
    assert not RawPayload.objects.exists()


def test_a_chatbot_gives_its_receipt_at_once(chatbot, hanbit, yuna):
    account = connected(chatbot, hanbit, yuna)
    began = monotonic()
    answer = knocked(account, chatbot.sim.skill("배송이 안 왔어요"))
    assert monotonic() - began < 5, "KakaoTalk waits five seconds"
    assert answer.status_code == 200
    told = json.loads(answer.content)
    assert told["template"]["outputs"][0]["simpleText"]["text"] == "메시지를 잘 받았습니다."
    brought()
    assert Message.objects.get().text == "배송이 안 왔어요"


def test_a_person_answers_a_chatbot_within_its_minute_and_not_again(chatbot, hanbit, yuna, minseo):
    account = connected(chatbot, hanbit, yuna)
    knocked(account, chatbot.sim.skill("배송이 안 왔어요", callback=True))
    brought()
    conversation = Conversation.objects.get()
    conversations.write_reply(conversation, "오늘 도착합니다.", by=minseo)
    sent()
    assert Delivery.objects.get().external_id.startswith("callback:")
    conversations.write_reply(conversation, "하나 더요.", by=minseo)
    sent()
    delivery = Delivery.objects.latest("pk")
    assert (delivery.state, delivery.failure["code"]) == (Delivery.State.FAILED, "callback_closed")
    assert len(chatbot.sim.shown) == 1
