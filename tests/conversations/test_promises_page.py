"""Promises on the desk's pages: shown, asked about, kept and taken back, with and without scripts."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.conversations.conftest import after
from tests.conversations.test_promises import TODAY, WEEKS, WORDS, promise, sent

from hanjari.conversations import actions as conversations
from hanjari.conversations.models import Conversation, Reply
from hanjari.conversations.queries import sidebar

HTMX = {"HX-Request": "true"}


@pytest.fixture
def row(say, targets, minseo):
    """Minseo has promised an answer for three in the afternoon."""
    sidebar.forget_all()
    with time_machine.travel(after(0), tick=False) as clock:
        talk = say("q", posted_at=after(0), text="필터는 언제 오나요?")
        clock.move_to(after(10))
        sent(conversations.write_reply(talk, TODAY, by=minseo), 10)
        clock.move_to(after(60))
        yield talk


@pytest.fixture
def desk(client: Client, minseo) -> Client:
    minseo.language = "en"
    minseo.save()
    client.force_login(minseo)
    return client


def test_an_open_promise_stands_in_the_head_the_draft_and_beside_its_answer(desk, row):
    page = desk.get(f"/inbox/{row.pk}/").content.decode()
    assert "<q>오늘 15시까지</q>" in page
    assert f'name="promise_{promise().pk}"' in page
    assert "promised by 15:00" in page
    assert f"/inbox/promises/{promise().pk}/keep/" in page


def test_the_thread_read_again_brings_its_promises_along(desk, row):
    assert (
        'id="promises" hx-swap-oob="true"' in desk.get(f"/inbox/{row.pk}/thread/").content.decode()
    )


def test_a_reader_sees_promises_and_has_no_button(client, row, doyun):
    client.force_login(doyun)
    page = client.get(f"/inbox/{row.pk}/").content.decode()
    assert "<q>오늘 15시까지</q>" in page
    assert "/inbox/promises/" not in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_promise_is_kept_by_a_button(desk, row, headers):
    response = desk.post(f"/inbox/promises/{promise().pk}/keep/?view=all", headers=headers)
    assert response.status_code == (200 if headers else 302)
    assert promise().stopped_at == after(60)
    page = desk.get(f"/inbox/{row.pk}/").content.decode()
    assert "promise kept" in page
    assert f"/inbox/promises/{promise().pk}/reopen/" in page


def test_keeping_it_twice_is_told(desk, row):
    desk.post(f"/inbox/promises/{promise().pk}/keep/")
    told = desk.post(f"/inbox/promises/{promise().pk}/keep/", headers=HTMX).content.decode()
    assert "Nothing was changed" in told


def test_taking_back_asks_for_a_reason(desk, row):
    path = f"/inbox/promises/{promise().pk}/withdraw/"
    assert "Tell them before" in desk.get(path).content.decode()
    assert desk.post(path, {"reason": " "}).status_code == 422
    assert promise().cancelled_at is None
    desk.post(path, {"reason": "단종된 부품"})
    assert "단종된 부품" in desk.get(f"/inbox/{row.pk}/").content.decode()


def test_it_opens_again(desk, row):
    desk.post(f"/inbox/promises/{promise().pk}/keep/")
    desk.post(f"/inbox/promises/{promise().pk}/reopen/")
    assert promise().stopped_at is None


@pytest.mark.parametrize("act", ["keep", "withdraw", "reopen"])
def test_acts_on_promises_refuse_readers_and_hide_from_strangers(client, row, doyun, taeyang, act):
    path, told = f"/inbox/promises/{promise().pk}/{act}/", {"reason": "왜"}
    client.force_login(doyun)
    assert client.post(path, told).status_code == 403
    client.force_login(taeyang)
    assert client.post(path, told).status_code == 404


def test_an_answer_says_that_the_promise_stays_open(desk, row):
    desk.post(f"/inbox/{row.pk}/reply/", {"text": WORDS, f"promise_{promise().pk}": "open"})
    reply = Reply.objects.latest("pk")
    assert reply.about_promises == {str(promise().pk): "open"}
    sent(reply, 61)
    assert promise().stopped_at is None


def test_a_move_without_a_time_comes_back_with_text_and_choice(desk, row):
    told = {"text": WORDS, f"promise_{promise().pk}": "moved"}
    response = desk.post(f"/inbox/{row.pk}/reply/", told)
    page = response.content.decode()
    assert response.status_code == 422
    assert "names no new time" in page
    assert WORDS in page
    assert '<option value="moved" selected>' in page


def test_a_made_up_choice_is_not_sent(desk, row):
    told = {"text": WORDS, f"promise_{promise().pk}": "broken"}
    assert desk.post(f"/inbox/{row.pk}/reply/", told).status_code == 422


def test_whoever_looks_at_the_answer_sees_that_it_keeps_a_promise(
    client, row, minseo, jiho, hanbit
):
    conversations.save_rule(hanbit.organisation, by=jiho, name="모든 답장")
    said = {str(promise().pk): "kept"}
    conversations.write_reply(row, WORDS, by=minseo, about_promises=said)
    jiho.language = "en"
    jiho.save()
    client.force_login(jiho)
    assert "keeps a promise" in client.get(f"/inbox/{row.pk}/").content.decode()


def test_a_far_promise_says_that_it_stays_open_unless_chosen(desk, row, minseo):
    sent(conversations.write_reply(row, WEEKS, by=minseo), 60)
    page = desk.get(f"/inbox/{row.pk}/").content.decode()
    far = page.split(f'id="promise-{promise(1).pk}"')[1].split("</select>")[0]
    assert re.findall(r'value="(\w*)"', far) == ["", "kept", "moved"]


def test_who_changes_the_status_is_told_of_open_promises(desk, row):
    assert "A promise stays open here" in desk.get(f"/inbox/{row.pk}/status/").content.decode()


def asked_of_promises(desk: Client, row: Conversation) -> int:
    """How often a page asks for clocks, ends of promises and answers; the rest is remembered for a while."""
    with CaptureQueriesContext(connection) as asked:
        desk.get(f"/inbox/{row.pk}/")
    tables = ("conversations_clock", "conversations_promiseend", "conversations_reply")
    return sum(any(f'FROM "{table}"' in query["sql"] for table in tables) for query in asked)


def test_promises_cost_no_query_a_message(desk, row, minseo):
    before = asked_of_promises(desk, row)
    for minutes in range(3):
        sent(conversations.write_reply(row, WEEKS, by=minseo), 61 + minutes)
    assert Conversation.objects.get().message_count == 5
    assert asked_of_promises(desk, row) == before > 0
