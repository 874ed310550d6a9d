"""The whole way: a comment becomes a conversation, the answer stands at WordPress once, spam ends it."""

from datetime import timedelta

import pytest

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
def account(wordpress_bench, hanbit, yuna) -> Account:
    access = wordpress_bench.access()
    return Account.objects.create(
        organisation=hanbit.organisation,
        kind="wordpress",
        name="한빛 블로그",
        owner=yuna,
        settings=access.settings,
        secrets=seal_secrets(access.secrets),
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


def test_a_comment_is_answered_below_itself_and_our_own_comment_joins_it(site, account, minseo):
    asked = site.comment("필터는 어디서 사나요?")
    brought(account)
    conversation = Conversation.objects.get()
    assert (conversation.speaker, conversation.subject) == ("하늘", "정수기 필터 교체 안내")
    conversations.write_reply(conversation, "가까운 대리점에서 사실 수 있습니다.", by=minseo)
    sent()
    (ours,) = site.comments(f"comment_parent = {asked}")
    assert Delivery.objects.get().external_id == str(ours[0])
    site.comment("고맙습니다", parent=ours[0])
    site.comment("저도 궁금해요", name="나라")
    brought(account)
    assert sorted(talk.turns.count() for talk in Conversation.objects.all()) == [1, 3]
    assert Message.objects.count() == 4, "our own comment came back and is not doubled"


def test_an_answer_whose_confirmation_was_lost_stands_there_once(site, account, minseo):
    site.comment("언제 오나요?")
    brought(account)
    conversations.write_reply(Conversation.objects.get(), "내일 갑니다.", by=minseo)
    with site.broken(
        "add_action('rest_after_insert_comment', function () { http_response_code(500); die('x'); });"
    ):
        sent()
    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.UNKNOWN
    assert channels.reconcile(delivery.pk) == Delivery.State.SENT
    assert len(site.comments()) == 2


def test_an_edit_is_told_and_spam_ends_it_for_good(site, account):
    number = site.comment("물이 새요")
    brought(account)
    site.rewrite(number, "물이 많이 새요")
    brought(account)
    message = Message.objects.get()
    assert (message.text, bool(message.edited_at)) == ("물이 많이 새요", True)
    site.status(number, "spam")
    brought(account)
    message.refresh_from_db()
    assert message.erased_at
    assert "물이" not in message.text
    site.status(number, "1")
    brought(account)
    assert Message.objects.filter(erased_at=None).count() == 0, "an erased message stays erased"


def test_a_held_comment_waits_as_held_until_the_answer_frees_it(site, account, minseo):
    number = site.comment("잡힌 글")
    site.status(number, "0")
    brought(account)
    assert Message.objects.get().extra["moderation"] == "hold"
    conversations.write_reply(Conversation.objects.get(), "답합니다.", by=minseo)
    sent()
    brought(account)
    assert [row[2] for row in site.comments()] == ["1", "1"]
