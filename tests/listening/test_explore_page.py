"""Explore's pages: what they find, what every number opens, who may do what, and files of it all."""

import json
import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.listening.spoken import said
from tests.listening.test_folding import NEWS

from hanjari.channels.envelope import Sender
from hanjari.channels.models import Account
from hanjari.conversations.models import Conversation, Turn
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.kit.spreadsheet import csv_lines, plain
from hanjari.listening import actions as listening
from hanjari.listening.actions import standing
from hanjari.listening.exploring.asked import Asked
from hanjari.listening.expressions import parsed
from hanjari.listening.files import Kind, lines, offered
from hanjari.listening.files.rows import Row
from hanjari.listening.models import Fold, Message
from hanjari.listening.queries import newest
from hanjari.people.models import Department

POSTS = [
    ("haneul", "정수기에서 물이 새요"),
    ("bada", "정수기 필터 https://news.example/a"),
    ("haneul", "Refunds take too long #hanbit"),
    ("narae", "<b>냉장고</b> 소음"),
]


@pytest.fixture(autouse=True)
def _ears(db) -> None:
    seat_listeners()


@pytest.fixture
def kept(square) -> Account:
    hear(square, *POSTS)
    return square


def hear(account: Account, *posts: tuple[str, str], begin: int = 600) -> None:
    """Posts of (author, text), a minute apart, `begin` minutes ago."""
    first = Message.objects.count()
    listening.keep(
        account,
        [
            said(
                account, str(first + n), text, sender=Sender(author, author, author),
                posted_at=now() - timedelta(minutes=begin - n),
            )
            for n, (author, text) in enumerate(posts)
        ],
    )  # fmt: skip
    settle()
    while listening.fold_waiting():
        pass


def texts(member, words: str, **more: object) -> list[str]:
    asked = Asked(parsed(words) if words else None, **more)
    return [one.text for one in newest(member, asked).finds]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("", [3, 2, 1, 0]),
        ("정수기", [1, 0]),
        ("정수기 -필터", [0]),
        ("필터 OR refund*", [2, 1]),
        ("refund", []),
        ("#hanbit", [2]),
        ("author:haneul", [2, 0]),
        ("domain:news.example", [1]),
        ("channel:mail", []),
        ("정수기 NEAR/2 새요", [0]),
    ],
)
def test_the_language_finds_what_it_says_newest_first(kept, minseo, words, places):
    assert texts(minseo, words) == [POSTS[place][1] for place in places]


def test_time_account_hour_and_folds_narrow_it(kept, market, minseo):
    hear(market, *[("신문", NEWS), ("방송", NEWS)], begin=60)
    assert len(texts(minseo, "")) == 5
    assert len(texts(minseo, "", with_noise=True)) == 6
    assert texts(minseo, "", account=market.pk) == [NEWS]
    assert len(texts(minseo, "", since=now() - timedelta(hours=2))) == 1
    assert len(texts(minseo, "", until=now() - timedelta(hours=2))) == 4
    assert newest(minseo, Asked(parsed("거두어"))).folded_count == 1


def test_a_page_of_many_ends_where_the_next_begins(square, client: Client, minseo):
    hear(square, *[(f"이웃{n}", f"정수기 이야기 {n} {n * 7919 % 97}") for n in range(70)])
    client.force_login(minseo)
    page = unescape(client.get("/listening/explore/?q=정수기&noise=1").content.decode())
    more = re.search(r'hx-get="(\?[^"]*before=[^"]*)"', page)
    assert page.count('class="find"') == 50
    rest = client.get(f"/listening/explore/{more[1]}", headers={"HX-Request": "true"})
    assert rest.content.decode().count('class="find"') == 20
    assert "<html" not in rest.content.decode()


def test_every_number_opens_the_messages_behind_it(hanbit, client: Client, minseo):
    sky = Account.objects.create(organisation=hanbit.organisation, kind="bluesky", name="하늘")
    hear(sky, *POSTS)
    hear(sky, ("haneul", "정수기 물이 또 새요! 화가 납니다"), ("bada", "필터가 좋아요"))
    client.force_login(minseo)
    page = client.get("/listening/explore/").content.decode()
    facets = re.findall(r'class="facet__value" href="([^"]+)".*?<b>(\d+)</b>', page)
    bars = re.findall(r'<li><a href="([^"]+)"[^>]*aria-label="[^"]*: (\d+)', page)
    assert len(facets) > 5
    assert bars
    for link, count in {*facets, *(bar for bar in bars if bar[1] != "0")}:
        behind = client.get(f"/listening/explore/{unescape(link)}").content.decode()
        assert behind.count('class="find"') == int(count), link


def test_what_was_written_is_shown_as_text_and_marked(kept, client: Client, minseo):
    client.force_login(minseo)
    page = client.get("/listening/explore/?q=냉장고").content.decode()
    assert "&lt;b&gt;<mark>냉장고</mark>&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("?q=(정수기", "괄호"),
        ("?q=" + "가" * 4_001, "4000"),
        ("?hour=25", ""),
        ("?account=x", ""),
        ("?since=2026-11-20&until=2026-11-19", "끝은 시작보다 뒤여야"),
        ("?since=gestern", ""),
    ],
)
def test_what_cannot_be_asked_is_told_and_nothing_is_searched(
    kept, client: Client, minseo, address, words
):
    client.force_login(minseo)
    page = client.get(f"/listening/explore/{address}")
    assert page.status_code == 422
    assert words in page.content.decode()
    assert 'class="find"' not in page.content.decode()


def test_a_day_as_an_end_is_still_in_it(kept, client: Client, minseo):
    client.force_login(minseo)
    today = f"{now():%Y-%m-%d}"
    page = client.get(f"/listening/explore/?since=2020-01-01&until={today}").content.decode()
    assert 'class="find"' in page


def test_a_stranger_finds_nothing_and_another_department_only_its_own(kept, taeyang, minseo):
    assert texts(taeyang, "") == []
    role = minseo.organisation.roles.create(
        name="한 부서", permissions=["conversation.read_department"]
    )
    minseo.role = role
    minseo.save()
    assert texts(minseo, "") == []
    department = Department.objects.filter(organisation=minseo.organisation).first()
    minseo.departments.add(department)
    kept.department = department
    kept.save()
    assert len(texts(minseo, "")) == 4


def test_what_was_overheard_is_taken_up_once_and_is_ours_to_answer(kept, client: Client, minseo):
    Turn.objects.all().delete()
    Conversation.objects.all().delete()
    message = Message.objects.get(external_id="1")
    client.force_login(minseo)
    assert "인박스로 가져와 답하기" in client.get("/listening/explore/").content.decode()
    for _twice in range(2):
        went = client.post(f"/listening/messages/{message.pk}/take-up/")
        conversation = Conversation.objects.get()
        assert went.url == f"/inbox/{conversation.pk}/#message-{message.pk}"
    assert (conversation.assignee, conversation.is_open) == (minseo, True)
    assert Entry.objects.filter(event="conversation.taken_up", by=minseo).count() == 1
    assert (
        f"/inbox/{conversation.pk}/#message" in client.get("/listening/explore/").content.decode()
    )


def test_what_was_said_long_ago_is_taken_up_open(square, client: Client, minseo):
    hear(square, ("haneul", "물이 새요"), begin=60 * 24 * 40)
    Turn.objects.all().delete()
    Conversation.objects.all().delete()
    client.force_login(minseo)
    client.post(f"/listening/messages/{Message.objects.get().pk}/take-up/")
    assert Conversation.objects.get().is_open


def test_noise_is_called_on_the_page_and_leads_back_to_the_search(kept, client: Client, minseo):
    message = Message.objects.get(external_id="3")
    client.force_login(minseo)
    page = f"/listening/messages/{message.pk}/noise/"
    went = client.post(page, {"is_noise": "yes", "to": "?q=냉장고&noise=1"})
    assert texts(minseo, "냉장고") == []
    assert "소음이 아니에요" in client.get(went.url).content.decode()
    assert client.post(page, {"is_noise": "no", "to": "https://evil.example/"}).url == (
        "/listening/explore/?"
    )
    assert texts(minseo, "냉장고") == ["<b>냉장고</b> 소음"]


def test_a_fold_shows_all_of_it_with_one_press_and_is_taken_apart(square, client: Client, minseo):
    hear(square, *[(name, NEWS) for name in "가나다"])
    client.force_login(minseo)
    page = client.get("/listening/explore/").content.decode()
    assert "같은 글 2건" in page
    fold = Fold.objects.get()
    assert client.get(f"/listening/folds/{fold.pk}/").content.decode().count('class="find"') == 3
    client.post(f"/listening/folds/{fold.pk}/undo/")
    assert client.get("/listening/explore/").content.decode().count('class="find"') == 3


@pytest.mark.parametrize(
    "door", ["messages/{message}/noise/", "messages/{message}/take-up/", "folds/{fold}/undo/"]
)
def test_who_may_only_read_changes_nothing_and_strangers_find_no_door(
    square, client: Client, doyun, taeyang, door
):
    hear(square, ("가", NEWS), ("나", NEWS))
    fold = Fold.objects.get()
    address = "/listening/" + door.format(message=fold.first_id, fold=fold.pk)
    for member, answers in ((doyun, {403, 404}), (taeyang, {404})):
        client.force_login(member)
        assert client.post(address).status_code in answers
        assert client.get(address).status_code == 405
    assert not Entry.objects.filter(event__in=["noise.called", "fold.undone"]).exists()


def test_an_export_holds_what_was_found_and_stands_in_the_journal(kept, client: Client, jiho):
    client.force_login(jiho)
    answer = client.post("/listening/explore/jsonl/", {"q": "정수기"})
    rows = [json.loads(line) for line in answer.getvalue().decode().splitlines()]
    assert [row["text"] for row in rows] == [POSTS[1][1], POSTS[0][1]]
    assert rows[0] | {"channel": "spoken", "account": "광장", "author": "bada"} == rows[0]
    entry = Entry.objects.get(event="search.exported")
    assert (entry.by, entry.facts["kind"], entry.facts["asked"]) == (jiho, "jsonl", {"q": "정수기"})


def test_an_export_stars_out_what_was_starred_out(square, client: Client, jiho):
    hear(square, ("haneul", "제 주민번호는 900101-1234568 입니다"))
    client.force_login(jiho)
    file = client.post("/listening/explore/csv/").getvalue().decode()
    assert "900101" in file or "******" in file
    assert "1234568" not in file


def test_only_who_may_export_exports(kept, client: Client, minseo, jiho):
    client.force_login(minseo)
    assert client.post("/listening/explore/csv/").status_code == 403
    client.force_login(jiho)
    assert client.post("/listening/explore/xlsx/").status_code == 404
    assert client.post("/listening/explore/csv/", {"q": "(("}).status_code == 400
    assert client.get("/listening/explore/csv/").status_code == 405


def test_parquet_is_read_back_as_it_was_written(kept, client: Client, jiho):
    parquet = pytest.importorskip("pyarrow.parquet")
    client.force_login(jiho)
    file = client.post("/listening/explore/parquet/").getvalue()
    table = parquet.read_table(BytesIO(file)).to_pylist()
    assert [row["text"] for row in table] == [text for _author, text in reversed(POSTS)]
    assert {row["id"] for row in table} == set(Message.objects.values_list("pk", flat=True))


def test_without_pyarrow_the_page_says_what_to_install(kept, client: Client, jiho, monkeypatch):
    offered.cache_clear()
    monkeypatch.setattr("hanjari.listening.files.find_spec", lambda _name: None)
    client.force_login(jiho)
    try:
        page = unescape(client.get("/listening/explore/").content.decode())
        assert "pip install 'hanjari[parquet]'" in page
        assert client.post("/listening/explore/parquet/").status_code == 404
    finally:
        offered.cache_clear()


@given(st.text(max_size=30))
def test_no_cell_of_a_csv_runs_as_a_formula(text):
    cell = plain(text)
    assert cell in (text, f"'{text}")
    assert not str(cell).lstrip().startswith(("=", "+", "-", "@"))


@given(st.lists(st.text(max_size=20), min_size=12, max_size=12))
def test_files_of_lines_keep_every_row_apart(cells):
    row = Row(*cells)
    assert len(list(lines.as_csv([row, row]))) == 3
    told = [json.loads(line) for line in lines.as_jsonl([row, row])]
    assert told[0]["text"] == row.text
    assert list(csv_lines(("a",), [("b",)])) == ["\ufeffa\r\n", "b\r\n"]


def test_kinds_of_files_are_three():
    assert [kind.slug for kind in offered()] == ["csv", "jsonl", "parquet"]
    assert isinstance(offered()[0], Kind)


def test_a_find_names_the_standing_queries_that_found_it(square, client, jiho, minseo):
    leak = standing.create_query("누수", "물이", by=jiho)
    standing.create_query("정수기", "정수기", by=jiho)
    hear(square, *POSTS)
    client.force_login(minseo)
    page = client.get("/listening/explore/", {"q": "새요"}).content.decode()
    row = page[page.index('class="find"') :]
    assert f'href="/listening/queries/{leak.pk}/numbers/"' in row
    assert row.index(">누수</a>") < row.index(">정수기</a>")
    page = client.get("/listening/explore/", {"q": "소음"}).content.decode()
    assert ">누수</a>" not in page[page.index('class="find"') :]
