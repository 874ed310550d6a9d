"""Closing: nobody is left waiting, every promise has an owner, the last word says so; else it stays open."""

import pytest
from django.urls import reverse
from tests.issues.test_statements import GOOD

from hanjari.conversations.actions.status import change_status
from hanjari.conversations.models import Conversation
from hanjari.issues import actions as issues
from hanjari.issues.models import Issue, Statement
from hanjari.issues.queries.closing import gaps_of
from hanjari.issues.refusals.closing import (
    NoLastWordError,
    NotPublishedError,
    OpenPromisesError,
    PeopleWaitError,
    TasksOpenError,
)
from hanjari.issues.refusals.issue import NoSuchStageError
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

Stage = Issue.Stage


def at(name, *args):
    return reverse(f"issues:{name}", args=args)


@pytest.fixture
def quiet(hanbit, minseo, jiho) -> Issue:
    """An issue that nobody's message belongs to, calm by now."""
    one = issues.raise_issue(hanbit.organisation, "정수기 누수", by=minseo)
    for stage in (Stage.WATCH, Stage.STABLE):
        issues.set_stage(one, stage, by=jiho)
    return one


@pytest.fixture
def waiting(quiet, say, minseo):
    """Somebody whose words belong to it has no answer."""
    talk = say("w1", text="정수기가 새요. 언제 고쳐 주나요?", who="보라", intent="complaint")
    issues.add_messages(quiet, [talk.heard_id], by=minseo)
    return talk


def stated(issue, by, **more) -> Statement:
    row = issues.write_statement(issue, "apology", by=by, title="사과", parts={"body": GOOD})
    more = {"state": Statement.State.PUBLISHED, "published_at": now(), **more}
    Statement.objects.filter(pk=row.pk).update(**more)
    row.refresh_from_db()
    return row


def test_with_nothing_missing_it_closes_once(quiet, jiho) -> None:
    issues.close_issue(quiet, by=jiho)
    issues.close_issue(quiet, by=jiho)
    quiet.refresh_from_db()
    assert (quiet.stage, quiet.closed_by) == (Stage.CLOSED, jiho)
    assert Entry.objects.filter(event="issue.closed").count() == 1


def test_a_person_who_waits_keeps_it_open_until_answered_or_excused(quiet, waiting, jiho) -> None:
    with pytest.raises(PeopleWaitError):
        issues.close_issue(quiet, by=jiho, reason="바빠서", excuses={waiting.pk: "  "})
    issues.close_issue(quiet, by=jiho, excuses={waiting.pk: "전화로 답했음"})
    entry = Entry.objects.get(event="issue.closed")
    assert entry.facts["excuses"] == [[waiting.pk, "전화로 답했음"]]


def test_an_excuse_for_one_is_none_for_another(quiet, waiting, say, minseo, jiho) -> None:
    other = say("w2", text="저도 새요", who="하준", intent="complaint")
    issues.add_messages(quiet, [other.heard_id], by=minseo)
    with pytest.raises(PeopleWaitError):
        issues.close_issue(quiet, by=jiho, excuses={waiting.pk: "전화로 답했음"})


def test_who_is_resolved_does_not_wait(quiet, waiting, jiho) -> None:
    change_status(waiting, Conversation.Status.RESOLVED, by=jiho)
    issues.close_issue(quiet, by=jiho)


def test_a_published_promise_needs_a_commitment_and_an_update_must_be_the_last(quiet, jiho) -> None:
    row = stated(quiet, jiho)
    with pytest.raises(OpenPromisesError):
        issues.close_issue(quiet, by=jiho)
    Statement.objects.filter(pk=row.pk).update(state=Statement.State.DRAFT)
    body = GOOD.replace("3만 원", "5만 원")
    newest = issues.save_version(row, title="사과", parts={"body": body}, on=1, by=jiho)
    Statement.objects.filter(pk=row.pk).update(state=Statement.State.PUBLISHED)
    assert gaps_of(quiet).promises.get().version == newest
    for promise in newest.promises.all():
        issues.deny_promise(promise, "시험", by=jiho)
    with pytest.raises(NoLastWordError):
        issues.close_issue(quiet, by=jiho)
    issues.start_clock(quiet, "update", by=jiho, due_at=now())
    issues.mark_last(row, by=jiho)
    assert quiet.clocks.get(kind="update").called_off_at
    issues.close_issue(quiet, by=jiho)


def test_a_draft_is_nobodys_last_word(quiet, jiho) -> None:
    row = stated(quiet, jiho, state=Statement.State.DRAFT, published_at=None)
    with pytest.raises(NotPublishedError):
        issues.mark_last(row, by=jiho)


def test_open_tasks_want_a_reason_and_clocks_are_stilled_but_two(quiet, jiho) -> None:
    issues.give_task(quiet, text="부품 다시 주문", owner=jiho, due_at=None, by=jiho)
    issues.start_clock(quiet, "authority", by=jiho)
    issues.start_clock(quiet, "report", by=jiho, due_at=now())
    with pytest.raises(TasksOpenError):
        issues.close_issue(quiet, by=jiho)
    issues.close_issue(quiet, by=jiho, reason="생산팀이 이어서 함")
    running = quiet.clocks.filter(called_off_at=None).values_list("kind", flat=True)
    assert set(running) == {"report", "review"}


def test_what_was_never_calm_does_not_close(issue, jiho) -> None:
    with pytest.raises(NoSuchStageError):
        issues.close_issue(issue, by=jiho, excuses=dict.fromkeys(range(1, 50), "x"))


def test_the_page_lists_what_is_missing_and_closes(client, quiet, waiting, jiho, minseo) -> None:
    row = stated(quiet, jiho)
    for promise in row.versions.get().promises.all():
        issues.deny_promise(promise, "시험", by=jiho)
    client.force_login(jiho)
    assert at("close", quiet.pk) in client.get(at("standing", quiet.pk)).content.decode()
    page = client.get(at("close", quiet.pk)).content.decode()
    assert "정수기가 새요" in page
    client.post(at("mark_last", quiet.pk, row.pk))
    refused = client.post(at("close", quiet.pk), {f"excuse_{waiting.pk}": ""})
    assert "답을 기다리는 분이 있습니다" in refused.content.decode()
    client.post(at("close", quiet.pk), {f"excuse_{waiting.pk}": "전화로 답했음"})
    quiet.refresh_from_db()
    assert quiet.stage == Stage.CLOSED
    client.force_login(minseo)
    assert client.post(at("close", quiet.pk)).status_code == 403
