"""The inbox's doors that show: list, conversation, person; and who may not come in."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from tests.conversations.conftest import author

from hanjari.conversations.actions import assignment, labels, notes, saved_views
from hanjari.conversations.actions.growing import refold
from hanjari.conversations.models import Label
from hanjari.conversations.queries import Filters, Row, sidebar
from hanjari.kit.clock import now

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _fresh() -> None:
    sidebar.forget_all()


@pytest.fixture
def page(client: Client, minseo):
    minseo.language = "en"
    minseo.save()
    client.force_login(minseo)

    def get(path: str, **headers: str) -> str:
        response = client.get(path, headers=headers)
        assert response.status_code == 200, response.status_code
        return response.content.decode()

    return get


def doors(pk: int) -> list[str]:
    """Every door of one conversation that answers to GET."""
    acts = ["", "row/", "thread/", "writers/", "timeline/"]
    asks = ["assign/", "status/", "snooze/", "labels/", "merge/", "split/"]
    return [f"/inbox/{pk}/{end}" for end in acts + asks]


def test_the_list_shows_who_speaks_and_what_they_said(page, say):
    say("1", text="정수기에서 물이 샙니다")
    shown = page("/inbox/?view=all")
    assert "하늘" in shown
    assert "정수기에서 물이 샙니다" in shown


def test_every_door_of_a_conversation_opens_for_an_agent(page, say):
    talk = say("1")
    say("2", "1")
    for door in doors(talk.pk):
        page(door)


def test_a_stranger_finds_nothing_behind_any_door(client: Client, taeyang, say):
    talk = say("1")
    client.force_login(taeyang)
    for door in [*doors(talk.pk), f"/inbox/people/{talk.person_id}/"]:
        assert client.get(door).status_code == 404, door
    assert "1 내용" not in client.get("/inbox/?view=all").content.decode()


def test_a_reader_reads_but_is_asked_nothing(client: Client, doyun, say):
    talk = say("1")
    client.force_login(doyun)
    for door in doors(talk.pk)[:5]:
        assert client.get(door).status_code == 200, door
    for door in doors(talk.pk)[5:]:
        assert client.get(door).status_code == 403, door


def test_the_doors_that_show_refuse_to_be_posted_to(client: Client, minseo, say):
    talk = say("1")
    client.force_login(minseo)
    for door in ["/inbox/", "/inbox/news/", "/inbox/filters/", *doors(talk.pk)[:5]]:
        assert client.post(door).status_code == 405, door


@pytest.mark.parametrize(
    "query",
    [
        "view=nonsense",
        "before=x",
        "account=abc",
        "since=2026-13-40",
        "urgency=999999999999999999999",
    ],
)
def test_a_wrong_value_in_a_link_is_as_if_not_given(page, say, query):
    say("1")
    assert "</html>" in page(f"/inbox/?{query}")


def test_filters_combine(page, say):
    say("1", text="환불해 주세요", intent="request", urgency=3)
    say("2", text="환불 감사합니다", intent="praise", urgency=1)
    shown = page("/inbox/?view=all&intent=request&urgency=3")
    assert "환불해 주세요" in shown
    assert "환불 감사합니다" not in shown


def test_each_filter_that_is_asked_can_be_taken_away(page, say):
    say("1", intent="request")
    shown = page("/inbox/?view=all&intent=request&urgency=2")
    assert 'href="/inbox/?view=all&amp;urgency=2"' in shown
    assert 'href="/inbox/?view=all&amp;intent=request"' in shown


def test_an_empty_view_teaches_the_next_step(page):
    assert "See what nobody has taken" in page("/inbox/?view=mine")
    assert "Without filters" in page("/inbox/?view=all&intent=idea")


def test_my_view_shows_what_is_mine(page, say, minseo, jiho):
    assignment.assign(say("1", text="내 것"), minseo, by=jiho)
    assignment.assign(say("2", text="지호 것"), jiho, by=jiho)
    shown = page("/inbox/?view=mine")
    assert "내 것" in shown
    assert "지호 것" not in shown


def test_htmx_gets_the_panes_and_everybody_else_the_page(page, say):
    talk = say("1")
    panes = page(f"/inbox/{talk.pk}/", **HTMX)
    assert "<html" not in panes
    assert 'id="talk"' in panes
    assert 'id="person"' in panes
    assert "<html" in page(f"/inbox/{talk.pk}/")


def test_who_may_answer_finds_where_to_write_and_a_reader_does_not(page, client, say, doyun):
    talk = say("1")
    whole, panes = page(f"/inbox/{talk.pk}/"), page(f"/inbox/{talk.pk}/", **HTMX)
    assert 'id="reply-text"' in whole
    assert 'id="reply-text"' in panes
    client.force_login(doyun)
    assert 'id="reply-text"' not in page(f"/inbox/{talk.pk}/")


def test_opening_notes_that_a_person_has_looked(page, say):
    talk = say("1")
    page(f"/inbox/{talk.pk}/")
    talk.refresh_from_db()
    assert talk.seen_at


def test_a_call_is_seen_once_its_conversation_is_opened(page, say, minseo, jiho):
    talk = say("1")
    notes.write_note(talk, "@민서 봐 주세요", by=jiho)
    page(f"/inbox/{talk.pk}/")
    assert minseo.mentions.get().seen_at


def test_the_thread_tells_notes_from_what_the_person_sees(page, say, jiho):
    talk = say("1")
    notes.write_note(talk, "안에서만", by=jiho)
    thread = page(f"/inbox/{talk.pk}/thread/", **HTMX)
    assert "Internal note, not visible outside" in thread
    assert 'data-side="note"' in thread


def test_hostile_words_stay_words(page, say):
    talk = say("1", text="<script>alert(1)</script> <img src=x onerror=y>")
    for door in ("/inbox/?view=all", f"/inbox/{talk.pk}/"):
        shown = page(door)
        assert "<script>alert" not in shown
        assert "<img" not in shown


def test_no_column_of_a_row_becomes_markup(page, say, minseo, jiho):
    """Rows escape by hand, so each word that somebody wrote is tried."""
    evil = '<i>&"'
    talk = say("1", who=evil, text=evil, language="ko", reading={"why": [["intent:idea", evil]]})
    labels.label(talk, evil, by=jiho)
    department = talk.organisation.departments.create(name=evil)
    assignment.assign_department(talk, department, by=jiho)
    assert "<i>" not in page("/inbox/?view=all", **HTMX)
    jiho.name = evil
    jiho.save()
    assignment.assign(talk, jiho, by=minseo)
    sidebar.forget_all()
    shown = page("/inbox/?view=all", **HTMX)
    assert "<i>" not in shown
    assert shown.count("&lt;i&gt;&amp;&#34;") >= 4


def test_a_persons_history_spans_channels(page, say):
    talk = say("1", text="메일로 여쭙니다")
    assert "메일로 여쭙니다" in page(f"/inbox/people/{talk.person_id}/")


def test_news_counts_only_what_came_since(page, say):
    first = say("1")
    since = re.search(r'data-at="([^"]+)"', page("/inbox/?view=all"))[1]
    path = f"/inbox/news/?view=all&since={quote(since)}"
    assert "new message" not in page(path, **HTMX)
    on_its_way = now() - timedelta(hours=1)  # heard, but not threaded when the list was read
    say("2", posted_at=on_its_way, arrived_at=on_its_way)
    assert "1 new message" in page(path, **HTMX)
    say("3", posted_at=on_its_way, arrived_at=on_its_way)
    say("4", parent="1", posted_at=on_its_way, arrived_at=on_its_way)
    assert "3 new messages" in page(path, **HTMX)
    refold([first.pk])
    assert "3 new messages" in page(path, **HTMX)


def test_a_list_that_was_empty_hears_its_first_words_too(page, say):
    since = re.search(r'data-at="([^"]+)"', page("/inbox/?view=all"))[1]
    say("1")
    assert "1 new message" in page(f"/inbox/news/?view=all&since={quote(since)}", **HTMX)


def test_one_row_is_read_again_in_its_place(page, say):
    talk = say("1")
    row = page(f"/inbox/{talk.pk}/row/", **HTMX)
    assert row.count("<li") == 1
    assert f'id="row-{talk.pk}"' in row


def test_a_saved_view_is_offered_and_leads_back_to_its_filters(page, client, say, minseo):
    client.post(
        "/inbox/views/?view=all&intent=request&since=2026-11-01&until=2026-11-05", {"name": "환불"}
    )
    sidebar.forget_all()
    shown = page("/inbox/")
    link = re.search(r'href="/inbox/(\?[^"]*)">환불', shown)
    assert link
    for part in ("intent=request", "since=2026-11-01", "until=2026-11-05"):
        assert part in link[1]


def test_only_those_who_make_rules_share_a_view(client: Client, minseo, jiho):
    client.force_login(minseo)
    shared = {"name": "모두의", "is_shared": "on"}
    assert client.post("/inbox/views/?view=all", shared).status_code == 403
    client.force_login(jiho)
    assert client.post("/inbox/views/?view=all", shared).status_code == 302
    view = jiho.organisation.saved_views.get()
    client.force_login(minseo)
    assert client.post(f"/inbox/views/{view.pk}/remove/").status_code == 403
    client.force_login(jiho)
    assert client.post(f"/inbox/views/{view.pk}/remove/").status_code == 302


def test_nobody_removes_a_strangers_view(client: Client, taeyang, minseo):
    view = saved_views.save_view("내 것", Filters(), by=minseo)
    client.force_login(taeyang)
    assert client.post(f"/inbox/views/{view.pk}/remove/").status_code == 404


def test_rows_take_as_many_slots_as_a_row_has():
    template = Path(sidebar.__file__).parents[1] / "jinja2/conversations/rows.html"
    loop = re.search(r"for (.*) in rows", template.read_text())
    assert loop
    assert len(loop[1].split(",")) == len(Row._fields)


def test_the_list_needs_few_queries_however_long_it_is(
    page, say, mailbox, unhurried, django_assert_max_num_queries
):
    for number in range(12):
        talk = say(f"n{number}", who=f"손님{number}")
        talk.labels.add(Label.objects.get_or_create(organisation=talk.organisation, name="급")[0])
    author(mailbox, "손님0")
    page("/inbox/?view=all")
    with django_assert_max_num_queries(4):
        page("/inbox/?view=all")
