"""An issue of level 2 pulls the brake by itself; the lead sees all that it holds and takes it off again."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from hanjari.channels import actions as channels
from hanjari.channels import queries
from hanjari.channels.contract import Outgoing
from hanjari.channels.models import Account, Brake, Delivery
from hanjari.conversations.actions import scheduling
from hanjari.conversations.actions.replies import write_reply
from hanjari.conversations.actions.telling import tell_due
from hanjari.conversations.models import Draft, Recipient, Round
from hanjari.issues import actions as issues
from hanjari.kit.clock import now
from hanjari.kit.web.times import stamp


def at(name, *args):
    return reverse(f"issues:{name}", args=args)


@pytest.fixture
def held(mailbox) -> Delivery:
    mail = Outgoing(key="round-1", text="고친 정수기를 보내 드립니다.", to=("bora@example.com",))
    return channels.send(mailbox, mail, is_automatic=True)


def open_brakes() -> list[Brake]:
    return list(Brake.objects.filter(released_at=None))


def test_level_2_pulls_the_brake_once_and_an_exercise_pulls_none(hanbit, issue, minseo) -> None:
    assert open_brakes() == []
    issues.raise_level(issue, 2, by=minseo)
    issues.raise_level(issue, 3, by=minseo)
    issues.raise_issue(hanbit.organisation, "훈련", by=minseo, level=3, is_exercise=True)
    (brake,) = open_brakes()
    assert (brake.about_kind, brake.about_id) == ("issue", issue.pk)


def test_the_lead_sees_what_is_held_and_releases_it_with_a_reason(
    client, issue, minseo, jiho, held
):
    issues.raise_level(issue, 2, by=minseo)
    client.force_login(jiho)
    page = client.get(at("brake")).content.decode()
    for words in ("정수기 누수", "고친 정수기를 보내 드립니다.", "bora@example.com"):
        assert words in page
    for where in (at("issues"), at("issue", issue.pk), reverse("desk:front")):
        assert "자동·예약 발송을 멈췄습니다" in client.get(where).content.decode()
    (brake,) = open_brakes()
    assert client.post(at("release_brake", brake.pk), {"reason": ""}).status_code == 422
    client.post(at("release_brake", brake.pk), {"reason": "사과문을 냈음", "drops": "on"})
    held.refresh_from_db()
    assert (open_brakes(), held.state) == ([], Delivery.State.CANCELLED)


def test_one_message_is_let_go_and_another_withdrawn(client, mailbox, jiho, held) -> None:
    other = channels.send(mailbox, Outgoing(key="round-2", text="둘"), is_automatic=True)
    channels.put_on_brake(mailbox.organisation, by=jiho, reason="살펴보는 중")
    client.force_login(jiho)
    client.post(at("let_go", held.pk), {"reason": ""})
    assert held in queries.held_deliveries(mailbox.organisation_id)
    client.post(at("let_go", held.pk), {"reason": "안전 안내"})
    client.post(at("withdraw_held", other.pk))
    assert list(queries.held_deliveries(mailbox.organisation_id)) == []
    assert list(queries.due_deliveries()) == [held]


def test_an_agent_pulls_but_does_not_release_and_a_stranger_sees_nothing(
    client, narae, mailbox, minseo, held
) -> None:
    client.force_login(minseo)
    client.post(at("pull_brake"), {"reason": "이상한 문의가 몰려요"})
    (brake,) = open_brakes()
    assert client.post(at("release_brake", brake.pk), {"reason": "x"}).status_code == 403
    assert client.post(at("let_go", held.pk), {"reason": "x"}).status_code == 403
    client.force_login(narae.members["taeyang"])
    assert "이상한 문의가" not in client.get(at("brake")).content.decode()
    assert client.post(at("release_brake", brake.pk), {"reason": "x"}).status_code in (403, 404)


def test_a_restricted_issue_is_not_named_by_its_brake(client, issue, jiho, minseo, yuna) -> None:
    issues.restrict(issue, by=yuna, is_restricted=True)
    channels.put_on_brake(issue.organisation, by=None, about=("issue", issue.pk))
    client.force_login(jiho)
    page = client.get(at("brake")).content.decode()
    assert "정수기 누수" not in page
    assert "볼 수 없는 이슈" in page


def test_a_round_waits_while_the_brake_is_on(mailbox, say, jiho, minseo) -> None:
    talk = say("t1", text="정수기가 새요", who="보라")
    told = Round.objects.create(
        organisation=mailbox.organisation, key="r", text="고쳤습니다.", written_by=minseo,
        approved_by=jiho, approved_at=now(), state=Round.State.SENDING,
    )  # fmt: skip
    one = Recipient.objects.create(round=told, conversation=talk, account=mailbox)
    brake = channels.put_on_brake(mailbox.organisation, by=jiho, reason="x")
    tell_due()
    one.refresh_from_db()
    assert one.state == Recipient.State.WAITING
    channels.release_brake(brake, by=jiho, reason="괜찮음")
    tell_due()
    one.refresh_from_db()
    assert one.state == Recipient.State.HANDED
    assert one.reply.delivery.is_automatic


def test_what_two_let_go_while_the_brake_is_on_goes(mailbox, say, jiho, minseo) -> None:
    talk = say("t1", text="정수기가 새요", who="보라")
    channels.put_on_brake(mailbox.organisation, by=jiho, reason="x")
    told = Round.objects.create(
        organisation=mailbox.organisation, key="r", text="잠그는 법을 알려 드립니다.", written_by=minseo,
        approved_by=jiho, approved_at=now(), state=Round.State.SENDING,
    )  # fmt: skip
    one = Recipient.objects.create(round=told, conversation=talk, account=mailbox)
    tell_due()
    one.refresh_from_db()
    assert one.state == Recipient.State.HANDED
    assert one.reply.delivery in queries.due_deliveries()


@pytest.fixture
def scheduled(mailbox, say, minseo) -> Delivery:
    """An answer that minseo scheduled for in an hour."""
    talk = say("t1", text="정수기가 새요", who="보라")
    at = now() + timedelta(hours=1)
    return write_reply(talk, "내일 기사님이 가십니다.", by=minseo, send_at=at).delivery


def test_a_scheduled_answer_stands_among_what_is_held_with_its_time_and_its_thread(
    client, mailbox, jiho, scheduled
) -> None:
    channels.put_on_brake(mailbox.organisation, by=jiho, reason="살펴보는 중")
    client.force_login(jiho)
    page = client.get(at("brake")).content.decode()
    for words in (
        "내일 기사님이 가십니다.",
        "민서 예약",
        stamp(scheduled.scheduled_for),
        "대화 보기",
    ):
        assert words in page
    told = client.post(at("let_go", scheduled.pk), {"reason": "안전 안내"}, follow=True)
    assert "예약한 시각에 나갑니다." in told.content.decode()


def left_behind(mailbox, jiho) -> None:
    """The brake was on at its time, and is off since."""
    brake = channels.put_on_brake(mailbox.organisation, by=jiho, reason="살펴보는 중")
    Delivery.objects.update(scheduled_for=now(), not_before=now())
    channels.release_brake(brake, by=jiho, reason="끝남")


def test_what_was_due_during_the_brake_waits_for_a_person_who_settles_all_of_it(
    client, mailbox, jiho, minseo, scheduled
) -> None:
    left_behind(mailbox, jiho)
    client.force_login(minseo)
    assert "한꺼번에 정하기" not in client.get(at("brake")).content.decode()
    assert client.post(at("settle_left"), {"reason": "x"}).status_code == 403
    client.force_login(jiho)
    assert "답 1건이 확인을 기다립니다" in client.get(at("brake")).content.decode()
    client.post(at("settle_left"), {"decision": "go", "reason": " "})
    assert list(queries.due_deliveries()) == []
    client.post(at("settle_left"), {"decision": "go", "reason": "지금도 맞는 말"})
    assert list(queries.due_deliveries()) == [scheduled]


def test_withdrawn_all_at_once_the_words_lie_in_their_writers_drafts(
    client, mailbox, jiho, minseo, scheduled
) -> None:
    left_behind(mailbox, jiho)
    client.force_login(jiho)
    client.post(at("settle_left"), {"decision": "withdraw"})
    scheduling.note_cancelled(Delivery.objects.get(), by=jiho)
    assert Draft.objects.get(member=minseo).text == "내일 기사님이 가십니다."


def test_one_that_was_left_behind_is_let_go_or_withdrawn_and_a_stranger_finds_none(
    client, narae, mailbox, jiho, scheduled
) -> None:
    left_behind(mailbox, jiho)
    client.force_login(narae.members["taeyang"])
    assert "기사님" not in client.get(at("brake")).content.decode()
    assert client.post(at("let_go", scheduled.pk), {"reason": "x"}).status_code in (403, 404)
    client.force_login(jiho)
    client.post(at("let_go", scheduled.pk), {"reason": "지금도 맞는 말"})
    assert list(queries.due_deliveries()) == [scheduled]


def test_the_list_says_until_when_a_network_takes_an_answer(client, hanbit, say, jiho, minseo):
    page = Account.objects.create(organisation=hanbit.organisation, kind="facebook", name="페이지")
    talk = say("m1", account=page, root_id="with:77", is_public=False, text="정수기가 새요")
    at_ = now() + timedelta(hours=1)
    delivery = write_reply(talk, "내일 기사님이 가십니다.", by=minseo, send_at=at_).delivery
    channels.put_on_brake(hanbit.organisation, by=jiho, reason="살펴보는 중")
    client.force_login(jiho)
    assert "채널이 답을 받는 시각은" in client.get(at("brake")).content.decode()
    with time_machine.travel(now() + timedelta(hours=25), tick=False):
        shown = client.get(at("brake")).content.decode()
        assert "채널이 답을 받는 시각이 지남" in shown
        assert at("let_go", delivery.pk) not in shown
        told = client.post(at("let_go", delivery.pk), {"reason": "안전 안내"}, follow=True)
    assert "글은 그대로 있습니다" in told.content.decode()
    assert Delivery.objects.get().state == Delivery.State.QUEUED
