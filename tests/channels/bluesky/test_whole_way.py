"""The whole way through the house: heard, answered in the thread, heard back, taken down."""

from datetime import timedelta

import pytest
from tests.servers.faults import Dice, faulty

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


@pytest.fixture
def account(sky, hanbit, yuna) -> Account:
    access = sky.access()
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="bluesky",
        name="한빛 블루스카이",
        owner=yuna,
        settings={**access.settings, "stream": "firehose"},
        secrets=seal_secrets(access.secrets),
        own_ids=[sky.us.did],
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


def test_a_mention_is_answered_and_the_answer_to_that_joins_the_same_talk(sky, account, minseo):
    brought(account)
    asked = sky.haneul.mention(sky.us, "필터는 어디서 사나요?")
    brought(account)
    conversation = Conversation.objects.get()
    assert conversation.speaker == "하늘"
    conversations.write_reply(conversation, "가까운 대리점에서 사실 수 있습니다.", by=minseo)
    sent()
    (ours,) = sky.us.posts()
    assert ours["value"]["reply"]["parent"]["uri"] == asked["uri"]
    assert Delivery.objects.get().external_id == ours["uri"]
    sky.haneul.post("고맙습니다", {**ours, "root": ours["value"]["reply"]["root"]})
    brought(account)
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 3, "our own post is there once"


def test_an_answer_whose_confirmation_was_lost_stands_there_once(sky, account, minseo):
    brought(account)
    sky.haneul.mention(sky.us, "언제 오나요?")
    brought(account)
    conversations.write_reply(Conversation.objects.get(), "내일 갑니다.", by=minseo)
    with faulty(sky.us.pds, Dice(share=1.0, faults=("mute",))) as place:
        settings = {**account.settings, "pds": place.url}
        Account.objects.filter(pk=account.pk).update(settings=settings)
        through_the_storm = Delivery.objects.get()
        channels.deliver(through_the_storm.pk)
        assert Delivery.objects.get().state in {Delivery.State.UNKNOWN, Delivery.State.QUEUED}
        with place.calm():
            Delivery.objects.update(not_before=now() - timedelta(seconds=1))
            if Delivery.objects.get().state == Delivery.State.UNKNOWN:
                channels.reconcile(through_the_storm.pk)
            sent()
    assert Delivery.objects.get().state == Delivery.State.SENT
    assert len(sky.us.posts()) == 1


def test_a_deletion_at_bluesky_leaves_a_tombstone_and_no_pull_brings_it_back(sky, account):
    brought(account)
    asked = sky.haneul.mention(sky.us, "물이 새요")
    brought(account)
    assert Message.objects.get().external_id == asked["uri"]
    sky.haneul.delete(asked["uri"])
    brought(account)
    message = Message.objects.get()
    assert message.erased_at
    assert "물이" not in message.text
    Account.objects.filter(pk=account.pk).update(cursor={})
    brought(account)
    assert Message.objects.count() == 1
    assert Message.objects.get().erased_at
