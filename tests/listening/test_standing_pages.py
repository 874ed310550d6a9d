"""Pages of standing queries: each door tried, the mistake shown at its place, the form following the text."""

from datetime import timedelta

import pytest
from tests.listening.spoken import said

from hanjari.kit.clock import at, now
from hanjari.listening import actions as listening
from hanjari.listening.actions import standing
from hanjari.listening.actions.catching_up import catch_up
from hanjari.listening.expressions import parsed, printed
from hanjari.listening.models import Hit, Message, StandingQuery
from hanjari.listening.queries.standing import found_lately
from hanjari.people.models import Role
from hanjari.people.permissions import Permission

LIST, NEW, PREVIEW = "/listening/queries/", "/listening/queries/new/", "/listening/queries/preview/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def refunds(jiho) -> StandingQuery:
    return standing.create_query("환불", "환불 OR refund*", by=jiho)


@pytest.fixture
def lead(client, jiho):
    jiho.language = "ko"
    jiho.save()
    client.force_login(jiho)
    return client


def _hear(account, *texts):
    listening.keep(account, [said(account, text, text, posted_at=now()) for text in texts])


def _typed(**fields):
    return {"name": "반품", "expression": "반품 OR 교환", "side": "topic", **fields}


def test_a_query_is_saved_as_it_is_printed_and_listens_at_once(lead, square, jiho):
    answer = lead.post(NEW, _typed(expression="(반품 | 교환) AND “늦은 배송”", side="ours"))
    query = StandingQuery.objects.get()
    assert answer.url == f"{LIST}{query.pk}/"
    assert query.expression == '(반품 OR 교환) "늦은 배송"'
    assert (query.side, query.created_by, query.is_on) == ("ours", jiho, True)
    _hear(square, "교환 신청했는데 늦은 배송")
    assert query.hits.count() == 1


def test_a_query_is_changed_renamed_switched_and_deleted_and_its_messages_stay(
    lead, square, refunds
):
    _hear(square, "환불해 주세요")
    lead.post(
        f"{LIST}{refunds.pk}/",
        _typed(name="환불 문의", expression="환불", opens_conversations="on"),
    )
    refunds.refresh_from_db()
    assert (refunds.name, refunds.expression, refunds.opens_conversations) == (
        "환불 문의",
        "환불",
        True,
    )
    lead.post(f"{LIST}{refunds.pk}/switch/")
    assert "꺼짐" in lead.get(LIST).text
    lead.post(f"{LIST}{refunds.pk}/switch/", {"on": "1"})
    assert lead.post(f"{LIST}{refunds.pk}/delete/").url == LIST
    assert (StandingQuery.objects.count(), Message.objects.count()) == (0, 1)


def test_the_list_shows_what_each_found_in_seven_days(lead, square, refunds):
    _hear(square, "환불해 주세요", "환불은요")
    assert "<strong>2</strong>" in lead.get(LIST).text


def test_what_was_said_last_week_is_on_the_new_querys_list_and_counted_once(lead, square):
    _hear(square, "환불 하나", "환불 둘", "반품 셋")
    listening.keep(square, [said(square, "alt", "환불", posted_at=now() - timedelta(days=9))])
    lead.post(NEW, _typed(expression="환불"))
    query = StandingQuery.objects.get()
    _hear(square, "환불 넷")  # the matcher does not know the query yet
    assert not listening.catch_up_due(), "first every matcher must know of the change"
    with at(now() + timedelta(seconds=6)):
        assert listening.catch_up_due()
        assert not listening.catch_up_due()
    assert {hit.message.text for hit in query.hits.all()} == {"환불 하나", "환불 둘", "환불 넷"}
    assert found_lately([query]) == {query.pk: 3}
    lead.post(f"{LIST}{query.pk}/", _typed(expression="환불 OR 반품"))
    with at(now() + timedelta(seconds=12)):
        assert listening.catch_up_due()
    assert (query.hits.count(), found_lately([query])) == (4, {query.pk: 4})


def test_a_query_that_cant_be_read_any_more_holds_nobody_up(square, jiho):
    StandingQuery.objects.create(organisation=jiho.organisation, name="깨짐", expression="((")
    with at(now() + timedelta(seconds=6)):
        assert listening.catch_up_due()
        assert not listening.catch_up_due()


def test_a_query_deleted_meanwhile_catches_up_with_nothing(square, refunds, jiho):
    _hear(square, "환불")
    row = StandingQuery.objects.get()
    standing.delete_query(refunds, by=jiho)
    catch_up(row)
    assert not Hit.objects.exists()


def test_a_mistake_is_told_at_its_place_and_nothing_is_saved(lead, square):
    answer = lead.post(NEW, _typed(expression="환불 (지연"))
    assert answer.status_code == 422
    assert "<mark>(</mark>지연" in answer.text
    assert "괄호를 열고 닫지 않았습니다." in answer.text
    assert not StandingQuery.objects.exists()


def test_what_would_have_been_found_is_shown_before_saving_with_its_words_marked(
    lead, square, narae
):
    _hear(square, "환불은 언제 되나요", "반품할게요", "안녕하세요")
    answer = lead.post(PREVIEW, _typed(**{"from": "text"}, expression="환불 OR 반품"), headers=HTMX)
    assert "최근 7일 동안 2건" in answer.text
    assert "<mark>환불</mark>은 언제 되나요" in answer.text
    assert "안녕하세요" not in answer.text


def test_the_form_follows_the_text(lead):
    text = "한빛 (환불 OR 반품) -이벤트 배송 NEAR/3 늦 감정:부정 author:haneul"
    answer = lead.post(PREVIEW, _typed(**{"from": "text"}, expression=text), headers=HTMX)
    for field in (
        'name="b0-every" value="한빛"', 'name="b0-some0" value="환불 반품"', 'name="b0-none" value="이벤트"',
        'name="b0-left0" value="배송"', 'name="b0-within0" value="3"', 'name="b0-author" value="haneul"',
    ):  # fmt: skip
        assert field in answer.text, field
    assert 'value="negative" ' in answer.text
    assert 'name="expression"' not in answer.text, "a text that somebody types is left alone"


def test_the_text_follows_the_form(lead):
    rows = {
        "b0-every": "한빛", "b0-some0": '환불 "늦은 배송"', "b0-none": "이벤트", "b0-left0": "배송",
        "b0-within0": "", "b0-right0": "늦 어", "b0-author": "", "b0-domain": "", "b0-sentiment": ["negative"],
        "b1-every": "나래 #반품",
    }  # fmt: skip
    answer = lead.post(PREVIEW, {**_typed(**rows), "from": "form"}, headers=HTMX)
    text = '한빛 (환불 OR "늦은 배송") 배송 NEAR/5 "늦 어" sentiment:negative -이벤트 OR 나래 #반품'
    assert text.replace('"', "&#34;").replace("&#34;", "&quot;") in answer.text.replace(
        "&#34;", "&quot;"
    )
    assert printed(parsed(text)) == text
    assert 'id="builder"' not in answer.text, "a form that somebody fills in is left alone"


def test_a_button_adds_a_row_an_alternative_and_takes_one_away(lead):
    rows = {"b0-every": "한빛", "b0-some0": "", "b0-left0": "", "from": "form"}
    answer = lead.post(PREVIEW, _typed(**rows, add="some-0"), headers=HTMX)
    assert 'name="b0-some1"' in answer.text
    answer = lead.post(PREVIEW, _typed(**rows, add="block"), headers=HTMX)
    assert 'name="b1-every"' in answer.text
    answer = lead.post(PREVIEW, _typed(**rows, **{"b1-every": "나래"}, drop="0"), headers=HTMX)
    assert "b0-every" not in answer.text
    assert 'name="b1-every" value="나래"' in answer.text


def test_a_row_that_cant_be_read_says_so_and_leaves_the_text_alone(lead):
    answer = lead.post(PREVIEW, _typed(**{"b0-every": "환불 (", "from": "form"}), headers=HTMX)
    assert "묶음과 NOT은" in answer.text
    assert 'name="expression"' not in answer.text
    answer = lead.post(
        PREVIEW, _typed(**{"b0-every": "", "b0-left0": "배송", "from": "form"}), headers=HTMX
    )
    assert "가까이 있을 두 낱말을 모두" in answer.text


def test_what_is_richer_than_the_form_is_said_to_be_so(lead, jiho):
    query = standing.create_query("깊이", "a (b OR (c d))", by=jiho)
    assert "칸으로 나타내기에는" in lead.get(f"{LIST}{query.pk}/").text


def test_without_scripts_the_buttons_answer_with_the_whole_page(lead):
    answer = lead.post(PREVIEW, _typed(**{"b0-every": "한빛", "from": "form"}))
    assert answer.text.startswith("<!doctype html>")
    assert ">\n한빛</textarea>" in answer.text


def test_a_search_becomes_a_query(lead):
    assert ">\n환불 -이벤트</textarea>" in lead.get(NEW, {"q": "환불 -이벤트"}).text


def test_a_name_is_used_once(lead, refunds, narae, taeyang):
    standing.create_query("반품", "반품", by=taeyang)
    assert lead.post(NEW, _typed(name="반품")).status_code == 302
    answer = lead.post(NEW, _typed(name=" 환불 "))
    assert answer.status_code == 422
    assert "이미 쓰는 이름" in answer.text


def test_ten_thousand_words_pass_the_form(lead):
    text = " OR ".join(f"낱말{number}" for number in range(10_000))
    assert lead.post(NEW, _typed(expression=text)).status_code == 302
    assert StandingQuery.objects.get().expression == text


@pytest.mark.parametrize("door", ["", "switch/", "delete/"])
def test_a_stranger_finds_nothing(client, taeyang, refunds, door):
    taeyang.role.permissions = [*taeyang.role.permissions, Permission.MANAGE_QUERIES]
    taeyang.role.save()
    client.force_login(taeyang)
    assert client.post(f"{LIST}{refunds.pk}/{door}").status_code == 404
    assert "환불" not in client.get(LIST).text


def test_who_may_not_say_what_to_listen_for_may_read_it(client, doyun, refunds):
    client.force_login(doyun)
    assert "환불 OR refund*" in client.get(LIST).text
    for door in (NEW, f"{LIST}{refunds.pk}/"):
        assert client.get(door).status_code == 403
    for door in (PREVIEW, f"{LIST}{refunds.pk}/switch/", f"{LIST}{refunds.pk}/delete/"):
        assert client.post(door).status_code == 403


def test_who_reads_only_their_departments_does_not_come_in(client, doyun, refunds):
    Role.objects.filter(pk=doyun.role_id).update(permissions=[Permission.READ_DEPARTMENT])
    doyun.refresh_from_db()
    client.force_login(doyun)
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("door", ["preview/", "{}/switch/", "{}/delete/"])
def test_acts_come_by_post_only(lead, refunds, door):
    assert lead.get(LIST + door.format(refunds.pk)).status_code == 405


def test_a_broken_hidden_number_is_no_error(lead):
    assert (
        lead.post(
            PREVIEW,
            _typed(
                query="x", **{"b0-every": "a", "add": "some-99", "drop": "zz"}, **{"from": "form"}
            ),
        ).status_code
        == 200
    )
