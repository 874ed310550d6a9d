"""The whole way: a visitor writes, staff answer in the inbox, the visitor reads it and writes back."""

import pytest
from django.db import connection
from django.test import Client

from hanjari.channels import actions as channels
from hanjari.channels import queries, tasks
from hanjari.channels.models import Delivery, Visit
from hanjari.conversations import actions as conversations
from hanjari.conversations.models import Conversation
from hanjari.journal.hearing import settle
from hanjari.listening import actions as listening
from hanjari.listening.actions import hear_waiting
from hanjari.listening.models import Message


def read_in() -> None:
    hear_waiting(100)
    settle()


def send_out() -> None:
    for delivery in queries.due_deliveries():
        channels.deliver(delivery.pk)
    settle()


@pytest.mark.django_db(transaction=True)
def test_a_visitor_is_answered_and_answers_back(form, visitor, minseo) -> None:
    path = visitor.write("정수기에서 소리가 나요", name="하늘", email="haneul@example.kr").url
    read_in()
    conversation = Conversation.objects.get()
    assert not conversation.is_public
    assert conversation.speaker == "하늘"

    conversations.write_reply(conversation, "내일 오전에 기사님이 찾아뵙습니다.", by=minseo)
    send_out()
    assert Delivery.objects.get().state == Delivery.State.SENT
    assert "내일 오전에 기사님이 찾아뵙습니다." in visitor.http.get(path).content.decode()
    assert Visit.objects.get().answered_at, "who left an address is told"

    visitor.write("고맙습니다. 기다리겠습니다.", path=path, name="하늘")
    read_in()
    assert Conversation.objects.count() == 1
    assert conversation.turns.count() == 3
    shown = visitor.http.get(path).content.decode()
    assert shown.index("소리가 나요") < shown.index("찾아뵙습니다") < shown.index("고맙습니다")
    assert shown.count("소리가 나요") == 1, "read in, it is not shown as waiting any more"


@pytest.mark.django_db(transaction=True)
def test_what_is_read_in_while_the_page_is_drawn_is_shown_once(form, visitor) -> None:
    path = visitor.write("지금 막 보낸 말입니다", name="하늘").url
    is_read_in = False

    def read_in_after_the_first_question(run, sql, params, many, context):
        nonlocal is_read_in
        found = run(sql, params, many, context)
        asks_for_words = "listening_message" in sql or "channels_rawpayload" in sql
        if asks_for_words and not is_read_in:
            is_read_in = True
            read_in()
        return found

    with connection.execute_wrapper(read_in_after_the_first_question):
        shown = visitor.http.get(path).content.decode()
    assert Message.objects.exists(), "the page was drawn around the reading"
    assert shown.count("지금 막 보낸 말입니다") == 1


@pytest.mark.django_db(transaction=True)
def test_a_resident_number_is_starred_out_for_staff(form, visitor) -> None:
    visitor.write("제 주민번호는 900101-1234568 입니다")
    read_in()
    assert "1234568" not in Message.objects.get().text


def test_the_doubts_of_the_guard_stay_with_the_message(form, visitor) -> None:
    visitor.write("사세요 http://a.kr http://b.kr http://c.kr http://d.kr")
    read_in()
    assert "many_links" in Message.objects.get().extra["doubts"]


@pytest.mark.django_db(transaction=True)
def test_staff_see_why_a_message_may_be_spam(form, visitor, minseo) -> None:
    visitor.write("사세요 http://a.kr http://b.kr http://c.kr http://d.kr")
    read_in()
    client = Client()
    client.force_login(minseo)
    shown = client.get(f"/inbox/{Conversation.objects.get().pk}/").content.decode()
    assert "스팸 의심" in shown
    assert "링크가 많음" in shown


@pytest.mark.django_db(transaction=True)
def test_each_reader_is_told_of_doubts_in_their_own_language(form, visitor, minseo, jiho) -> None:
    visitor.write("사세요 http://a.kr http://b.kr http://c.kr http://d.kr")
    read_in()
    jiho.language = "en"
    jiho.save()
    for member, words in ((jiho, "many links"), (minseo, "링크가 많음"), (jiho, "many links")):
        client = Client()
        client.force_login(member)
        page = client.get(f"/inbox/{Conversation.objects.get().pk}/").content.decode()
        assert words in page


def test_the_errands_of_the_public_pages_run(form, visitor) -> None:
    visitor.write("안녕")
    assert tasks.tell_visitors() is False
    assert tasks.forget_knocks() is False


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_visitor_leaves_no_address(form, visitor, jiho) -> None:
    path = visitor.write("저를 잊어 주세요", email="haneul@example.kr").url
    read_in()
    person = Message.objects.get().author.person
    listening.erase_person(person, reason="request", by=jiho)
    assert Visit.objects.get().address is None
    assert "저를 잊어 주세요" not in visitor.http.get(path).content.decode()
