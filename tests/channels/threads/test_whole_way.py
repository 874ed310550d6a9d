"""The whole way: a reply becomes a conversation, our answer stands below it once, a push and a pull are one."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.channels.threads.bench import event
from tests.channels.threads.world import NAME, SECRET, US
from tests.servers.network import Reply

from hanjari.channels import actions as channels
from hanjari.channels import queries
from hanjari.channels.access import seal_secrets
from hanjari.channels.calling.graph.pushes import signed
from hanjari.channels.models import Account, Delivery
from hanjari.conversations import actions as conversations
from hanjari.conversations.models import Conversation
from hanjari.journal.hearing import settle
from hanjari.kit.clock import now
from hanjari.listening.actions import hear_waiting
from hanjari.listening.models import Message

pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def account(threads, hanbit, yuna) -> Account:
    access = threads.access()
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="threads",
        name="한빛 스레드",
        owner=yuna,
        settings=access.settings,
        secrets=seal_secrets(access.secrets),
        own_ids=[US, NAME],
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


def knocked(account: Account, body: Any, secret: str = SECRET) -> int:
    content = json.dumps(body, ensure_ascii=False).encode()
    headers = {"X-Hub-Signature-256": signed(secret, content)}
    path = f"/hooks/{account.door}/"
    return (
        Client().post(path, content, content_type="application/json", headers=headers).status_code
    )


def test_a_reply_is_answered_below_itself_and_our_own_reply_joins_it(threads, sim, account, minseo):
    asked = sim.write("필터는 어디서 사나요?", parent=threads.post)
    brought(account)
    conversation = Conversation.objects.get()
    conversations.write_reply(conversation, "가까운 대리점에서 사실 수 있습니다.", by=minseo)
    sent()
    (ours,) = sim.ours(is_reply=True)
    assert ours.parent == asked.id
    assert Delivery.objects.get().external_id == ours.id
    sim.write("고맙습니다", parent=ours)
    brought(account)
    assert Message.objects.count() == 3, "our own reply came back and is not doubled"


def test_an_answer_whose_confirmation_was_lost_stands_there_once(threads, sim, account, minseo):
    sim.write("언제 오나요?", parent=threads.post)
    brought(account)
    conversations.write_reply(Conversation.objects.get(), "내일 갑니다.", by=minseo)
    taken = sim.guarded(sim.publish)

    def lost(call):
        taken(call)
        return Reply(503, b"")

    sim.place.on("POST", "/v1.0/me/threads_publish", lost)
    sent()
    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.UNKNOWN
    sim.place.on("POST", "/v1.0/me/threads_publish", taken)
    assert channels.reconcile(delivery.pk) == Delivery.State.SENT
    assert len(sim.ours(is_reply=True)) == 1


def test_a_push_a_repeated_push_and_a_pull_are_one_message(threads, sim, account):
    reply = sim.write("물이 새요", parent=threads.post)
    body = event("replies", sim.shown(reply))
    assert [knocked(account, body) for _ in range(2)] == [200, 200]
    brought(account)
    assert Message.objects.get().external_id == reply.id


def test_a_forged_push_is_turned_away_at_the_door(account):
    assert knocked(account, event("replies", {"id": "1"}), secret="guessed") == 403
