"""Rows drawn once and kept: everybody still sees their own list."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation
from tests.conversations.conftest import START

from hanjari.conversations import queries
from hanjari.conversations.actions import assignment
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.models import Conversation
from hanjari.conversations.pages.drawn import SECONDS, drawn_rows
from hanjari.conversations.pages.listed import row_context


def drawn(member, view: str = "all", chosen: int | None = None) -> str:
    page, context = queries.inbox(member, view), row_context(member, Asked(view))
    return drawn_rows(page.rows, {**context, "chosen": chosen})


@pytest.fixture
def row(say) -> Conversation:
    return say("1", text="정수기에서 물이 샙니다 <b>급해요</b>", language="ko")


def test_rows_come_in_the_order_of_the_list_whether_kept_or_new(row, say, minseo):
    drawn(minseo)
    say("2", text="두 번째 글")
    say("3", text="세 번째 글")
    words = drawn(minseo)
    assert words.index("세 번째") < words.index("두 번째") < words.index("물이 샙니다")
    assert words.count("<li ") == words.count("</li>") == 3
    assert drawn(minseo) == words


def test_what_somebody_wrote_stays_text_also_when_kept(row, minseo):
    for _ in range(2):
        assert "&lt;b&gt;급해요&lt;/b&gt;" in drawn(minseo)


def test_a_row_that_changed_is_drawn_anew(row, minseo, jiho):
    before = drawn(minseo)
    assignment.assign(row, jiho, by=minseo)
    assert jiho.name in drawn(minseo)
    assert jiho.name not in before


def test_my_own_row_does_not_name_me_but_names_me_to_colleagues(row, minseo, jiho):
    assignment.assign(row, jiho, by=minseo)
    assert jiho.name in drawn(minseo)
    assert jiho.name not in drawn(jiho)


def test_each_reads_in_their_own_language_and_view(row, minseo):
    with translation.override("ko"):
        korean = drawn(minseo)
    with translation.override("en"):
        english = drawn(minseo, "waiting")
    assert "view=all" in korean
    assert "view=waiting" in english
    assert 'lang="ko"' not in korean
    assert 'lang="ko"' in english


def test_the_open_row_is_marked_only_where_it_is_open(row, minseo):
    assert 'aria-current="true"' in drawn(minseo, chosen=row.pk)
    assert 'aria-current="true"' not in drawn(minseo)


def test_clocks_go_on(targets, say, minseo):
    with time_machine.travel(START, tick=False) as clock:
        say("1", text="환불은 언제 되나요?")
        first = drawn(minseo)
        clock.shift(timedelta(minutes=2 * SECONDS))
        assert drawn(minseo) != first
