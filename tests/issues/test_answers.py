"""The Q&A sheet: who writes, looks and approves; versions that stay; facts that change; time that runs out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.issues.sheets import WORDS, approve, approved, written

from hanjari.issues import actions as issues
from hanjari.issues.actions import falling
from hanjari.issues.models import Answer, Fact, Issue, Seat, Task
from hanjari.issues.refusals.answers import (
    ChangedWordsError,
    FalseFactError,
    LegalYourselfError,
    NoLegalYetError,
    NothingToSayError,
    NotLegalError,
    OwnWordsError,
    PastError,
    WrittenMeanwhileError,
)
from hanjari.issues.refusals.issue import EndedError, NoReasonError
from hanjari.issues.sheet import carries, echoes, holds, words_of
from hanjari.journal.models import Entry
from hanjari.kit.clock import now
from hanjari.people.models import Call

State = Answer.State


@pytest.fixture
def question(issue, minseo):
    return issues.add_question(issue, "새는 제품은 어떻게 하나요?", by=minseo)


@pytest.fixture
def draft(question, minseo) -> Answer:
    return written(question, by=minseo)


def events(issue: Issue) -> list[str]:
    rows = Entry.objects.filter(noun="issue", noun_id=issue.pk, event__startswith="answer.")
    return [row.event for row in rows.order_by("id")]


def test_a_question_begins_with_an_empty_answer_once(issue, question, minseo):
    again = issues.add_question(issue, "  새는 제품은   어떻게 하나요? ", by=minseo)
    assert again.pk == question.pk
    assert [row.number for row in question.answers.all()] == [1]
    assert events(issue) == ["answer.question_added"]


def test_three_people_stand_between_the_first_word_and_the_first_use(issue, draft, hanbit):
    row = approve(draft, hanbit)
    assert row.is_usable()
    assert (row.written_by.name, row.legal_by.name, row.approved_by.name) == (
        "민서",
        "유나",
        "지호",
    )
    assert events(issue)[1:] == [
        "answer.written", "answer.legal_asked", "answer.legal_signed", "answer.approved",
    ]  # fmt: skip
    assert issues.approve_answer(row, by=hanbit.members["jiho"], on=row.stamp).pk == row.pk


def test_nobody_approves_or_signs_their_own_words(question, jiho, yuna):
    row = written(question, by=jiho)
    issues.ask_legal(row, by=jiho, on=row.stamp)
    with pytest.raises(NoLegalYetError):
        issues.approve_answer(row, by=yuna, on=row.stamp)
    with pytest.raises(OwnWordsError):
        issues.sign_for_legal(row, by=jiho, on=row.stamp)
    issues.sign_for_legal(row, by=yuna, on=row.stamp)
    with pytest.raises(OwnWordsError):
        issues.approve_answer(row, by=jiho, on=row.stamp)
    with pytest.raises(LegalYourselfError):
        issues.approve_answer(row, by=yuna, on=row.stamp)


def test_only_who_sits_for_legal_signs_for_it(issue, draft, sora, yuna):
    Seat.objects.create(issue=issue, part="legal", member=sora)
    issues.ask_legal(draft, by=sora, on=draft.stamp)
    with pytest.raises(NotLegalError):
        issues.sign_for_legal(draft, by=yuna, on=draft.stamp)
    assert issues.sign_for_legal(draft, by=sora, on=draft.stamp).legal_by == sora


def test_the_lead_waives_legal_with_a_reason_that_stays(issue, draft, jiho, minseo):
    with pytest.raises(NoReasonError):
        issues.waive_legal(draft, " ", by=jiho, on=draft.stamp)
    with pytest.raises(NotLegalError):
        issues.waive_legal(draft, "밤이다", by=minseo, on=draft.stamp)
    issues.waive_legal(draft, "법무가 밤에 없다", by=jiho, on=draft.stamp)
    row = issues.approve_answer(draft, by=jiho, on=draft.stamp)
    assert (row.is_usable(), row.waived_for) == (True, "법무가 밤에 없다")
    assert "answer.legal_waived" in events(issue)


def test_a_changed_draft_takes_the_looks_at_it_back(draft, question, minseo, yuna, jiho):
    issues.ask_legal(draft, by=minseo, on=draft.stamp)
    issues.sign_for_legal(draft, by=yuna, on=draft.stamp)
    read = draft.stamp
    newer = written(question, by=minseo, text=WORDS + " 주말에도 됩니다.")
    assert (newer.pk, newer.state, newer.legal_at) == (draft.pk, State.DRAFT, None)
    with pytest.raises(ChangedWordsError):
        issues.approve_answer(draft, by=jiho, on=read)


def test_two_who_write_at_once_lose_nothing(question, minseo, jiho):
    read = question.answers.get().stamp
    until = now() + timedelta(hours=1)
    issues.write_answer(question, by=minseo, on=read, valid_until=until, text="민서의 답")
    with pytest.raises(WrittenMeanwhileError) as late:
        issues.write_answer(question, by=jiho, on=read, valid_until=until, text="지호의 답")
    assert late.value.newest.text == "민서의 답"
    assert question.answers.get().text == "민서의 답"


def test_two_leads_approve_and_send_back_at_once_and_the_first_counts(draft, minseo, yuna, jiho):
    issues.ask_legal(draft, by=minseo, on=draft.stamp)
    issues.sign_for_legal(draft, by=yuna, on=draft.stamp)
    read = draft.stamp
    issues.approve_answer(draft, by=jiho, on=read)
    with pytest.raises(ChangedWordsError):
        issues.send_back_answer(draft, "다시", by=yuna, on=read)
    assert Answer.objects.get(pk=draft.pk).state == State.APPROVED


def test_approved_words_stay_until_the_new_ones_are_approved(draft, question, hanbit, minseo):
    old = approve(draft, hanbit)
    new = written(
        question, by=minseo, text="이제는 방문해서 바꿔 드립니다. 기사가 연락드리겠습니다."
    )
    assert (new.number, new.state) == (2, State.DRAFT)
    old.refresh_from_db()
    assert (old.text, old.is_usable()) == (WORDS, True)
    approve(new, hanbit)
    old.refresh_from_db()
    assert (old.state, old.text) == (State.RETIRED, WORDS)
    assert [row.pk for row in question.answers.filter(state=State.APPROVED)] == [new.pk]


def test_the_question_keeps_its_words_once_it_was_answered(draft, question, hanbit, minseo):
    written(question, by=minseo, asks="누수 제품은 바꿔 주나요?")
    assert question.text == "누수 제품은 바꿔 주나요?"
    approve(question.answers.get(), hanbit)
    written(question, by=minseo, asks="전액 환불하나요?", text="다른 글입니다.")
    question.refresh_from_db()
    assert question.text == "누수 제품은 바꿔 주나요?"


def test_nothing_to_say_and_a_time_that_is_over_go_no_further(question, minseo):
    empty = question.answers.get()
    with pytest.raises(NothingToSayError):
        issues.ask_legal(empty, by=minseo, on=empty.stamp)
    late = written(question, by=minseo, valid_until=now() - timedelta(minutes=1))
    with pytest.raises(PastError):
        issues.ask_legal(late, by=minseo, on=late.stamp)


def test_what_we_cannot_say_becomes_a_task_and_the_answer_ends_it(question, hanbit, minseo):
    due = now() + timedelta(hours=3)
    row = written(question, by=minseo, text="", cannot_say="원인을 찾고 있습니다.", will_by=due)
    assert words_of(row).startswith("아직 말씀드릴 수 없습니다. 원인을 찾고 있습니다.")
    row = approve(row, hanbit)
    task = Task.objects.get()
    assert (task.due_at, task.owner, task.text) == (due, minseo, question.text)
    approve(written(question, by=minseo, text=WORDS, cannot_say="", will_by=None), hanbit)
    task.refresh_from_db()
    assert task.done_at


def test_a_promised_time_is_the_company_s_in_every_zone(question, minseo):
    told = {
        "text": "",
        "cannot_say": "원인을 찾고 있습니다.",
        "will_by": now() + timedelta(hours=3),
    }
    with timezone.override("America/New_York"):
        far = words_of(written(question, by=minseo, **told))
    assert far == words_of(written(question, by=minseo, **told))
    assert (now() + timedelta(hours=3)).astimezone(ZoneInfo("Asia/Seoul")).strftime("%H:%M") in far


def test_another_day_is_another_task(question, hanbit, minseo):
    first, second = now() + timedelta(hours=3), now() + timedelta(hours=9)
    told = {"text": "", "cannot_say": "원인을 찾고 있습니다."}
    approve(written(question, by=minseo, will_by=first, **told), hanbit)
    approve(written(question, by=minseo, will_by=second, **told), hanbit)
    assert [row.due_at for row in Task.objects.filter(done_at=None, dropped_for="")] == [second]


def test_an_answer_falls_back_when_a_fact_below_it_changes(issue, question, hanbit, minseo):
    fact = issues.add_fact(issue, "밸브가 샌다", by=minseo, confidence="likely")
    row = approve(written(question, by=minseo, facts=[fact]), hanbit)
    new = issues.change_fact(fact, by=minseo, confidence=Fact.Confidence.FALSE)
    row.refresh_from_db()
    assert (row.state, row.fallen_on) == (State.RETIRED, new)
    draft = question.answers.get(state=State.DRAFT)
    assert (draft.number, draft.text, draft.fallen_on) == (2, WORDS, new)
    assert list(draft.facts.all()) == [new]
    call = Call.objects.get(key=f"answer:{row.pk}:fell:{new.pk}")
    assert {out.member.name for out in call.outs.all() if out.member} == {"민서", "지호"}
    assert "answer.fell" in events(issue)
    with pytest.raises(FalseFactError):
        issues.ask_legal(draft, by=minseo, on=draft.stamp)


def test_a_draft_falls_where_it_is_and_the_new_one_is_kept(issue, question, hanbit, minseo):
    fact = issues.add_fact(issue, "밸브가 샌다", by=minseo)
    approve(written(question, by=minseo, facts=[fact]), hanbit)
    mine = written(question, by=minseo, facts=[fact], text="더 나은 답을 쓰는 중입니다.")
    issues.ask_legal(mine, by=minseo, on=mine.stamp)
    issues.change_fact(fact, by=minseo, confidence="confirmed", source="기술팀")
    assert [(row.number, row.state) for row in question.answers.all()] == [
        (2, State.DRAFT), (1, State.RETIRED),
    ]  # fmt: skip
    assert question.answers.get(number=2).text == "더 나은 답을 쓰는 중입니다."


def test_expiry_is_told_once(issue, hanbit, time_machine):
    row = approved(issue, hanbit)
    assert falling.tell_expired() == 0
    time_machine.move_to(row.valid_until + timedelta(minutes=1))
    assert not row.is_usable()
    assert falling.tell_expired() == 1
    assert falling.tell_expired() == 0
    assert events(issue)[-1] == "answer.expired"
    assert Call.objects.filter(key=f"answer:{row.pk}:expired").count() == 1


def test_a_retired_answer_says_why(issue, hanbit, jiho):
    row = approved(issue, hanbit)
    with pytest.raises(NoReasonError):
        issues.retire_answer(row, "", by=jiho, on=row.stamp)
    row = issues.retire_answer(row, "조건이 바뀌었다", by=jiho, on=row.stamp)
    assert (row.state, row.retired_for) == (State.RETIRED, "조건이 바뀌었다")


def test_an_ended_issue_has_a_quiet_sheet(issue, question, jiho, minseo):
    issues.dismiss(issue, "오보였다", by=jiho)
    with pytest.raises(EndedError):
        written(question, by=minseo)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
@pytest.mark.django_db(transaction=True)
def test_an_approval_and_a_changed_fact_at_the_same_moment_leave_no_answer_on_it(hanbit, minseo):
    for number in range(5):
        issue = issues.raise_issue(hanbit.organisation, f"동시에 {number}", by=minseo)
        fact = issues.add_fact(issue, "밸브가 샌다", by=minseo)
        asked = issues.add_question(issue, "새나요?", by=minseo)
        row = written(asked, by=minseo, facts=[fact])
        issues.ask_legal(row, by=minseo, on=row.stamp)
        issues.sign_for_legal(row, by=hanbit.members["yuna"], on=row.stamp)
        acts = [
            lambda row=row: issues.approve_answer(row, by=hanbit.members["jiho"], on=row.stamp),
            lambda fact=fact: issues.change_fact(fact, by=minseo, confidence="false"),
        ]
        with ThreadPoolExecutor(2) as two:
            list(two.map(_tried, acts))
        assert not asked.answers.filter(state=State.APPROVED).exists()
        assert asked.answers.get(state=State.DRAFT).fallen_on


def _tried(act) -> None:
    try:
        act()
    except (ChangedWordsError, FalseFactError):
        pass  # the fact was quicker
    finally:
        connection.close()


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_words_are_found_again_however_they_are_wrapped(words, before, after):
    wrapped = f"{before}\n {'  '.join(words.split())} \r\n{after}"
    assert holds(wrapped, words)
    assert carries(wrapped, words) == (len(" ".join(words.split())) >= 20)
    assert echoes(words, words) == bool(words.split())
