"""The doors of the Q&A sheet: works, needs a right, a stranger gets 404, bad input is told; what many ask."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.conversations.conftest import make
from tests.issues.sheets import WORDS, approve, approved, written

from hanjari.conversations.actions import arrival
from hanjari.conversations.models import Round
from hanjari.issues import actions as issues
from hanjari.issues.actions import gathering
from hanjari.issues.models import Answer, Asked, Gathering, Question, Suggestion
from hanjari.issues.queries.asking import suggestions_of
from hanjari.issues.refusals.answers import TakenError
from hanjari.kit.clock import now
from hanjari.listening.actions import erase_message


@pytest.fixture
def question(issue, minseo) -> Question:
    return issues.add_question(issue, "새는 제품은 어떻게 하나요?", by=minseo)


def at(name: str, *args: int) -> str:
    return reverse(f"issues:{name}", args=args)


def sits(client, member):
    client.force_login(member)
    return client


def words(question: Question, **told) -> dict[str, str]:
    until = (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    stamp = question.answers.order_by("-number")[0].stamp
    return {"on": stamp, "text": WORDS, "valid_until": until} | told


def step(client, question: Question, word: str, reason: str = ""):
    row = question.answers.order_by("-number")[0]
    told = {"word": word, "on": row.stamp, "reason": reason}
    return client.post(at("step_answer", question.issue_id, question.pk, row.number), told)


def test_a_question_is_added_written_and_approved_through_its_doors(
    client, issue, minseo, yuna, jiho
):
    back = sits(client, minseo).post(at("add_question", issue.pk), {"text": "언제 고치나요?"})
    question = Question.objects.get()
    assert back.url == at("answer", issue.pk, question.pk)
    assert "먼저 답을 써 주세요" in client.get(back.url).content.decode()
    client.post(at("write_answer", issue.pk, question.pk), words(question))
    step(client, question, "ask")
    step(sits(client, yuna), question, "sign")
    step(sits(client, jiho), question, "approve")
    assert question.answers.get().is_usable()
    page = client.get(at("answers", issue.pk)).content.decode()
    assert "언제 고치나요?" in page
    assert "승인된 답" in page
    assert WORDS in client.get(at("answer", issue.pk, question.pk)).content.decode()


def test_a_stranger_gets_404_everywhere(client, hanbit, issue, taeyang):
    row = approved(issue, hanbit)
    sits(client, taeyang)
    one = (issue.pk, row.question_id)
    for name, args in (("answers", (issue.pk,)), ("answer", one)):
        assert client.get(at(name, *args)).status_code == 404, name
    for name, args in (
        ("add_question", (issue.pk,)), ("write_answer", one), ("asked", one),
        ("step_answer", (*one, 1)), ("start_answering", (*one, 1)),
    ):  # fmt: skip
        assert client.post(at(name, *args)).status_code == 404, name
    assert client.get(at("answer_everyone", *one, 1)).status_code == 404


def test_a_reader_reads_and_writes_nothing(client, hanbit, issue, doyun):
    row = approved(issue, hanbit)
    page = sits(client, doyun).get(at("answer", issue.pk, row.question_id)).content.decode()
    assert WORDS in page
    assert 'name="valid_until"' not in page
    one = (issue.pk, row.question_id)
    for name, args in (
        ("add_question", (issue.pk,)), ("write_answer", one), ("asked", one),
        ("step_answer", (*one, 1)), ("start_answering", (*one, 1)),
    ):  # fmt: skip
        assert client.post(at(name, *args)).status_code == 403, name


def test_an_agent_neither_approves_nor_retires(client, hanbit, issue, question, minseo, yuna):
    row = written(question, by=yuna)
    issues.waive_legal(row, "밤이다", by=yuna, on=row.stamp)
    assert step(sits(client, minseo), question, "approve").status_code == 403
    assert step(client, question, "retire", "x").status_code == 403
    assert question.answers.get().state == Answer.State.LEGAL


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"valid_until": "2020-01-01T10:00"}, "valid_until"),
        ({"valid_until": ""}, "valid_until"),
        ({"text": "{name}님, 바꿔 드립니다."}, "text"),
        ({"cannot_say": "원인을 찾고 있습니다."}, "will_by"),
        ({"will_by": "2031-01-01T10:00"}, "will_by"),
        ({"text": "가" * 4_001}, "text"),
    ],
)
def test_bad_input_is_told_beside_its_field(client, issue, question, minseo, told, field):
    door = at("write_answer", issue.pk, question.pk)
    answer = sits(client, minseo).post(door, words(question, **told))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert question.answers.get().text == ""


def test_a_fact_of_another_issue_is_no_ground(client, hanbit, issue, question, minseo):
    own = issues.add_fact(issue, "밸브가 샌다", by=minseo)
    other = issues.raise_issue(hanbit.organisation, "다른 일", by=minseo)
    alien = issues.add_fact(other, "남의 사실", by=minseo)
    door = at("write_answer", issue.pk, question.pk)
    sits(client, minseo)
    assert client.post(door, words(question, facts=[alien.pk])).status_code == 422
    client.post(door, words(question, facts=[own.pk]))
    assert list(question.answers.get().facts.all()) == [own]


def test_whoever_was_overtaken_sees_both_texts(client, issue, question, minseo, jiho):
    mine = words(question, text="민서의 답입니다.")
    written(question, by=jiho, text="지호의 답입니다.")
    door = at("write_answer", issue.pk, question.pk)
    answer = sits(client, minseo).post(door, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>지호의</del>" in page
    assert "<ins>민서의</ins>" in page
    again = mine | {"on": question.answers.get().stamp}
    assert client.post(door, again).status_code == 302
    assert question.answers.get().text == "민서의 답입니다."


def test_a_fallen_answer_says_which_fact_changed(client, hanbit, issue, question, minseo):
    fact = issues.add_fact(issue, "밸브가 샌다", by=minseo, confidence="likely")
    approve(written(question, by=minseo, facts=[fact]), hanbit)
    issues.change_fact(fact, by=minseo, confidence="false")
    page = sits(client, minseo).get(at("answer", issue.pk, question.pk)).content.decode()
    assert "바탕이 된 사실이 바뀌었습니다" in page
    assert "밸브가 샌다" in page


def test_everyone_is_chosen_on_one_page_and_told_on_the_next(
    client, hanbit, issue, complaints, jiho
):
    arrival.thread_messages([one.pk for one in complaints])
    row = approved(issue, hanbit)
    talks = list(issues_talks(complaints))
    issues.mark_asked(row.question, talks[:2], by=jiho)
    sits(client, jiho)
    one = (issue.pk, row.question_id, row.number)
    page = client.get(at("answer_everyone", *one)).content.decode()
    assert page.count('name="talk"') == 3
    assert page.count(" checked") == 2
    answer = client.post(at("start_answering", *one), {"talk": talks[:2], "on": row.stamp})
    made = Round.objects.get()
    assert answer.url == reverse("conversations:round", args=[made.pk])
    shown = client.get(answer.url).content.decode()
    assert WORDS in shown
    assert made.recipients.count() == 2
    assert "한꺼번에 답한 기록" in client.get(at("answer", *one[:2])).content.decode()
    issues.retire_answer(row, "조건이 바뀌었다", by=jiho, on=row.stamp)
    assert "지금은 보낼 수 없습니다" in client.get(answer.url).content.decode()


def issues_talks(messages) -> list[int]:
    return [one.turn.conversation_id for one in messages]


def test_a_conversation_that_does_not_ask_it_is_let_go_for_good(
    client, issue, question, complaints, minseo
):
    arrival.thread_messages([one.pk for one in complaints])
    talk = issues_talks(complaints)[0]
    issues.mark_asked(question, [talk], by=minseo)
    door = at("asked", issue.pk, question.pk)
    sits(client, minseo).post(door, {"talk": talk, "word": "no"})
    from_machine = issues.mark_asked(question, [talk], by=minseo, is_refused=True)
    assert from_machine == 0
    assert Asked.objects.get().is_refused


@pytest.fixture
def askers(issue, mailbox, minseo):
    """Four people: three ask the same in nearly the same words."""
    texts = (
        "환불은 언제 되나요?",
        "환불은 언제 되나요??",
        "환불은 언제 되나요",
        "문의 전화번호가 뭔가요?",
    )
    rows = [
        make(mailbox, f"q{number}", text=text, who=f"묻는이{number}", intent="question")
        for number, text in enumerate(texts)
    ]
    arrival.thread_messages([row.pk for row in rows])
    issues.add_messages(issue, [row.pk for row in rows], by=minseo)
    return rows


def gather(issue) -> None:
    gathering.await_gathering(issue.pk)
    gathering.await_gathering(issue.pk)
    assert gathering.gather_waiting()
    assert not Gathering.objects.exists()


def test_what_many_ask_is_proposed_and_becomes_a_draft_with_one_press(
    client, issue, askers, minseo
):
    gather(issue)
    (found,) = suggestions_of(issue)
    assert found.count == 3
    page = sits(client, minseo).get(at("answers", issue.pk)).content.decode()
    assert "많이 묻는 질문" in page
    client.post(at("suggestion", issue.pk, found.pk), {"word": "yes"})
    question = Question.objects.get()
    assert question.text.startswith("환불은 언제 되나요")
    assert question.asked.count() == 3
    assert question.answers.get().state == Answer.State.DRAFT
    with pytest.raises(TakenError):
        issues.take_suggestion(found, by=minseo)
    gather(issue)
    assert not suggestions_of(issue)


def test_who_asks_what_the_sheet_has_already_is_counted(issue, askers, minseo):
    question = issues.add_question(issue, "환불은 언제 되나요?", by=minseo)
    talk = askers[0].turn.conversation_id
    issues.mark_asked(question, [talk], by=minseo, is_refused=True)
    gather(issue)
    assert question.asked.filter(is_refused=False).count() == 2
    assert question.asked.get(conversation=talk).is_refused
    assert not suggestions_of(issue)


def test_a_refused_suggestion_does_not_come_back(client, issue, askers, minseo):
    gather(issue)
    (found,) = suggestions_of(issue)
    sits(client, minseo).post(at("suggestion", issue.pk, found.pk), {"word": "no"})
    gather(issue)
    assert not suggestions_of(issue)
    assert Suggestion.objects.count() == 1


def test_erased_words_are_proposed_to_nobody(issue, askers, jiho):
    gather(issue)
    (found,) = suggestions_of(issue)
    erase_message(found.message, reason="asked", by=jiho)
    assert not suggestions_of(issue)
    with pytest.raises(TakenError):
        issues.take_suggestion(found, by=jiho)


def test_the_sheet_costs_no_more_with_more_questions(
    client, hanbit, issue, minseo, unhurried, django_assert_max_num_queries
):
    sits(client, minseo)
    for number in range(6):
        approved(issue, hanbit, f"질문 {number}?")
    with django_assert_max_num_queries(16):
        client.get(at("answers", issue.pk))
