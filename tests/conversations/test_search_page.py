"""The search page: what was said, by its words."""

import pytest
from django.test import Client

from hanjari.conversations.pages.found import LENGTH, excerpt
from hanjari.listening.models import Message
from hanjari.listening.search import add


@pytest.fixture
def said(say) -> Message:
    talk = say("1", text="정수기 <b>필터</b>를 환불하고 싶습니다")
    message = talk.turns.get().message
    add([(message.pk, message.subject, message.text)])
    return message


def test_two_syllables_find_a_message_and_are_marked(client: Client, minseo, said):
    client.force_login(minseo)
    shown = client.get("/inbox/search/?q=환불").content.decode()
    assert "<mark>환불</mark>하고" in shown
    assert "&lt;b&gt;" in shown
    assert f"/inbox/{said.turn.conversation_id}/#message-{said.pk}" in shown


def test_a_stranger_finds_nothing(client: Client, taeyang, said):
    client.force_login(taeyang)
    assert "<mark>" not in client.get("/inbox/search/?q=환불").content.decode()


@pytest.mark.parametrize("query", ["", "q=", "q=없는말", "q=%00", "q=환불&before=x"])
def test_odd_questions_are_answered_with_a_page(client: Client, minseo, said, query):
    client.force_login(minseo)
    assert client.get(f"/inbox/search/?{query}").status_code == 200


def test_search_is_not_posted_to(client: Client, minseo):
    client.force_login(minseo)
    assert client.post("/inbox/search/").status_code == 405


def test_an_excerpt_begins_near_the_first_find(said):
    said.text = "가" * 500 + " 환불 " + "나" * 500
    shown = excerpt(said, "환불")
    assert shown.startswith("…")
    assert "<mark>환불</mark>" in shown
    assert len(shown) < LENGTH + 40
