"""The public form: works for everybody, resists forgers and floods, loses nothing."""

from datetime import timedelta

import pytest
import time_machine

from hanjari.channels import actions, registry
from hanjari.channels.access import open_access
from hanjari.channels.contract import Raw
from hanjari.channels.kinds.webform import tickets
from hanjari.channels.models import Account, Knock, RawPayload, Visit
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

TALK = "/open/talk/"


def envelopes(account: Account):
    kind, access = registry.kind("webform"), open_access(account)
    rows = RawPayload.objects.filter(account=account).order_by("pk")
    return [one for row in rows for one in kind.read(access, Raw(bytes(row.body), row.hints))]


def test_a_message_is_kept_and_leads_to_its_private_page(form, visitor) -> None:
    answer = visitor.write("정수기에서 소리가 나요 🙏", name="하늘", email="Haneul@Example.kr")
    assert answer.status_code == 302
    assert answer.url.startswith(TALK)
    (said,) = envelopes(form)
    assert (said.text, said.sender.name) == ("정수기에서 소리가 나요 🙏", "하늘")
    assert said.sender.handle == "haneul@example.kr"
    assert not said.is_public
    visit = Visit.objects.get()
    assert b"haneul" not in bytes(visit.address).lower(), "the address is sealed"
    assert visit.language == "ko"


def test_the_page_speaks_the_visitors_language(form, visitor) -> None:
    assert 'lang="ko"' in visitor.http.get(visitor.path).content.decode()
    page = visitor.http.get(visitor.path + "?lang=en").content.decode()
    assert 'lang="en"' in page
    assert "Your message" in page
    assert "무엇이든 물어보세요" in page


def test_sending_the_same_page_twice_is_one_message(form, visitor) -> None:
    ticket = visitor.ticket()
    for _ in range(2):
        visitor.http.post(visitor.path, {"text": "한 번만", "ticket": ticket})
    assert len(envelopes(form)) == 1


def test_going_back_and_writing_something_else_is_a_second_message_of_the_talk(
    form, visitor
) -> None:
    ticket = visitor.ticket()
    for text in ("처음 글", "고쳐 쓴 글"):
        visitor.http.post(visitor.path, {"text": text, "ticket": ticket})
    first, second = envelopes(form)
    assert first.external_id != second.external_id
    assert first.root_id == second.root_id


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://testserver.evil.example"]
)
def test_a_foreign_page_is_refused_and_counted(form, visitor, origin) -> None:
    answer = visitor.write("안녕", origin=origin)
    assert answer.status_code == 403
    assert "안녕" in answer.content.decode(), "the words are still on the page"
    assert not RawPayload.objects.exists()
    form.refresh_from_db()
    assert form.forged_count == 1
    assert Entry.objects.filter(event="account.push_forged").count() == 1


@pytest.mark.parametrize("origin", ["https://www.hanbit.example", "http://testserver"])
def test_our_own_page_and_the_companys_site_are_let_in(form, visitor, origin) -> None:
    assert visitor.write("안녕", origin=origin).status_code == 302


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"text": "보세요", "extra": "x"}, "hidden_field"),
        ({"text": "http://a.kr http://b.kr www.c.kr https://d.kr"}, "many_links"),
        ({"text": "빨리"}, "too_quick"),
    ],
)
def test_what_looks_like_spam_is_kept_and_marked(form, visitor, fields, doubt) -> None:
    assert visitor.write(**fields).status_code == 302
    assert doubt in envelopes(form)[0].extra["doubts"]


def test_an_honest_visitor_is_not_doubted(form, visitor) -> None:
    ticket = visitor.ticket()
    with time_machine.travel(now() + timedelta(seconds=20)):
        data = {"text": "정수기 문의 https://hanbit.example", "ticket": ticket}
        visitor.http.post(visitor.path, data, headers={"Origin": "http://testserver"})
    assert envelopes(form)[0].extra["doubts"] == []


def test_too_many_from_one_place_wait_and_others_do_not(form, visitor) -> None:
    codes = [visitor.write(f"글 {n}").status_code for n in range(10)]
    assert codes == [302] * 8 + [429] * 2
    assert "글 9" in visitor.write("글 9").content.decode()
    sent = {"text": "다른 사람", "ticket": visitor.ticket()}
    assert visitor.http.post(visitor.path, sent, REMOTE_ADDR="203.0.113.9").status_code == 302
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert visitor.write("다시").status_code == 302


def test_one_household_is_one_caller_and_its_address_is_not_kept(form, visitor) -> None:
    for n in range(8):
        sent = {"text": f"글 {n}", "ticket": visitor.ticket()}
        visitor.http.post(visitor.path, sent, REMOTE_ADDR=f"2001:db8:1:2::{n + 1}")
    sent = {"text": "더", "ticket": visitor.ticket()}
    answer = visitor.http.post(visitor.path, sent, REMOTE_ADDR="2001:db8:1:2:ffff::1")
    assert answer.status_code == 429
    assert not [row.caller for row in Knock.objects.all() if "2001" in row.caller]


def test_who_knocked_is_forgotten_after_a_day(form, visitor) -> None:
    visitor.write("안녕")
    with time_machine.travel(now() + timedelta(hours=25)):
        actions.forget_knocks()
    assert not Knock.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "가" * 10_001])
def test_words_that_cannot_be_taken_come_back_with_the_reason(form, visitor, text) -> None:
    answer = visitor.write(text)
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert not RawPayload.objects.exists()


def test_a_page_left_open_too_long_keeps_the_words_and_asks_again(form, visitor) -> None:
    ticket = visitor.ticket()
    with time_machine.travel(now() + timedelta(days=3)):
        answer = visitor.http.post(visitor.path, {"text": "오래 쓴 글", "ticket": ticket})
        page = answer.content.decode()
    assert answer.status_code == 422
    assert "오래 쓴 글" in page
    assert ticket not in page


def test_a_ticket_of_another_form_is_refused(form, visitor) -> None:
    ticket = tickets.issue(form.pk + 1, now().timestamp())
    answer = visitor.http.post(visitor.path, {"text": "안녕", "ticket": ticket})
    assert answer.status_code == 403


def test_only_the_companys_sites_may_frame_it(form, visitor) -> None:
    answer = visitor.http.get(visitor.path + "?frame=1")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.hanbit.example" in policy
    assert "X-Frame-Options" not in answer.headers
    form.settings = {}
    form.save()
    answer = visitor.http.get(visitor.path)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("field", ["paused_at", "removed_at"])
def test_a_closed_form_is_not_found(form, visitor, field) -> None:
    Account.objects.filter(pk=form.pk).update(**{field: now()})
    assert visitor.http.get(visitor.path).status_code == 404


def test_a_door_nobody_opened_is_not_found(visitor) -> None:
    assert visitor.http.get("/open/form/nobody/").status_code == 404


def test_other_methods_are_refused(visitor) -> None:
    assert visitor.http.put(visitor.path).status_code == 405
    assert visitor.http.delete(visitor.path).status_code == 405


def test_a_huge_body_is_refused(form, visitor) -> None:
    answer = visitor.http.post(visitor.path, {"text": "가" * 1_000_000, "ticket": visitor.ticket()})
    assert answer.status_code in {400, 413, 422}
    assert not RawPayload.objects.exists()
