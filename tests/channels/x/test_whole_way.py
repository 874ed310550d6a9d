"""The whole way: a mention becomes a conversation, the answer stands at X once, a deletion is honoured."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.channels.x.bench import SECRET, status
from tests.channels.x.world import STRANGER, US
from tests.servers.network import Reply

from hanjari.channels import actions as channels
from hanjari.channels import queries
from hanjari.channels.access import seal_secrets
from hanjari.channels.kinds.x.pushes import signed
from hanjari.channels.models import Account, Delivery
from hanjari.conversations import actions as conversations
from hanjari.conversations.models import Conversation
from hanjari.journal.hearing import settle
from hanjari.kit.clock import now
from hanjari.listening.actions import hear_waiting
from hanjari.listening.models import Message

pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def account(x_bench, hanbit, yuna) -> Account:
    access = x_bench.access()
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="x",
        name="한빛 X",
        owner=yuna,
        settings={**access.settings, "streams": False},
        secrets=seal_secrets(access.secrets),
        own_ids=[US],
    )


def brought(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(next_pull_at=now() - timedelta(seconds=1))
    channels.pull_account(account.pk)
    hear_waiting(100)
    settle()


def sent() -> None:
    for delivery in queries.due_deliveries():
        channels.deliver(delivery.pk)
    settle()


def test_a_mention_is_answered_below_itself_and_our_own_post_joins_it(sim, account, minseo):
    asked = sim.write("@hanbit_kr 필터는 어디서 사나요?")
    brought(account)
    conversation = Conversation.objects.get()
    assert conversation.speaker == "하늘"
    conversations.write_reply(conversation, "가까운 대리점에서 사실 수 있습니다.", by=minseo)
    sent()
    (ours,) = sim.of(US)
    assert ours.parent == asked.id
    assert Delivery.objects.get().external_id == ours.id
    sim.write("@hanbit_kr 고맙습니다", parent=ours.id)
    brought(account)
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 3, "our own post came back and is not doubled"


def test_an_answer_whose_confirmation_was_lost_stands_there_once(sim, account, minseo):
    sim.write("@hanbit_kr 언제 오나요?")
    brought(account)
    conversations.write_reply(Conversation.objects.get(), "내일 갑니다.", by=minseo)
    taken = sim.post

    def lost(call):
        taken(call)
        return Reply(503, b"")

    sim.place.on("POST", "/2/tweets", sim.guarded(lost))
    sent()
    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.UNKNOWN
    sim.place.on("POST", "/2/tweets", sim.guarded(taken))
    assert channels.reconcile(delivery.pk) == Delivery.State.SENT
    assert len(sim.of(US)) == 1


def test_a_push_and_a_pull_of_one_post_are_one_message_and_its_deletion_ends_it(sim, account):
    post = sim.write("@hanbit_kr 물이 새요", STRANGER)
    told = status(post.id, post.text, STRANGER)
    assert knocked(account, {"for_user_id": US, "tweet_create_events": [told]}) == 200
    brought(account)
    assert Message.objects.get().external_id == post.id
    lost = {"status": {"id": post.id, "user_id": STRANGER}}
    assert knocked(account, {"for_user_id": US, "tweet_delete_events": [lost]}) == 200
    hear_waiting(100)
    settle()
    message = Message.objects.get()
    assert message.erased_at
    assert "물이" not in message.text
    brought(account)
    assert Message.objects.count() == 1, "the next pull does not bring it back"


def test_a_forged_push_is_turned_away_at_the_door(account):
    assert knocked(account, {"for_user_id": US}, secret="guessed") == 403


def knocked(account: Account, body: dict[str, Any], secret: str = SECRET) -> int:
    """A push at the account's own door."""
    content = json.dumps(body).encode()
    signature = {"x-twitter-webhooks-signature": signed(secret, content)}
    path = f"/hooks/{account.door}/"
    return (
        Client().post(path, content, content_type="application/json", headers=signature).status_code
    )
