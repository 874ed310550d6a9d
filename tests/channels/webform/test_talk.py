"""The visitor's own page: their words, our sent answers, nothing else; and a notice by mail."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from tests.servers.ports import free_ports

from hanjari.channels import actions
from hanjari.channels.contract import Outgoing
from hanjari.channels.models import Delivery, Visit
from hanjari.kit.clock import now


@pytest.fixture
def path(visitor) -> str:
    return visitor.write("정수기에서 소리가 나요", name="하늘", email="haneul@example.kr").url


def talk() -> str:
    return Visit.objects.get().talk


def answer(form, text: str, key: str = "reply-1") -> Delivery:
    delivery = actions.send(form, Outgoing(key=key, text=text, root_id=talk()))
    actions.deliver(delivery.pk)
    return delivery


def page(visitor, path: str) -> str:
    return visitor.http.get(path).content.decode()


def test_the_visitor_sees_their_words_at_once(visitor, path) -> None:
    assert "정수기에서 소리가 나요" in page(visitor, path)


def test_an_answer_is_seen_when_it_is_sent_and_not_before(form, visitor, path) -> None:
    delivery = actions.send(form, Outgoing(key="r", text="곧 찾아뵙겠습니다.", root_id=talk()))
    assert "찾아뵙겠습니다" not in page(visitor, path)
    actions.deliver(delivery.pk)
    assert "찾아뵙겠습니다" in page(visitor, path)


def test_the_visitor_writes_again_into_the_same_talk(visitor, path) -> None:
    assert visitor.write("오늘도 나요", path=path).status_code == 302
    assert Visit.objects.count() == 1
    shown = page(visitor, path)
    assert shown.index("소리가 나요") < shown.index("오늘도 나요")


def test_hostile_words_are_shown_as_words(form, visitor, path) -> None:
    answer(form, "<script>alert(1)</script>")
    shown = page(visitor, path)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_another_talk_cannot_be_read_or_written(visitor, path) -> None:
    other = visitor.write("남의 이야기").url
    assert "남의 이야기" not in page(visitor, path)
    ticket = visitor.ticket(other)
    assert visitor.http.post(path, {"text": "끼어들기", "ticket": ticket}).status_code == 422
    assert "끼어들기" not in page(visitor, other)


@pytest.mark.parametrize("token", ["x", "WzEsInQiXQ:1uAAAA:abc", "%00", "a" * 3000])
def test_a_made_up_link_is_not_found(visitor, form, token) -> None:
    assert visitor.http.get(f"/open/talk/{token}/").status_code == 404


def test_a_changed_link_is_not_found(visitor, path) -> None:
    assert visitor.http.get(path[:-4] + "abc/").status_code == 404


def test_the_page_is_kept_by_nobody(visitor, path) -> None:
    headers = visitor.http.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"


def test_other_methods_are_refused(visitor, path) -> None:
    assert visitor.http.delete(path).status_code == 405


@pytest.fixture
def post_office(settings):
    settings.EMAIL_HOST = "mail.hanbit.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://desk.hanbit.example"


def test_who_left_an_address_is_told_once_by_link(post_office, form, visitor, path) -> None:
    answer(form, "비밀 답변")
    actions.note_answer(form.pk, talk())
    assert [actions.tell_visitors() for _ in range(3)] == [1, 0, 0]
    (letter,) = mail.outbox
    assert letter.to == ["haneul@example.kr"]
    assert f"https://desk.hanbit.example{path}" in letter.body
    assert "비밀 답변" not in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    with time_machine.travel(now() + timedelta(minutes=1)):
        actions.note_answer(form.pk, talk())
        assert actions.tell_visitors() == 1


def test_who_left_no_address_is_not_told(post_office, form, visitor) -> None:
    visitor.write("안녕")
    actions.note_answer(form.pk, talk())
    assert actions.tell_visitors() == 0


@pytest.mark.real_server
def test_visitors_are_told_later_when_the_mail_server_is_away(
    post_office, form, visitor, path, settings
) -> None:
    actions.note_answer(form.pk, talk())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_ports(1)[0]
    assert actions.tell_visitors() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.tell_visitors() == 1
