"""Pages of alarms: the sentence, what is said of it, who may, and what a stranger sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.listening.alarmed import NOW, burst, clock, past
from tests.listening.test_alarms import MINUTE, look

from hanjari.listening.actions import standing
from hanjari.listening.models import Alarm, CallRule, Candidate, Verdict
from hanjari.listening.queries.alarms import forget_open_count


@pytest.fixture
def alarm(jiho, square):
    query = standing.create_query("환불", "환불", by=jiho)
    past(square, days=1.5)
    burst(square)
    (raised,) = look(NOW + 9 * MINUTE)
    assert raised.query == query
    return raised


@pytest.fixture(autouse=True)
def _then():
    with clock(NOW + 10 * MINUTE):
        yield


def page(client, member, name="alarm", *args):
    client.force_login(member)
    return client.get(reverse(f"listening:{name}", args=args))


def test_the_page_says_what_is_usual_and_what_came(client, alarm, minseo):
    text = page(client, minseo, "alarm", alarm.pk).content.decode()
    assert "평소 20분에 2건쯤 오는데 41건이 왔습니다." in text
    assert "손님" in text
    assert 'class="spark"' in text


def test_the_list_and_the_front_page_name_it_while_it_goes_on(client, alarm, minseo):
    assert "환불" in page(client, minseo, "alarms").content.decode()
    assert "41건" in client.get("/").content.decode()
    fragment = client.get(reverse("listening:open_alarms"), headers={"HX-Request": "true"})
    assert "41건" in fragment.content.decode()
    client.post(reverse("listening:dismiss_alarm", args=[alarm.pk]), {"reason": "행사 안내"})
    assert "41건" not in client.get("/").content.decode()
    assert "행사 안내" in page(client, minseo, "alarms").content.decode()


def test_confirming_dismissing_and_holding_it_for_an_issue(client, alarm, minseo):
    client.force_login(minseo)
    client.post(reverse("listening:confirm_alarm", args=[alarm.pk]))
    assert alarm.verdicts.last().word == Verdict.Word.CONFIRMED
    answer = client.post(reverse("listening:dismiss_alarm", args=[alarm.pk]), {"reason": ""})
    assert answer.status_code == 422
    assert alarm.verdicts.count() == 1
    client.post(reverse("listening:open_candidate", args=[alarm.pk]), {"title": "환불 지연"})
    assert Candidate.objects.get().title == "환불 지연"
    assert "환불 지연" in page(client, minseo, "alarm", alarm.pk).content.decode()


def test_a_reader_reads_and_may_say_nothing(client, alarm, doyun):
    assert page(client, doyun, "alarm", alarm.pk).status_code == 200
    assert client.post(reverse("listening:confirm_alarm", args=[alarm.pk])).status_code == 403
    assert not alarm.verdicts.exists()


def test_a_stranger_finds_nothing(client, alarm, taeyang):
    assert page(client, taeyang, "alarm", alarm.pk).status_code == 404
    assert client.post(reverse("listening:confirm_alarm", args=[alarm.pk])).status_code == 404
    assert "41건" not in page(client, taeyang, "alarms").content.decode()
    assert page(client, taeyang, "alarm_calls", alarm.query_id).status_code == 404


def test_who_is_called_is_chosen_from_the_own_company(client, alarm, jiho, minseo, taeyang):
    where = reverse("listening:alarm_calls", args=[alarm.query_id])
    assert page(client, jiho, "alarm_calls", alarm.query_id).status_code == 200
    strange = client.post(where, {"members": [taeyang.pk], "minutes": 10})
    assert strange.status_code == 422
    client.post(where, {"members": [minseo.pk], "minutes": 10})
    rule = CallRule.objects.get()
    assert (list(rule.members.all()), rule.minutes, rule.is_urgent) == ([minseo], 10, False)
    assert page(client, minseo, "alarm_calls", alarm.query_id).status_code == 403


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "²", ""])
def test_whatever_the_address_says_the_list_answers(client, alarm, minseo, before):
    client.force_login(minseo)
    assert client.get(reverse("listening:alarms"), {"before": before}).status_code == 200


def test_the_rail_of_every_page_counts_what_goes_on_until_it_is_dismissed(
    client, alarm, minseo, taeyang
):
    forget_open_count(alarm.organisation_id)
    badge = 'data-tone="alarm">1<span'
    assert badge in page(client, minseo, "people").content.decode()
    client.post(reverse("listening:confirm_alarm", args=[alarm.pk]))
    assert badge in page(client, minseo, "people").content.decode(), "it still goes on"
    client.post(reverse("listening:dismiss_alarm", args=[alarm.pk]), {"reason": "행사 안내"})
    assert badge not in page(client, minseo, "people").content.decode()
    assert badge not in page(client, taeyang, "people").content.decode()


def test_the_rail_asks_for_open_alarms_once_in_a_while(client, alarm, minseo):
    forget_open_count(alarm.organisation_id)
    page(client, minseo, "people")
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("listening:people"))
    assert not [one for one in asked if "listening_alarm" in one["sql"]]


def test_a_number_larger_than_any_row_is_no_choice(client, alarm, jiho):
    client.force_login(jiho)
    where = reverse("listening:alarm_calls", args=[alarm.query_id])
    told = {"members": ["9" * 30], "roles": ["9" * 30], "minutes": 10}
    assert client.post(where, told).status_code == 422


def test_what_goes_on_stands_above_what_was_raised_since_and_is_over(client, alarm, minseo, jiho):
    query = standing.create_query("배송", "배송", by=jiho)
    later = Alarm.objects.get(pk=alarm.pk)
    later.pk, later.query, later.ended_at = None, query, NOW + 30 * MINUTE
    later.raised_at = alarm.raised_at + MINUTE
    later.save()
    text = page(client, minseo, "alarms").content.decode()
    assert text.index("data-open") < text.index(f'href="/listening/alarms/{later.pk}/"')
    older = client.get(reverse("listening:alarms"), {"before": later.pk + 1}).content.decode()
    assert "data-open" not in older
    assert f'href="/listening/alarms/{later.pk}/"' in older


def test_the_alarm_alone_is_sent_to_a_page_that_follows_it(client, alarm, minseo, jiho):
    for member in (minseo, jiho):
        client.force_login(member)
        where = reverse("listening:alarm", args=[alarm.pk])
        text = client.get(where, headers={"HX-Request": "true"}).content.decode()
        assert text.strip().startswith('<div id="alarm"')
