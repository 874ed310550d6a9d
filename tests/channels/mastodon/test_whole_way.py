"""The whole way: a mention becomes a conversation, the answer stands in its thread once, edits and deletions come in."""

from datetime import timedelta

import pytest
from tests.channels.mastodon.conftest import OWN, access_to
from tests.channels.mastodon.simulator import GARAM, HANEUL, US
from tests.servers.network import Reply

from hanjari.channels import actions as channels
from hanjari.channels import queries
from hanjari.channels.access import seal_secrets
from hanjari.channels.models import Account, Delivery
from hanjari.conversations import actions as conversations
from hanjari.conversations.models import Conversation
from hanjari.journal.hearing import settle
from hanjari.kit import clock
from hanjari.kit.clock import now
from hanjari.listening.actions import hear_waiting
from hanjari.listening.models import Message

pytestmark = [pytest.mark.real_server, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def account(sim, hanbit, yuna) -> Account:
    access = access_to(sim)
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="mastodon",
        name="한빛 마스토돈",
        owner=yuna,
        settings={**access.settings, "streams": False, "own_posts": True},
        secrets=seal_secrets(access.secrets),
        own_ids=[OWN],
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


def test_a_mention_in_a_thread_is_answered_there_and_our_own_post_joins_it(sim, account, minseo):
    root = sim.write("정수기 쓰시는 분 계세요?", GARAM)
    asked = sim.write(
        "@hanbit 필터는 어디서 사나요?", HANEUL, parent=root.id, visibility="unlisted"
    )
    brought(account)
    conversation = Conversation.objects.get()
    assert Message.objects.count() == 2, "what was asked above came along"
    conversations.write_reply(conversation, "가까운 대리점에서 사실 수 있습니다.", by=minseo)
    sent()
    (ours,) = sim.of(US)
    assert ours.parent in {asked.id, root.id}
    assert Delivery.objects.get().external_id == ours.id
    sim.write("@hanbit 고맙습니다", HANEUL, parent=ours.id)
    brought(account)
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 4, "our own post came back and is not doubled"


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private", "direct"])
def test_an_answer_is_seen_by_those_who_saw_the_question(sim, account, minseo, visibility):
    asked = sim.write("@hanbit 필터 값이 얼마인가요?", visibility=visibility)
    brought(account)
    message = Message.objects.get()
    assert message.is_public == (visibility in {"public", "unlisted"})
    conversations.write_reply(Conversation.objects.get(), "3만 원입니다.", by=minseo)
    sent()
    (ours,) = sim.of(US)
    assert (ours.visibility, ours.parent) == (visibility, asked.id)
    assert ours.text == "@haneul 3만 원입니다."


def test_an_answer_whose_confirmation_was_lost_stands_there_once(sim, account, minseo):
    sim.flavour = "gotosocial"  # which knows no Idempotency-Key
    sim.write("@hanbit 언제 오나요?")
    brought(account)
    conversations.write_reply(Conversation.objects.get(), "내일 갑니다.", by=minseo)
    taken = sim.answer

    def lost(call):
        reply = taken(call)
        return Reply(503, b"") if call.path == "/api/v1/statuses" else reply

    sim.place.on("POST", "/*", lost)
    sent()
    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.UNKNOWN
    sim.place.on("POST", "/*", taken)
    assert channels.reconcile(delivery.pk) == Delivery.State.SENT
    assert len(sim.of(US)) == 1


def test_edits_are_told_and_a_deletion_at_the_server_ends_it_here(sim, account):
    post = sim.write("@hanbit 물이 새요")
    brought(account)
    sim.edit(post, "@hanbit 물이 아주 많이 새요")
    brought(account)
    assert Message.objects.get().text == "@hanbit 물이 아주 많이 새요"
    sim.delete(post)
    with clock.at(now() + timedelta(minutes=20)):
        brought(account)
        assert Message.objects.get().erased_at
        brought(account)
    assert Message.objects.count() == 1, "the next pull does not bring it back"


def test_our_own_post_written_in_an_app_opens_no_question(sim, account):
    sim.write("점검 안내드립니다", US)
    brought(account)
    assert Message.objects.get().is_ours
