"""Dashboards as pages: who sees which, for which days, and how a chart stands as a table."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone
from lxml import html
from tests.listening.spoken import said

from hanjari.kit.clock import now
from hanjari.listening import actions as listening
from hanjari.listening.models import Hit, Message, StandingQuery
from hanjari.listening.pages import behind
from hanjari.listening.pages.charts import change

PAGE = "/listening/"


@pytest.fixture
def heard(hanbit, square) -> StandingQuery:
    """Four messages of today, the first of them found by a query; one of last week, one long ago."""
    for n, text in enumerate(
        ["물이 새요. 환불해 주세요!", "정말 좋아요. 감사합니다!", "필터는요?", "ㅋㅋ"]
    ):
        listening.keep(square, [said(square, str(n), text, posted_at=now())])
    for days in (8, 40):
        listening.keep(
            square, [said(square, f"{days}", "좋아요", posted_at=now() - timedelta(days=days))]
        )
    made = StandingQuery.objects.create(
        organisation=hanbit.organisation, name="한빛", expression="한빛 OR hanbit", side="ours"
    )
    Hit.objects.create(query=made, message=Message.objects.get(external_id="0"))
    listening.recount_query(made, now() - timedelta(days=1), now() + timedelta(hours=1))
    return made


@pytest.fixture
def page(client, minseo):
    client.force_login(minseo)

    def shown(path: str, **headers: str) -> html.HtmlElement:
        answer = client.get(path, headers=headers)
        assert answer.status_code == 200
        return html.fromstring(answer.content.decode())

    return shown


def sum_of(table: html.HtmlElement, column: int) -> int:
    """What the cells of a column say together."""
    cells = table.xpath(f".//tbody/tr/td[{column}]/@data-value")
    return sum(int(cell) for cell in cells)


def test_a_dashboard_counts_what_was_heard_and_what_was_before(heard, page):
    volume = page(f"{PAGE}?days=7").get_element_by_id("volume-table")
    assert (sum_of(volume, 1), sum_of(volume, 2)) == (4, 1)
    assert len(volume.xpath(".//tbody/tr")) == 7


def test_a_query_has_a_dashboard_of_its_own(heard, page):
    shown = page(f"/listening/queries/{heard.pk}/numbers/?days=28")
    assert sum_of(shown.get_element_by_id("volume-table"), 1) == 1
    assert "한빛 OR hanbit" in shown.text_content()


def test_strangers_find_no_query(heard, client, taeyang):
    client.force_login(taeyang)
    assert client.get(f"/listening/queries/{heard.pk}/numbers/").status_code == 404
    assert "아직 들어온 글이 없습니다" in client.get(PAGE).content.decode()


def test_nobody_sees_numbers_without_logging_in(heard, client):
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE).status_code in (302, 403, 405)


def test_where_nobody_listened_yet_there_is_nothing_to_compare_with(heard, page):
    shown = page(f"{PAGE}?days=28")
    assert not shown.get_element_by_id("volume-table").xpath(".//thead//th[2]")
    assert "앞 기간에는 아직 듣지 않았습니다" in shown.text_content()


def test_days_of_ones_own(heard, page):
    today = timezone.localdate(now(), ZoneInfo("Asia/Seoul"))
    since = today - timedelta(days=20)
    shown = page(f"{PAGE}?since={since}&until={today}")
    assert sum_of(shown.get_element_by_id("volume-table"), 1) == 5
    assert shown.get_element_by_id("id_since").value == str(since)


@pytest.mark.parametrize(
    "asked",
    [
        "since=2026-11-20&until=2026-11-01", "since=2026-11-20", "until=2026-11-20", "since=2020-01-01&until=2026-01-01", "since=0001-01-01&until=0001-01-02",
        "since=x&until=y", "days=-1", "days=99999999999", "days=%00", "since=9999-12-30&until=9999-12-31",
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_the_last_seven(heard, page, asked):
    assert len(page(f"{PAGE}?{asked}").get_element_by_id("volume-table").xpath(".//tbody/tr")) == 7


def test_what_was_wrong_with_the_days_is_said(heard, page):
    told = page(f"{PAGE}?since=2026-11-20&until=2026-11-01").xpath("//*[@role='alert']")[0]
    assert "둘을 바꿔 주세요" in told.text_content()


def test_htmx_gets_the_board_alone(heard, client, minseo):
    client.force_login(minseo)
    answer = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert answer.lstrip().startswith('<div id="board"')


def test_no_page_of_numbers_reads_a_message(heard, client, minseo, django_assert_max_num_queries):
    client.force_login(minseo)
    with django_assert_max_num_queries(25) as asked:
        client.get(f"{PAGE}?days=90")
    assert not [row for row in asked.captured_queries if "listening_message" in row["sql"]]


def test_every_number_opens_the_messages_behind_it(heard, page, client):
    shown = page(f"{PAGE}?days=7")
    numbers = 0
    for cell in shown.xpath("//td[@data-value > 0][a]"):
        found = html.fromstring(client.get(cell.find("a").get("href")).content.decode())
        assert len(found.xpath("//li[@class='find']")) == int(cell.get("data-value"))
        numbers += 1
    assert numbers


def test_expressions_meet_in_brackets():
    assert (
        behind.narrowed("한빛 OR hanbit", "sentiment:negative")
        == "(한빛 OR hanbit) sentiment:negative"
    )
    assert behind.narrowed("", "intent:praise") == "intent:praise"
    assert behind.narrowed("한빛", "") == "한빛"


@pytest.mark.parametrize(
    ("count", "before", "told"),
    [(12, 10, "20% 늘어남"), (5, 10, "50% 줄어듦"), (10, 10, "그대로"), (3, 0, "새로 나옴"), (0, 0, ""), (500, 10, "50배")],
)  # fmt: skip
def test_how_a_number_stands_to_the_one_before(count, before, told, settings):
    assert change(count, before) == told


def test_chart_js_lies_in_the_wheel_with_its_licence():
    assert "The MIT License" in Path(finders.find("chart/LICENSE")).read_text()
    words = Path(finders.find("chart/chart.js")).read_text()
    assert 'version="4.' in words
    for barred in ("eval(", "new Function", "cssText", "insertRule"):
        assert barred not in words, "our content security policy would stop it"
