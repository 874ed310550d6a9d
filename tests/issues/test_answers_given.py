"""Answers in the inbox and in rounds: only what holds, known again in what left, and nobody told twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from tests.issues.sheets import ENGLISH, WORDS, approve, approved, written

from hanjari.channels.models import Delivery
from hanjari.conversations import guards, sheets
from hanjari.conversations.actions import approvals, replies, rounds, telling
from hanjari.conversations.models import Conversation, Draft, Recipient, Reply, Round
from hanjari.issues import actions as issues
from hanjari.issues.actions.giving import note_given
from hanjari.issues.models import Given, Issue
from hanjari.issues.queries.asking import receivers_of
from hanjari.issues.queries.everyone import everyone_for
from hanjari.issues.refusals.answers import ExerciseError, NobodyChosenError, UnusableError
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.journal.models import Entry
from hanjari.kit.clock import now


@pytest.fixture
def talks(say) -> list[Conversation]:
    return [
        say(name, text=f"{name} 새는 제품은 어떻게 하나요?", who=f"손님{name}") for name in "abc"
    ]


@pytest.fixture
def leak(hanbit, minseo, talks) -> Issue:
    said = [pk for talk in talks for pk in talk.turns.values_list("pk", flat=True)]
    return issues.raise_issue(hanbit.organisation, "정수기 누수", by=minseo, message_ids=said)


@pytest.fixture
def answer(leak, hanbit):
    return approved(leak, hanbit)


def sent(reply: Reply) -> None:
    """The network has taken it."""
    Delivery.objects.filter(pk=reply.delivery_id).update(
        state="sent", external_id=f"n{reply.pk}", sent_at=now()
    )
    note_given([Reply.objects.get(pk=reply.pk)])


def test_the_inbox_shows_the_issue_and_offers_what_holds(answer, talks, say, minseo, taeyang):
    beside = sheets.beside(minseo, talks[0])
    assert [one.name for one in beside.concerns] == ["#1 정수기 누수"]
    assert [(one.question, one.words) for one in beside.ready] == [
        ("새는 제품은 어떻게 하나요?", WORDS)
    ]
    assert sheets.beside(minseo, say("x", who="남")) == sheets.Beside([], [])
    assert sheets.beside(taeyang, talks[0]) == sheets.Beside([], [])


def test_a_restricted_issue_shows_in_the_inbox_to_those_seated_alone(
    leak, answer, talks, jiho, minseo, sora
):
    issues.restrict(leak, by=jiho, is_restricted=True)
    assert sheets.beside(minseo, talks[0]).ready  # raised it
    assert sheets.beside(sora, talks[0]) == sheets.Beside([], [])


def test_taking_gives_the_words_in_the_conversation_s_language_and_is_written_down(
    leak, hanbit, talks, minseo
):
    row = approved(leak, hanbit, text_en=ENGLISH)
    assert issues.take_answer(row, talks[0], by=minseo) == WORDS
    Conversation.objects.filter(pk=talks[1].pk).update(language="en")
    talks[1].refresh_from_db()
    assert issues.take_answer(row, talks[1], by=minseo) == ENGLISH
    issues.take_answer(row, talks[0], by=minseo)
    assert Given.objects.filter(reply=None).count() == 2
    assert Entry.objects.filter(event="answer.taken", noun="conversation").count() == 2


def test_what_is_not_approved_has_expired_or_is_an_exercise_is_not_taken(
    leak, hanbit, talks, minseo, time_machine
):
    question = issues.add_question(leak, "언제 고치나요?", by=minseo)
    with pytest.raises(UnusableError):
        issues.take_answer(written(question, by=minseo), talks[0], by=minseo)
    row = approve(question.answers.get(), hanbit)
    Issue.objects.filter(pk=leak.pk).update(is_exercise=True)
    with pytest.raises(UnusableError):
        issues.take_answer(row, talks[0], by=minseo)
    Issue.objects.filter(pk=leak.pk).update(is_exercise=False)
    time_machine.move_to(row.valid_until + timedelta(seconds=1))
    with pytest.raises(UnusableError):
        issues.take_answer(row, talks[0], by=minseo)


def test_an_answer_that_expires_while_one_composes_does_not_leave(
    answer, talks, minseo, time_machine
):
    text = f"안녕하세요. {issues.take_answer(answer, talks[0], by=minseo)}"
    time_machine.move_to(answer.valid_until + timedelta(seconds=1))
    with pytest.raises(replies.ReplyRefusedError) as refused:
        replies.write_reply(talks[0], text, by=minseo)
    assert refused.value.check.problems == ("unsayable",)
    assert "새는 제품은 어떻게 하나요?" in refused.value.check.against
    changed = text.replace("안녕하세요.", "반갑습니다.").replace("주십시오", "주세요")
    with pytest.raises(replies.ReplyRefusedError):
        replies.write_reply(talks[0], changed, by=minseo)
    assert replies.write_reply(talks[0], "확인하고 다시 알려 드리겠습니다.", by=minseo)


def test_an_answer_that_expires_before_the_second_look_is_not_let_go(
    hanbit, answer, talks, minseo, jiho, time_machine
):
    approvals.save_rule(hanbit.organisation, by=jiho, name="무상", words=["무상"])
    reply = replies.write_reply(talks[0], WORDS, by=minseo)
    time_machine.move_to(answer.valid_until + timedelta(seconds=1))
    with pytest.raises(sheets.UnsayableError):
        approvals.approve_reply(reply, by=jiho)
    reply.refresh_from_db()
    assert reply.state == Reply.State.WAITING


def test_the_same_words_may_be_said_where_a_later_version_holds(
    answer, talks, hanbit, minseo, time_machine
):
    later = now() + timedelta(days=9)
    approve(written(answer.question, by=minseo, valid_until=later), hanbit)
    time_machine.move_to(answer.valid_until + timedelta(seconds=1))
    assert replies.write_reply(talks[0], WORDS, by=minseo)


def test_who_got_an_answer_is_known_also_in_other_words(answer, talks, minseo):
    issues.take_answer(answer, talks[0], by=minseo)
    sent(replies.write_reply(talks[0], f"민서입니다. {WORDS} 고맙습니다.", by=minseo))
    issues.take_answer(answer, talks[1], by=minseo)
    sent(replies.write_reply(talks[1], WORDS.replace("주십시오", "주세요"), by=minseo))
    issues.take_answer(answer, talks[2], by=minseo)
    sent(replies.write_reply(talks[2], "다른 말씀을 드립니다.", by=minseo))
    rows = Given.objects.values_list("conversation", "is_verbatim")
    assert list(rows) == [(talks[0].pk, True), (talks[1].pk, False)]
    assert Entry.objects.filter(event="answer.given").count() == 2
    got = receivers_of(minseo, answer.question)
    assert [said.author.name for _given, said in got if said] == ["손님b", "손님a"]


def test_a_reply_that_left_is_heard_once(answer, talks, minseo):
    seat_listeners()
    reply = replies.write_reply(talks[0], WORDS, by=minseo)
    Delivery.objects.filter(pk=reply.delivery_id).update(
        state="sent", external_id="n1", sent_at=now()
    )
    Entry.objects.create(
        organisation=talks[0].organisation, event="delivery.sent", noun="delivery",
        noun_id=reply.delivery_id, facts={},
    )  # fmt: skip
    settle()
    settle()
    assert Given.objects.get().reply == reply


def ready(answer, talks, hanbit) -> Round:
    row = issues.answer_everyone(
        answer, [talk.pk for talk in talks], by=hanbit.members["minseo"], on=answer.stamp
    )
    return rounds.ask_approval(row, by=hanbit.members["minseo"])


def go(row: Round, hanbit) -> None:
    rounds.approve_round(row, by=hanbit.members["jiho"])
    while telling.tell_due():
        pass


def test_everyone_who_asked_is_answered_by_name_once(answer, talks, hanbit, jiho):
    row = ready(answer, talks, hanbit)
    assert row.key == f"issue:{answer.question.issue_id}:answer:{answer.pk}"
    assert (row.about_kind, row.about_id) == ("issue", answer.question.issue_id)
    go(row, hanbit)
    said = dict(Reply.objects.values_list("conversation", "text"))
    assert said[talks[0].pk] == f"손님a님, 안녕하세요.\n\n{WORDS}"
    assert len(said) == 3
    for reply in Reply.objects.all():
        sent(reply)
    assert Given.objects.count() == 3
    with pytest.raises(NobodyChosenError):
        issues.answer_everyone(answer, [one.pk for one in talks], by=jiho, on=answer.stamp)
    assert answer.question.asked.count() == 3


def test_two_leads_at_once_make_one_round(answer, talks, hanbit, jiho, yuna):
    first = issues.answer_everyone(answer, [talks[0].pk], by=jiho, on=answer.stamp)
    second = issues.answer_everyone(
        answer, [talks[0].pk, talks[1].pk, talks[2].pk], by=yuna, on=answer.stamp
    )
    assert first.pk == second.pk
    assert Recipient.objects.count() == 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
@pytest.mark.django_db(transaction=True)
def test_two_leads_who_press_at_the_same_moment_make_one_round(hanbit, say, minseo, jiho, yuna):
    talks = [say(name, text="새는 제품은 어떻게 하나요?", who=name) for name in ("가", "나", "다")]
    leak = issues.raise_issue(hanbit.organisation, "정수기 누수", by=minseo)
    answer = approved(leak, hanbit)

    def press(member):
        try:
            ids = [talk.pk for talk in talks]
            return issues.answer_everyone(answer, ids, by=member, on=answer.stamp).pk
        except NobodyChosenError:
            return None  # the other one was quicker, and has them all
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        made = set(two.map(press, [jiho, yuna])) - {None}
    assert made == {Round.objects.get().pk}
    assert Recipient.objects.count() == 3


def test_who_asks_later_is_told_in_another_round_and_the_first_are_not_told_again(
    answer, talks, say, hanbit, leak, minseo
):
    go(ready(answer, talks[:2], hanbit), hanbit)
    late = say("d", text="새는 제품은 어떻게 하나요?", who="손님a")  # the same person again
    issues.add_messages(leak, late.turns.values_list("pk", flat=True), by=minseo)
    row = ready(answer, [*talks, late], hanbit)
    assert row.key.endswith(":2")
    assert [one.conversation for one in row.recipients.all()] == [talks[2]]
    go(row, hanbit)
    assert Reply.objects.count() == 3


def test_left_out_are_the_closed_the_answered_and_those_on_the_way(answer, talks, minseo, jiho):
    sent(replies.write_reply(talks[0], WORDS, by=minseo))
    Conversation.objects.filter(pk=talks[1].pk).update(status="closed")
    issues.mark_asked(answer.question, [talks[2].pk], by=minseo)
    found = everyone_for(jiho, answer)
    assert [(one.talk.pk, one.has_asked) for one in found.askers] == [(talks[2].pk, True)]
    assert dict(found.left_out) == {"이미 이 답을 받음": 1, "끝난 대화": 1}
    issues.answer_everyone(answer, [talks[2].pk], by=jiho, on=answer.stamp)
    assert everyone_for(jiho, answer).askers == []


def test_a_new_version_reaches_those_who_got_the_old_one_only_when_they_are_chosen(
    answer, talks, hanbit, minseo, jiho
):
    sent(replies.write_reply(talks[0], WORDS, by=minseo))
    issues.mark_asked(answer.question, [talk.pk for talk in talks], by=minseo)
    words = "이제는 기사가 방문해서 바꿔 드립니다. 먼저 연락드리겠습니다."
    new = approve(written(answer.question, by=minseo, text=words), hanbit)
    found = everyone_for(jiho, new)
    assert [one.talk.pk for one in found.askers if one.has_earlier] == [talks[0].pk]
    assert (len(found.askers), found.asked_count) == (3, 2)


def test_a_round_whose_answer_holds_no_more_is_not_approved(
    answer, talks, hanbit, jiho, time_machine
):
    row = ready(answer, talks, hanbit)
    time_machine.move_to(answer.valid_until + timedelta(seconds=1))
    with pytest.raises(guards.GuardedError):
        rounds.approve_round(row, by=jiho)
    assert not telling.tell_due()
    assert not Reply.objects.exists()


def test_a_round_stops_in_the_middle_when_its_answer_is_retired(
    answer, talks, hanbit, jiho, settings
):
    settings.ROUNDS_PER_MINUTE = 1
    row = ready(answer, talks, hanbit)
    go(row, hanbit)
    assert Reply.objects.count() == 1
    issues.retire_answer(answer, "조건이 바뀌었다", by=jiho, on=answer.stamp)
    settings.ROUNDS_PER_MINUTE = 60
    telling.tell_due()
    row.refresh_from_db()
    assert (row.state, Reply.objects.count()) == (Round.State.STOPPED, 1)
    assert Entry.objects.filter(event="round.stopped", by=None).count() == 1


@pytest.mark.parametrize(
    ("text", "text_en", "is_free"),
    [
        (f"{{name}}님, 물어보신 것에 답합니다.\r\n{WORDS}\r\n고맙습니다.", ENGLISH, True),
        (WORDS.replace("무상", "유상"), ENGLISH, False),
        (WORDS, "", False),
        (WORDS, "Something else.", False),
    ],
)
def test_a_round_says_the_approved_words_in_each_language(
    leak, talks, hanbit, minseo, text, text_en, is_free
):
    row = approved(leak, hanbit, text_en=ENGLISH)
    made = issues.answer_everyone(row, [talks[0].pk], by=minseo, on=row.stamp)
    rounds.write_round(made, text=text, text_en=text_en, by=minseo)
    if is_free:
        assert rounds.ask_approval(made, by=minseo).state == Round.State.WAITING
    else:
        with pytest.raises(guards.GuardedError):
            rounds.ask_approval(made, by=minseo)


def test_english_that_nobody_approved_is_not_told(answer, talks, hanbit, minseo):
    made = issues.answer_everyone(answer, [talks[0].pk], by=minseo, on=answer.stamp)
    rounds.write_round(made, text=WORDS, text_en="Trust us.", by=minseo)
    with pytest.raises(guards.GuardedError):
        rounds.ask_approval(made, by=minseo)


def test_an_exercise_answers_nobody(answer, leak, talks, jiho):
    Issue.objects.filter(pk=leak.pk).update(is_exercise=True)
    with pytest.raises(ExerciseError):
        issues.answer_everyone(answer, [talks[0].pk], by=jiho, on=answer.stamp)


def test_conversations_of_another_company_are_never_told(answer, say, rival_mailbox, jiho):
    theirs = say("z", account=rival_mailbox)
    with pytest.raises(NobodyChosenError):
        issues.answer_everyone(answer, [theirs.pk], by=jiho, on=answer.stamp)


def at(talk: Conversation, answer) -> str:
    return reverse("conversations:ready_answer", args=[talk.pk, answer.pk])


def test_the_composer_takes_an_answer_with_and_without_scripts(client, answer, talks, minseo):
    client.force_login(minseo)
    page = client.get(reverse("conversations:conversation", args=[talks[0].pk])).content.decode()
    assert at(talks[0], answer) in page
    assert "#1 정수기 누수" in page
    told = client.post(at(talks[0], answer), headers={"HX-Request": "true"})
    assert told.content.decode() == WORDS
    back = client.post(at(talks[0], answer), {"text": "먼저 쓴 글"})
    assert back.status_code == 302
    assert Draft.objects.get(conversation=talks[0]).text == f"먼저 쓴 글\n\n{WORDS}"


@pytest.mark.parametrize("is_htmx", [True, False])
def test_the_composer_says_why_an_answer_is_not_taken_and_keeps_the_text(
    client, answer, talks, minseo, jiho, is_htmx
):
    issues.retire_answer(answer, "조건이 바뀌었다", by=jiho, on=answer.stamp)
    client.force_login(minseo)
    headers = {"HX-Request": "true"} if is_htmx else {}
    told = client.post(at(talks[0], answer), {"text": "먼저 쓴 글"}, headers=headers)
    assert told.status_code == 422
    assert "지금 쓸 수 없습니다" in told.content.decode()
    assert "먼저 쓴 글" in told.content.decode()


def test_a_stranger_and_a_reader_take_nothing(client, answer, talks, say, taeyang, doyun, minseo):
    client.force_login(taeyang)
    assert client.post(at(talks[0], answer)).status_code == 404
    client.force_login(doyun)
    assert client.post(at(talks[0], answer)).status_code == 403
    client.force_login(minseo)
    assert client.post(at(say("y", who="남"), answer)).status_code == 404


def test_a_round_leads_back_to_its_answer_and_nobody_to_a_restricted_issue(
    client, answer, talks, hanbit, jiho, doyun
):
    row = ready(answer, talks, hanbit)
    issue = answer.question.issue
    back = reverse("issues:answer", args=[issue.pk, answer.question_id])
    client.force_login(doyun)
    assert f'href="{back}"' in client.get(f"/rounds/{row.pk}/").content.decode()
    issues.restrict(issue, by=jiho)
    page = client.get(f"/rounds/{row.pk}/").content.decode()
    assert back not in page
    assert issue.title not in page
