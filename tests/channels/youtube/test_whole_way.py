"""The whole way: a comment becomes a conversation, and the answer stands below it once."""

from datetime import timedelta

import pytest
from tests.channels.youtube.world import CHANNEL

from hanjari.channels import actions as channels
from hanjari.channels import queries
from hanjari.channels.access import seal_secrets
from hanjari.channels.models import Account, Delivery
from hanjari.conversations import actions as conversations
from hanjari.conversations.models import Conversation
from hanjari.journal.hearing import settle
from hanjari.kit.clock import now
from hanjari.listening.actions import hear_waiting
from hanjari.listening.models import Message

pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


def brought(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(next_pull_at=now() - timedelta(seconds=1))
    channels.pull_account(account.pk)
    hear_waiting(100)
    settle()


def test_a_comment_is_answered_in_its_thread(youtube_bench, sim, hanbit, yuna, minseo):
    access = youtube_bench.access()
    account = Account.objects.create(
        organisation=hanbit.organisation,
        kind="youtube",
        name="한빛 유튜브",
        owner=yuna,
        settings=access.settings,
        secrets=seal_secrets(access.secrets),
        own_ids=[CHANNEL],
    )
    thread = sim.write("몇 분에 나오나요?")
    brought(account)
    conversation = Conversation.objects.get()
    assert Message.objects.get().subject == "정수기 필터 가는 법"
    conversations.write_reply(conversation, "3분 20초입니다.", by=minseo)
    for delivery in queries.due_deliveries():
        channels.deliver(delivery.pk)
    settle()
    assert [one.text for one in thread.replies] == ["3분 20초입니다."]
    assert Delivery.objects.get().external_id == thread.replies[0].id
    sim.reply(thread, "감사합니다")
    brought(account)
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 3, "our own answer came back and is not doubled"
