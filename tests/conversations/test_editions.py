"""What an edited message said before: folded in the thread, gone with its person."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.conversations.conftest import after, make

from hanjari.channels.envelope import Envelope, Sender
from hanjari.conversations import queries
from hanjari.conversations.models import Conversation, Turn
from hanjari.listening import actions as listening
from hanjari.listening.models import Edition, Message


@pytest.fixture
def desk(client: Client, minseo) -> Client:
    minseo.language = "en"
    minseo.save()
    client.force_login(minseo)
    return client


@pytest.fixture
def talk(say) -> Conversation:
    return say("q", posted_at=after(0), text="배송이 안 와요")


def edit(talk: Conversation, text: str, minutes: float) -> Message:
    envelope = Envelope(
        talk.account_id, "q", after(0), Sender("하늘", "하늘"), text, edits=True,
        edited_at=after(minutes),
    )  # fmt: skip
    listening.keep(talk.account, [envelope])
    return Message.objects.get(external_id="q")


def test_the_earlier_words_are_folded_under_the_message(desk, talk):
    edit(talk, "배송이 왔어요", 30)
    page = desk.get(f"/inbox/{talk.pk}/").content.decode()
    assert "earlier text</summary>" in page
    assert "배송이 안 와요" in page.split("earlier text</summary>")[1]
    assert "Edited after our answer" not in page


def test_an_edit_after_our_answer_says_so_and_one_before_does_not(talk, mailbox):
    answer = make(mailbox, "a", "q", posted_at=after(10), is_ours=True)
    Turn.objects.create(conversation=talk, message=answer)
    assert not queries.edited([edit(talk, "배송이 왔어요", 5)]).popitem()[1].is_after_answer
    assert queries.edited([edit(talk, "환불해 주세요", 20)]).popitem()[1].is_after_answer


def test_earlier_words_are_masked_like_all_others(talk):
    edit(talk, "제 카드는 4111 1111 1111 1111 이에요", 5)
    edit(talk, "카드 번호는 지웠어요", 6)
    assert all("4111 1111" not in one.text for one in Edition.objects.all())
    assert Edition.objects.count() == 2


def test_earlier_words_go_with_their_person(desk, talk, jiho):
    message = edit(talk, "배송이 왔어요", 30)
    listening.erase_person(message.author.person, reason="asked", by=jiho)
    assert not Edition.objects.exists()
    assert "earlier text" not in desk.get(f"/inbox/{talk.pk}/").content.decode()


def test_a_message_that_was_never_edited_is_not_asked_about(talk, django_assert_num_queries):
    message = Message.objects.get()
    with django_assert_num_queries(0):
        assert queries.edited([message]) == {}


def test_each_edit_is_kept_with_its_time(talk):
    edit(talk, "둘", 10)
    message = edit(talk, "셋", 20)
    before = queries.edited([message])[message.pk].before
    assert [(one.text, one.said_at) for one in before] == [
        ("배송이 안 와요", after(0)),
        ("둘", after(0) + timedelta(minutes=10)),
    ]
