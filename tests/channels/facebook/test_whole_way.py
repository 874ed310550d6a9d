"""The whole way: a comment becomes a conversation, the answer stands below it once, a deletion is honoured."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.channels.facebook.bench import change, comment
from tests.channels.meta.graph import HANEUL, PAGE, SECRET, STRANGER
from tests.servers.network import Reply

from hanjari.channels import actions as channels
from hanjari.channels import queries
from hanjari.channels.access import seal_secrets
from hanjari.channels.calling.graph import pushes
from hanjari.channels.models import Account, Delivery
from hanjari.conversations import actions as conversations
from hanjari.conversations.models import Conversation
from hanjari.journal.hearing import settle
from hanjari.kit.clock import now
from hanjari.listening.actions import hear_waiting
from hanjari.listening.models import Message

pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def account(meta_bench, hanbit, yuna) -> Account:
    access = meta_bench.access()
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="facebook",
        name="한빛 페이스북",
        owner=yuna,
        settings=access.settings,
        secrets=seal_secrets(access.secrets),
        own_ids=[PAGE],
    )


def brought(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(next_pull_at=now() - timedelta(seconds=1))
    channels.pull_account(account.pk)
    heard()


def heard() -> None:
    hear_waiting(100)
    settle()


def sent() -> None:
    for delivery in queries.due_deliveries():
        channels.deliver(delivery.pk)
    settle()


def knocked(account: Account, body: dict[str, Any], secret: str = SECRET) -> int:
    """A push at the account's own door."""
    content = json.dumps(body).encode()
    signature = {pushes.SIGNATURE: pushes.signed(secret, content)}
    path = f"/hooks/{account.door}/"
    return (
        Client().post(path, content, content_type="application/json", headers=signature).status_code
    )


def test_a_comment_is_answered_below_itself_and_our_own_joins_it(sim, meta_bench, account, minseo):
    asked = sim.say(meta_bench.post, "필터는 어디서 사나요?")
    sim.say(meta_bench.post, "잘 보고 갑니다", STRANGER)
    brought(account)
    conversation = Conversation.objects.get(speaker="하늘")
    assert Conversation.objects.count() == 2, "two people below our post are two talks"
    conversations.write_reply(conversation, "가까운 대리점에서 사실 수 있습니다.", by=minseo)
    sent()
    (ours,) = sim.below(meta_bench.post.id, asked.id)
    assert Delivery.objects.get().external_id == ours.id
    sim.say(ours, "고맙습니다")
    brought(account)
    assert Conversation.objects.count() == 2
    assert Message.objects.count() == 4, "our own comment came back and is not doubled"


def test_a_push_and_a_pull_of_one_comment_are_one_message_and_its_deletion_ends_it(
    sim, meta_bench, account
):
    asked = sim.say(meta_bench.post, "물이 새요")
    body = change(comment(asked.id, asked.text))
    assert [knocked(account, body) for _ in range(3)] == [200, 200, 200]
    brought(account)
    assert Message.objects.get().external_id == asked.id
    gone = change(comment(asked.id, "", verb="remove"))
    assert knocked(account, gone) == 200
    heard()
    message = Message.objects.get()
    assert message.erased_at
    assert "물이" not in message.text
    brought(account)
    assert Message.objects.count() == 1, "the next pull does not bring it back"


def test_a_deletion_that_comes_before_its_comment_wins(sim, account):
    knocked(account, change(comment("8_9", "", verb="remove")))
    heard()
    knocked(account, change(comment("8_9", "지운 말")))
    heard()
    assert not Message.objects.filter(text__contains="지운 말").exists()


def test_an_edit_replaces_the_words(sim, account):
    knocked(account, change(comment("8_9", "첫 글")))
    heard()
    knocked(account, change(comment("8_9", "고친 글", verb="edited")))
    heard()
    assert Message.objects.get().text == "고친 글"


def test_a_comment_is_answered_privately_and_the_talk_goes_on(sim, meta_bench, account, minseo):
    sim.say(meta_bench.post, "제 주문이 안 와요")
    brought(account)
    conversation = Conversation.objects.get()
    conversations.write_reply(conversation, "주문 번호를 알려 주세요.", by=minseo, is_private=True)
    sent()
    (ours,) = sim.ours()
    assert Delivery.objects.get().external_id == ours.id
    assert sim.below(meta_bench.post.id) == [
        one for one in sim.comments.values() if one.author == HANEUL
    ]
    sim.message("1234입니다")
    brought(account)
    assert Message.objects.filter(text="1234입니다", is_public=False).exists()


def test_an_answer_whose_confirmation_was_lost_stands_there_once(sim, meta_bench, account, minseo):
    asked = sim.say(meta_bench.post, "언제 오나요?")
    brought(account)
    conversations.write_reply(Conversation.objects.get(), "내일 갑니다.", by=minseo)

    def lost(call):
        sim.answer(call)
        return Reply(503, b"")

    sim.place.on("POST", "/v25.0/*", lost)
    sent()
    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.UNKNOWN
    sim.place.on("POST", "/v25.0/*", sim.answer)
    assert channels.reconcile(delivery.pk) == Delivery.State.SENT
    assert len(sim.below(meta_bench.post.id, asked.id)) == 1


def test_a_forged_push_is_turned_away_at_the_door(account):
    assert knocked(account, change(comment("8_9", "안녕")), secret="guessed") == 403
    assert Account.objects.get().forged_count == 1
    heard()
    assert not Message.objects.exists()
