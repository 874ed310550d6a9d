"""The doors of answers that leave later: chosen in the composer, moved, hurried and taken back in the thread."""

from datetime import timedelta

import pytest
from django.test import Client

from hanjari.channels import actions as channels
from hanjari.channels.models import Account, Delivery
from hanjari.conversations import actions as conversations
from hanjari.conversations import queries
from hanjari.conversations.models import Conversation, Draft, Reply
from hanjari.conversations.pages.later import moment_name
from hanjari.conversations.queries import sidebar
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

WORDS = "필터는 6개월마다 바꾸시면 됩니다."
LOCAL = "%Y-%m-%dT%H:%M"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    sidebar.forget_all()


@pytest.fixture
def desk(client: Client, minseo) -> Client:
    client.force_login(minseo)
    return client


@pytest.fixture
def talk(say) -> Conversation:
    return say("1", text="필터는 언제 바꾸나요?")


@pytest.fixture
def scheduled(talk, minseo) -> Reply:
    return conversations.write_reply(talk, WORDS, by=minseo, send_at=now() + timedelta(days=2))


def page_of(desk: Client, talk: Conversation) -> str:
    return desk.get(f"/inbox/{talk.pk}/").content.decode()


def test_it_is_scheduled_from_the_composer_and_stands_in_the_thread(desk, talk) -> None:
    at = (now() + timedelta(days=3)).isoformat()
    desk.post(f"/inbox/{talk.pk}/reply/", {"text": WORDS, "send_when": at})
    assert Delivery.objects.get().scheduled_for.isoformat() == at
    shown = page_of(desk, talk)
    for words in ("예약됨", "에 나가요", "지금 보내기", "시각 바꾸기", "거둬 다시 쓰기"):
        assert words in shown
    assert "예약됨<" in desk.get("/inbox/?view=scheduled").content.decode()


def test_another_time_is_read_in_the_companys_zone(desk, talk, hanbit) -> None:
    hanbit.organisation.time_zone = "America/New_York"
    hanbit.organisation.save()
    noon = (now() + timedelta(days=3)).strftime("%Y-%m-%dT12:00")
    given = {"text": WORDS, "send_when": "other", "send_time": noon}
    desk.post(f"/inbox/{talk.pk}/reply/", given)
    assert Delivery.objects.get().scheduled_for.strftime("%H") in ("16", "17")


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "이미 지난 시각입니다."), (91, "90일 안의 시각만"), (None, "날짜와 시각을")],
)
def test_a_moment_that_cannot_be_keeps_the_text_and_says_why(desk, talk, days, words) -> None:
    time = "" if days is None else (now() + timedelta(days=days)).strftime(LOCAL)
    given = {"text": WORDS, "send_when": "other", "send_time": time}
    response = desk.post(f"/inbox/{talk.pk}/reply/", given)
    shown = response.content.decode()
    assert response.status_code == 422
    assert words in shown
    assert WORDS in shown
    assert f'value="{time}"' in shown
    assert not Reply.objects.exists()


def test_while_one_writes_the_verb_and_the_moment_are_said(desk, talk) -> None:
    given = {"text": WORDS, "send_when": (now() + timedelta(days=3)).isoformat()}
    shown = desk.post(f"/inbox/{talk.pk}/draft/", given).content.decode()
    assert "예약하기" in shown
    assert "그 전에 새 글이 오면 멈추고" in shown


def test_a_clock_that_runs_out_before_is_said(desk, talk) -> None:
    Conversation.objects.filter(pk=talk.pk).update(next_due_at=now() + timedelta(hours=1))
    given = {"text": WORDS, "send_when": (now() + timedelta(days=3)).isoformat()}
    shown = desk.post(f"/inbox/{talk.pk}/draft/", given).content.decode()
    assert "답이 나가기 전에 시한이 끝납니다" in shown


def test_it_is_moved_and_hurried_by_whoever_saw_the_thread(desk, talk, scheduled) -> None:
    token = queries.token_of(talk)
    later = (now() + timedelta(days=5)).isoformat()
    desk.post(f"/inbox/replies/{scheduled.pk}/later/", {"send_when": later, "token": token})
    assert Delivery.objects.get().not_before.isoformat() == later
    desk.post(f"/inbox/replies/{scheduled.pk}/now/", {"token": token})
    kept = Delivery.objects.get()
    assert (kept.scheduled_for, kept.is_automatic) == (None, False)
    assert kept.not_before <= now()
    assert "에 나가요" not in page_of(desk, talk)


def test_who_has_not_seen_what_is_new_changes_nothing(desk, say, talk, scheduled) -> None:
    old = queries.token_of(talk)
    say("2", "1", text="취소할게요")
    for act in ("now", "later"):
        given = {"token": old, "send_when": (now() + timedelta(days=5)).isoformat()}
        told = desk.post(f"/inbox/replies/{scheduled.pk}/{act}/", given, follow=True)
        assert "그사이 새 글이 왔습니다." in told.content.decode()
    assert Delivery.objects.get().state == Delivery.State.HELD


def test_held_it_says_why_and_what_to_do(desk, say, talk, scheduled) -> None:
    say("2", "1", text="취소할게요")
    shown = page_of(desk, talk)
    assert "예약한 답이 멈춰 있습니다" in shown
    assert "이 답을 쓴 뒤에 새 글이 왔습니다." in shown
    desk.post(f"/inbox/replies/{scheduled.pk}/withdraw/")
    assert Draft.objects.get().text == WORDS
    assert Delivery.objects.get().state == Delivery.State.CANCELLED


def test_while_the_brake_is_on_the_thread_says_that_it_will_not_leave(
    desk, talk, scheduled, jiho
) -> None:
    channels.put_on_brake(talk.organisation, by=jiho, reason="이중 청구")
    assert "저절로 나가지 않습니다" in page_of(desk, talk)


def test_a_moment_that_is_none_moves_nothing(desk, talk, scheduled) -> None:
    before = Delivery.objects.get().not_before
    for when in ("", "other", "2020-01-01T00:00:00+00:00", "x"):
        desk.post(
            f"/inbox/replies/{scheduled.pk}/later/",
            {"send_when": when, "token": queries.token_of(talk)},
        )
    assert Delivery.objects.get().not_before == before
    assert not Entry.objects.filter(event="reply.rescheduled").exists()


@pytest.mark.parametrize("act", ["now", "later"])
def test_readers_and_strangers_may_not(client, doyun, taeyang, scheduled, act) -> None:
    client.force_login(doyun)
    assert client.post(f"/inbox/replies/{scheduled.pk}/{act}/").status_code == 403
    client.force_login(taeyang)
    assert client.post(f"/inbox/replies/{scheduled.pk}/{act}/").status_code == 404


def test_it_stands_at_the_end_of_the_thread_also_behind_a_page_of_news(
    minseo, say, talk, scheduled
) -> None:
    Reply.objects.update(created_at=now() - timedelta(days=30))
    for number in range(2, 55):
        say(str(number), "1")
    assert queries.thread(minseo, talk.pk).items[-1].it == scheduled


def test_who_approves_reads_when_it_leaves(desk, client, hanbit, talk, minseo, jiho) -> None:
    conversations.save_rule(hanbit.organisation, by=jiho, name="모든 답장")
    given = {"text": WORDS, "send_when": (now() + timedelta(days=3)).isoformat()}
    desk.post(f"/inbox/{talk.pk}/reply/", given)
    assert "그때까지 결재가 나면" in page_of(desk, talk)
    client.force_login(jiho)
    decided = {"decision": "approve"}
    told = client.post(f"/inbox/replies/{Reply.objects.get().pk}/decide/", decided, follow=True)
    assert "에 나갑니다." in told.content.decode()
    assert Delivery.objects.get().scheduled_for


@pytest.fixture
def messenger_talk(say, hanbit) -> Conversation:
    page = Account.objects.create(organisation=hanbit.organisation, kind="facebook", name="페이지")
    return say("m1", account=page, root_id="with:77", is_public=False)


def test_too_late_for_the_network_is_refused_with_until_when(desk, messenger_talk) -> None:
    talk = messenger_talk
    late = (now() + timedelta(hours=30)).isoformat()
    told = desk.post(f"/inbox/{talk.pk}/reply/", {"text": WORDS, "send_when": late})
    shown = told.content.decode()
    for words in ("글은 그대로 있습니다", "까지만 답을 받습니다", "더 이른 시각을 고르거나", WORDS):
        assert words in shown
    assert not Reply.objects.exists()
    typed = {"text": WORDS, "send_when": late}
    found = desk.post(f"/inbox/{talk.pk}/draft/", typed, headers={"HX-Request": "true"})
    assert "까지만 답을 받습니다" in found.content.decode()


def test_moved_too_late_it_stays_and_under_a_brake_the_thread_says_until_when(
    desk, messenger_talk, minseo
) -> None:
    talk, early = messenger_talk, now() + timedelta(hours=20)
    reply = conversations.write_reply(talk, WORDS, by=minseo, send_at=early)
    late = (now() + timedelta(hours=30)).isoformat()
    moved = desk.post(
        f"/inbox/replies/{reply.pk}/later/",
        {"send_when": late, "token": queries.token_of(talk)},
        follow=True,
    )
    assert "아무것도 바뀌지 않았습니다" in moved.content.decode()
    assert Delivery.objects.get().scheduled_for == early
    assert page_of(desk, talk).count("까지만 답을 받습니다") == 1  # in the composer
    channels.put_on_brake(minseo.organisation, by=minseo, reason="살펴보는 중")
    assert page_of(desk, talk).count("까지만 답을 받습니다") == 2


def test_the_list_of_scheduled_answers_says_when_each_leaves_and_until_when_it_may(
    desk, scheduled, messenger_talk, minseo
) -> None:
    early = now() + timedelta(hours=20)
    conversations.write_reply(messenger_talk, WORDS, by=minseo, send_at=early)
    shown = desk.get("/inbox/?view=scheduled").content.decode()
    for reply in Reply.objects.select_related("conversation__organisation"):
        assert f">{moment_name(reply.send_at, reply.conversation)}<" in shown
    assert shown.count("까지만 받음<") == 1
    row = desk.get(f"/inbox/{messenger_talk.pk}/row/?view=scheduled").content.decode()
    assert "까지만 받음<" in row
    assert "까지만 받음<" not in desk.get("/inbox/?view=all").content.decode()
